package org.lictor.directory.ldap.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.SSLSocketVerifier;

import org.lictor.core.DirectoryTrouble;
import org.lictor.model.FileTrouble;
import org.lictor.model.Status;

/** Opens connections to directories, encrypted unless somebody said otherwise, and signs in. */
final class LdapConnections {

	private LdapConnections() {
	}

	/**
	 * @param settings of the directory
	 * @param secrets  has the password
	 * @return signed in; to be closed
	 * @throws DirectoryTrouble naming the setting at fault
	 */
	static LDAPConnection open(LdapSettings settings, Function<String, Optional<char[]>> secrets) throws DirectoryTrouble {
		Optional<char[]> password = secrets.apply(LdapFields.PASSWORD);
		try {
			if (settings.bindDn().isEmpty() != password.filter(each -> each.length > 0).isEmpty()) {
				// a bind DN without a password would be signed in as nobody, without a word
				throw LdapTroubles.trouble(settings.bindDn().isEmpty() ? LdapFields.BIND_DN : LdapFields.PASSWORD, Status.Detail.CONFIGURATION,
						"The bind DN and its password belong together: give both or none.");
			}
			LDAPConnection connection = connect(settings);
			try {
				if (password.isPresent()) {
					bind(connection, settings, password.get());
				}
				return connection;
			} catch (DirectoryTrouble | RuntimeException e) {
				connection.close();
				throw e;
			}
		} finally {
			password.ifPresent(each -> Arrays.fill(each, '\0'));
		}
	}

	private static void bind(LDAPConnection connection, LdapSettings settings, char[] password) throws DirectoryTrouble {
		byte[] bytes = new String(password).getBytes(java.nio.charset.StandardCharsets.UTF_8);
		try {
			connection.bind(new SimpleBindRequest(settings.bindDn(), bytes));
		} catch (LDAPException e) {
			throw LdapTroubles.ofBind(e, settings);
		} finally {
			Arrays.fill(bytes, (byte) 0);
		}
	}

	private static LDAPConnection connect(LdapSettings settings) throws DirectoryTrouble {
		try {
			InetAddress.getByName(settings.host());
		} catch (UnknownHostException e) {
			throw LdapTroubles.down(LdapFields.URL, "There is no host '" + settings.host() + "'. Correct the address, or see that this machine can look up the "
					+ "name.");
		}
		LDAPConnectionOptions options = new LDAPConnectionOptions();
		options.setConnectTimeoutMillis((int) Math.min(Integer.MAX_VALUE, settings.connectTimeout().toMillis()));
		options.setResponseTimeoutMillis(settings.readTimeout().toMillis());
		options.setFollowReferrals(false);
		options.setUseSynchronousMode(true);
		AtomicReference<String> distrusted = new AtomicReference<>("");
		options.setSSLSocketVerifier(new NamesHost(distrusted));
		try {
			return switch (settings.encryption()) {
			case TLS -> new LDAPConnection(tls(settings, distrusted).getSocketFactory(), options, settings.host(), settings.port());
			case STARTTLS -> startTls(new LDAPConnection(options, settings.host(), settings.port()), tls(settings, distrusted));
			case NONE -> new LDAPConnection(options, settings.host(), settings.port());
			};
		} catch (LDAPException e) {
			if (!distrusted.get().isEmpty()) {
				throw LdapTroubles.trouble(LdapFields.CERTIFICATE, Status.Detail.COMMUNICATION, distrusted.get());
			}
			if (settings.encryption() == LdapSettings.Encryption.STARTTLS && !e.getResultCode().equals(ResultCode.CONNECT_ERROR)) {
				throw LdapTroubles.trouble(LdapFields.URL, Status.Detail.CONFIGURATION, "The directory at " + settings.place()
						+ " does not change to encryption (StartTLS). Take ldaps://, or say '" + LdapFields.UNENCRYPTED + "' if anybody may listen.");
			}
			throw LdapTroubles.down(LdapFields.URL, "No directory answers at " + settings.place() + (settings.encryption() == LdapSettings.Encryption.TLS
					? " with encryption" : "") + ". See that the address is right, the directory runs, and no firewall stands between.");
		}
	}

	private static LDAPConnection startTls(LDAPConnection connection, SSLContext tls) throws LDAPException {
		boolean done = false;
		try {
			ExtendedResult result = connection.processExtendedOperation(new StartTLSExtendedRequest(tls.getSocketFactory()));
			if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
				throw new LDAPException(result);
			}
			done = true;
			return connection;
		} finally {
			if (!done) {
				connection.close();
			}
		}
	}

	private static SSLContext tls(LdapSettings settings, AtomicReference<String> distrusted) throws DirectoryTrouble {
		try {
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init(settings.certificate().isPresent() ? trusted(settings.certificate().get()) : null);
			X509TrustManager trust = Arrays.stream(factory.getTrustManagers()).filter(X509TrustManager.class::isInstance).map(X509TrustManager.class::cast)
					.findFirst().orElseThrow();
			SSLContext tls = SSLContext.getInstance("TLS");
			tls.init(null, new TrustManager[] { new TellingTrust(trust, distrusted) }, null);
			return tls;
		} catch (GeneralSecurityException | IOException e) {
			throw new IllegalStateException("TLS cannot be set up", e);
		}
	}

	private static KeyStore trusted(String file) throws DirectoryTrouble, GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
		store.load(null, null);
		try (InputStream in = Files.newInputStream(Path.of(file))) {
			Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
			int number = 0;
			for (Certificate each : certificates) {
				store.setCertificateEntry("trusted-" + number++, each);
			}
		} catch (IOException e) {
			throw LdapTroubles.trouble(LdapFields.CERTIFICATE, Status.Detail.CONFIGURATION, "The file " + file + " with the trusted certificate cannot be read: "
					+ FileTrouble.why(e) + ".");
		} catch (CertificateException | java.nio.file.InvalidPathException e) {
			throw LdapTroubles.trouble(LdapFields.CERTIFICATE, Status.Detail.CONFIGURATION, "In the file " + file + " stands no certificate in PEM form.");
		}
		if (store.size() == 0) {
			throw LdapTroubles.trouble(LdapFields.CERTIFICATE, Status.Detail.CONFIGURATION, "In the file " + file + " stands no certificate in PEM form.");
		}
		return store;
	}

	/** Remembers why a certificate is not trusted: the library only tells that there is no connection. */
	private record TellingTrust(X509TrustManager trust, AtomicReference<String> distrusted) implements X509TrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
			trust.checkClientTrusted(chain, type);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
			try {
				trust.checkServerTrusted(chain, type);
			} catch (CertificateException e) {
				X509Certificate last = chain[chain.length - 1];
				distrusted.set("The certificate of the directory is not trusted: it is '" + chain[0].getSubjectX500Principal() + "', issued by '"
						+ last.getIssuerX500Principal() + "', valid until " + chain[0].getNotAfter().toInstant()
						+ ". Give a PEM file with the certificate of the issuer.");
				throw e;
			}
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return trust.getAcceptedIssuers();
		}
	}

	/** The library does not look by itself whether a certificate is that of the host it connects to. */
	private static final class NamesHost extends SSLSocketVerifier {

		private final SSLSocketVerifier verifier = new HostNameSSLSocketVerifier(true);
		private final AtomicReference<String> distrusted;

		NamesHost(AtomicReference<String> distrusted) {
			this.distrusted = distrusted;
		}

		@Override
		public void verifySSLSocket(String host, int port, SSLSocket socket) throws LDAPException {
			try {
				verifier.verifySSLSocket(host, port, socket);
			} catch (LDAPException e) {
				distrusted.compareAndSet("", "The certificate of the directory is not for the host '" + host
						+ "'. Take an address with the name that stands in the certificate.");
				throw e;
			}
		}
	}
}
