package org.lictor.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the tests may do what only the administrator of a machine may. */
public final class Root {

	private Root() {
	}

	/**
	 * @param why what for, as the rest of a sentence that begins with "this test"
	 * @throws AssertionError when the tests do not run as root
	 */
	public static void require(String why) {
		try {
			int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
			if (uid != 0) {
				throw new AssertionError("This test " + why + " and must run as root on Linux (user id 0, here " + uid
						+ "): run ./mvnw verify as root, in a container if you like, or leave these tests out with "
						+ "./mvnw verify -pl '!:lictor.acceptance'.");
			}
		} catch (IOException | UnsupportedOperationException e) {
			throw new AssertionError("This test " + why + " and must run as root on Linux.", e);
		}
	}
}
