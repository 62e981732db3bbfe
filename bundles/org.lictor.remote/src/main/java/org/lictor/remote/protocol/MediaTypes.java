package org.lictor.remote.protocol;

/** Media types of this protocol. */
public final class MediaTypes {

	/** One JSON value. */
	public static final String JSON = "application/json";
	/** JSON values, one a line; a client that accepts it gets {@link TaskLine}s while a task runs. */
	public static final String LINES = "application/x-ndjson";

	private MediaTypes() {
	}
}
