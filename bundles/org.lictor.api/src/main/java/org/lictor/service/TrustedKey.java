package org.lictor.service;

import java.util.Objects;

/**
 * A key or certificate whose owner an installation trusts to sign plug-ins.
 *
 * @param kind        of it
 * @param fingerprint hexadecimal digits, upper case: of an OpenPGP key its own, of a certificate SHA-256
 * @param owner       whom it says that it belongs to, may be empty
 * @param ofProduct   whether it came with the product; such a one stays
 */
public record TrustedKey(Kind kind, String fingerprint, String owner, boolean ofProduct) {

	/** Kinds of keys. */
	public enum Kind {
		/** An OpenPGP key. */
		OPENPGP,
		/** An X.509 certificate. */
		CERTIFICATE
	}

	public TrustedKey {
		Objects.requireNonNull(kind, "kind");
		Objects.requireNonNull(fingerprint, "fingerprint");
		Objects.requireNonNull(owner, "owner");
	}
}
