package org.lictor.simulator.autodesk;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of the simulator's own, and a certificate for the loopback address signed by it. Made anew in each
 * process, by the time of this machine, since those who connect look at that.
 *
 * @param authority the certificate of the authority
 * @param keyStore  key and certificate of the server, with the authority's
 * @param password  of the key store
 */
record Certificates(X509Certificate authority, KeyStore keyStore, String password) {

	private static final Duration LIFE = Duration.ofDays(30);

	static Certificates make() throws GeneralSecurityException {
		try {
			KeyPair authorityKeys = pair();
			KeyPair serverKeys = pair();
			X500Name authorityName = new X500Name("CN=Simulated Company CA,O=Lictor simulator");
			X509v3CertificateBuilder authority = builder(authorityName, 1, authorityName, authorityKeys);
			authority.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
			authority.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
			X509Certificate root = sign(authority, authorityKeys);
			X509v3CertificateBuilder server = builder(authorityName, 2, new X500Name("CN=localhost"), serverKeys);
			server.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
			server.addExtension(Extension.subjectAlternativeName, false,
					new GeneralNames(new GeneralName[] { new GeneralName(GeneralName.dNSName, "localhost"),
							new GeneralName(GeneralName.iPAddress, "127.0.0.1"), new GeneralName(GeneralName.iPAddress, "::1") }));
			X509Certificate leaf = sign(server, authorityKeys);
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			String password = "simulator";
			store.setKeyEntry("server", serverKeys.getPrivate(), password.toCharArray(), new Certificate[] { leaf, root });
			return new Certificates(root, store, password);
		} catch (IOException | OperatorCreationException e) {
			throw new GeneralSecurityException(e.getMessage(), e);
		}
	}

	/** @return the authority's certificate in PEM */
	String pem() {
		try {
			return pem("CERTIFICATE", authority.getEncoded());
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("the certificate was just made and has an encoded form", e);
		}
	}

	static String pem(String what, byte[] bytes) {
		return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(bytes) + "\n-----END "
				+ what + "-----\n";
	}

	private static KeyPair pair() throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec("secp256r1"));
		return generator.generateKeyPair();
	}

	private static X509v3CertificateBuilder builder(X500Name issuer, int serial, X500Name subject, KeyPair keys) {
		Instant now = Instant.now();
		return new JcaX509v3CertificateBuilder(issuer, BigInteger.valueOf(now.toEpochMilli()).shiftLeft(4).add(BigInteger.valueOf(serial)),
				Date.from(now.minus(Duration.ofDays(1))), Date.from(now.plus(LIFE)), subject, keys.getPublic());
	}

	private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair by)
			throws OperatorCreationException, GeneralSecurityException {
		return new JcaX509CertificateConverter()
				.getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
	}
}
