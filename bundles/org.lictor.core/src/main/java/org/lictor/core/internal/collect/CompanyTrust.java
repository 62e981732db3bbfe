package org.lictor.core.internal.collect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.lictor.model.FileTrouble;

/** Trust in a company's own certificates besides those this Java trusts. */
final class CompanyTrust {

	private CompanyTrust() {
	}

	/**
	 * @param file certificates in PEM form
	 * @return connections that trust them too
	 * @throws IOException when the file cannot be read or has no certificate; the message says so
	 */
	static SSLContext with(Path file) throws IOException {
		try {
			KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
			trusted.load(null, null);
			int number = 0;
			for (X509Certificate certificate : trustedByJava()) {
				trusted.setCertificateEntry("java-" + number++, certificate);
			}
			for (Certificate certificate : read(file)) {
				trusted.setCertificateEntry("company-" + number++, certificate);
			}
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, factory.getTrustManagers(), null);
			return context;
		} catch (GeneralSecurityException e) {
			throw new IOException("The certificates in " + file + " cannot be used: " + e.getMessage(), e);
		}
	}

	private static Collection<? extends Certificate> read(Path file) throws IOException {
		Collection<? extends Certificate> certificates;
		try (InputStream in = Files.newInputStream(file)) {
			certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
		} catch (IOException e) {
			throw new IOException("The certificates in " + file + " cannot be read: " + FileTrouble.why(e) + ".", e);
		} catch (GeneralSecurityException e) {
			throw new IOException("The file " + file + " does not hold certificates in PEM form.", e);
		}
		if (certificates.isEmpty()) {
			throw new IOException("The file " + file + " does not hold certificates in PEM form.");
		}
		return certificates;
	}

	private static X509Certificate[] trustedByJava() throws GeneralSecurityException {
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init((KeyStore) null);
		for (TrustManager manager : factory.getTrustManagers()) {
			if (manager instanceof X509TrustManager trust) {
				return trust.getAcceptedIssuers();
			}
		}
		return new X509Certificate[0];
	}
}
