package org.lictor.http.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this machine is called. */
final class HostName {

	static final String LOCALHOST = "localhost";

	private HostName() {
	}

	/** @return the name of this machine as it can itself be reached by, {@code localhost} when it has none */
	static String local() {
		try {
			String name = InetAddress.getLocalHost().getHostName();
			return name.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?") ? name : LOCALHOST;
		} catch (UnknownHostException e) {
			return LOCALHOST;
		}
	}
}
