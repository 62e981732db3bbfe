package org.lictor.simulator.autodesk;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/**
 * Keys are made once in a process and used by all its simulators: making one for RSA takes longer than all else that a start
 * does, and tests start many.
 */
final class Keys {

	private static final int BITS = 2048;

	private static KeyPair serviceKey;
	private static Certificates certificates;

	private Keys() {
	}

	static synchronized KeyPair serviceKey() throws GeneralSecurityException {
		if (serviceKey == null) {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(BITS);
			serviceKey = generator.generateKeyPair();
		}
		return serviceKey;
	}

	static synchronized Certificates certificates() throws GeneralSecurityException {
		if (certificates == null) {
			certificates = Certificates.make();
		}
		return certificates;
	}
}
