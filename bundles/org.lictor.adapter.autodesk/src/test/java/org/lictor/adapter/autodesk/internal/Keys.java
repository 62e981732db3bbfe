package org.lictor.adapter.autodesk.internal;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A key for signing, made for each run of the tests. */
public final class Keys {

	/** Both halves. */
	public static final KeyPair PAIR = pair();

	/** The private half in PEM. */
	public static final String PEM = "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(PAIR.getPrivate().getEncoded())
			+ "\n-----END PRIVATE KEY-----\n";

	private Keys() {
	}

	private static KeyPair pair() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(2048);
			return generator.generateKeyPair();
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}
}
