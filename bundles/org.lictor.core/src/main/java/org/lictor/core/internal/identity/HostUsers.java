package org.lictor.core.internal.identity;

import java.util.Locale;

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
		String user = hostUser.strip();
		int backslash = user.lastIndexOf('\\');
		if (backslash >= 0) {
			user = user.substring(backslash + 1);
		}
		int at = user.indexOf('@');
		if (at >= 0) {
			user = user.substring(0, at);
		}
		return user.toLowerCase(Locale.ROOT);
	}
}
