package org.lictor.core.internal.collect;

import java.time.InstantSource;

import org.lictor.spi.Http;
import org.lictor.spi.HttpOptions;
import org.lictor.spi.Keeper;
import org.lictor.spi.Memory;
import org.lictor.spi.MonitorContext;
import org.lictor.spi.Secrets;

/**
 * What a server type may use while it works for one server.
 *
 * @param clock   the time
 * @param clients HTTP, closed with the context
 * @param secrets of the server
 * @param memory  of the server's monitor
 * @param keeper  of the server
 */
record Context(InstantSource clock, HttpClients clients, Secrets secrets, Memory memory, Keeper keeper)
		implements MonitorContext, AutoCloseable {

	/** Keeps nothing: a configuration is only tried. */
	static final Keeper NO_KEEPER = (evidence, memory) -> {
		throw new IllegalStateException("evidence is kept only during a poll");
	};

	@Override
	public Http http() {
		return clients.http();
	}

	@Override
	public Http http(HttpOptions options) {
		return clients.http(options);
	}

	@Override
	public void close() {
		clients.close();
	}
}
