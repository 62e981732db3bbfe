package org.lictor.plugins.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.jcajce.JcaKeyFingerprintCalculator;
import org.lictor.service.TrustedKey;
import org.lictor.service.TrustedKey.Kind;

/** OpenPGP keys and X.509 certificates, as files and as people see them. */
final class TrustedKeys {

	private static final HexFormat HEX = HexFormat.of().withUpperCase();

	private TrustedKeys() {
	}

	static TrustedKey of(PGPPublicKey key, boolean ofProduct) {
		Iterator<String> owners = key.getUserIDs();
		return new TrustedKey(Kind.OPENPGP, HEX.formatHex(key.getFingerprint()), owners.hasNext() ? owners.next() : "", ofProduct);
	}

	static TrustedKey of(X509Certificate certificate) {
		try {
			return new TrustedKey(Kind.CERTIFICATE, HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())),
					certificate.getSubjectX500Principal().getName(), false);
		} catch (NoSuchAlgorithmException | CertificateEncodingException e) {
			throw new IllegalStateException(e);
		}
	}

	/** @return whether it is that key, or a key under it */
	static boolean belongsTo(PGPPublicKey key, TrustedKey master) {
		String end = HEX.toHexDigits(key.getKeyID());
		return HEX.formatHex(key.getFingerprint()).equals(master.fingerprint()) || !key.isMasterKey() && signers(key).stream()
				.anyMatch(id -> !HEX.toHexDigits(id).equals(end) && master.fingerprint().endsWith(HEX.toHexDigits(id)));
	}

	private static List<Long> signers(PGPPublicKey key) {
		List<Long> ids = new ArrayList<>();
		key.getSignatures().forEachRemaining(signature -> ids.add(signature.getKeyID()));
		return ids;
	}

	/** @return as fingerprints are in {@link TrustedKey} */
	static String plain(String fingerprint) {
		return fingerprint.replaceAll("[\\s:]", "").toUpperCase(Locale.ROOT);
	}

	/** @return the keys in a file, none when it is no file of keys */
	static List<PGPPublicKey> openPgp(byte[] file) {
		List<PGPPublicKey> keys = new ArrayList<>();
		try {
			for (PGPPublicKeyRing ring : new PGPPublicKeyRingCollection(PGPUtil.getDecoderStream(new ByteArrayInputStream(file)),
					new JcaKeyFingerprintCalculator())) {
				ring.forEach(keys::add);
			}
		} catch (IOException | PGPException | RuntimeException e) {
			return List.of();
		}
		return keys;
	}

	/** @return the certificates in a file, none when it is no file of certificates */
	static List<X509Certificate> certificates(byte[] file) {
		try {
			Collection<X509Certificate> certificates = new ArrayList<>();
			CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(file))
					.forEach(each -> certificates.add((X509Certificate) each));
			return List.copyOf(certificates);
		} catch (CertificateException e) {
			return List.of();
		}
	}
}
