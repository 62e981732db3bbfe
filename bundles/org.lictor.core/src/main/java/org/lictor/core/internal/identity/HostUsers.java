package org.lictor.core.internal.identity;

import org.lictor.service.Mapping;

/** The name of a user on a host, without what differs between platforms. */
public final class HostUsers {

	private HostUsers() {
	}

	/**
	 * What two host users have in common when they are the same person to Lictor: the domain before a backslash or after
	 * an {@code @} and the case of letters do not count.
	 *
	 * @param hostUser as an agent or a licence server tells it: {@code ann}, {@code ACME\Ann}, {@code ann@acme.local}
	 * @return what to compare; empty when there is nothing but a domain
	 */
	public static String key(String hostUser) {
		return Mapping.userKey(hostUser);
	}
}
