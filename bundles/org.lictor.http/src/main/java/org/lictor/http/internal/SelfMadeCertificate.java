package org.lictor.http.internal;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes a certificate that vouches for itself: EC P-256, ten years. Whoever connects knows it by its fingerprint; its
 * names are there for tools that insist on them.
 */
final class SelfMadeCertificate {

	private static final int YEARS = 10;
	/** So that a client whose clock is behind takes it too. */
	private static final Duration BACKDATED = Duration.ofDays(1);
	/** A longer common name is not allowed by X.520. */
	private static final int LONGEST_COMMON_NAME = 64;

	private SelfMadeCertificate() {
	}

	/**
	 * @param host     name of this machine
	 * @param now      when it is made
	 * @param password for the key
	 * @return a PKCS #12 key store with a new key and its certificate
	 * @throws GeneralSecurityException when this Java lacks an algorithm
	 */
	static KeyStore make(String host, Instant now, char[] password) throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec("secp256r1"));
		KeyPair keys = generator.generateKeyPair();
		X509Certificate certificate;
		try {
			certificate = sign(keys, host, now);
		} catch (IOException | OperatorCreationException e) {
			throw new GeneralSecurityException(e.getMessage(), e);
		}
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, password);
			store.setKeyEntry("lictor", keys.getPrivate(), password, new Certificate[] { certificate });
			return store;
		} catch (IOException e) {
			throw new GeneralSecurityException(e.getMessage(), e);
		}
	}

	private static X509Certificate sign(KeyPair keys, String host, Instant now)
			throws IOException, OperatorCreationException, GeneralSecurityException {
		String commonName = host.length() > LONGEST_COMMON_NAME ? host.substring(0, LONGEST_COMMON_NAME) : host;
		X500Name name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).addRDN(BCStyle.O, "Lictor")
				.build();
		BigInteger serial = new BigInteger(127, new SecureRandom()).setBit(126);
		X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(name, serial,
				Date.from(now.minus(BACKDATED)), Date.from(now.atZone(ZoneOffset.UTC).plusYears(YEARS).toInstant()), name,
				keys.getPublic());
		builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
		builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
		builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
		builder.addExtension(Extension.subjectAlternativeName, false, names(host));
		return new JcaX509CertificateConverter()
				.getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
	}

	private static GeneralNames names(String host) {
		Set<String> hosts = new LinkedHashSet<>(List.of(HostName.LOCALHOST, host));
		List<GeneralName> names = new java.util.ArrayList<>();
		hosts.forEach(each -> names.add(new GeneralName(GeneralName.dNSName, each)));
		names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
		names.add(new GeneralName(GeneralName.iPAddress, "::1"));
		return new GeneralNames(names.toArray(GeneralName[]::new));
	}
}
