package org.lictor.http.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.lictor.agent.protocol.Fingerprint;
import org.lictor.model.FileTrouble;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/**
 * The key and certificate a node shows to whoever connects. They stand in the folder {@code tls} of the data folder, as
 * {@code keystore.p12} (PKCS #12) with its password in {@code keystore.password}. A node that finds neither makes its own
 * certificate; an administrator may put in others and start the node again.
 *
 * @param keyStore    with one key
 * @param password    of the key store and of the key
 * @param certificate the first of the key's chain, which clients see
 */
record Identity(KeyStore keyStore, char[] password, X509Certificate certificate) {

	static final String FOLDER = "tls";
	static final String KEY_STORE = "keystore.p12";
	static final String PASSWORD = "keystore.password";

	private static final System.Logger LOG = System.getLogger(Identity.class.getName());
	/** See the file java.security of the JDK. */
	private static final List<String> ROUNDS = List.of("keystore.pkcs12.keyPbeIterationCount",
			"keystore.pkcs12.certPbeIterationCount", "keystore.pkcs12.macIterationCount");
	private static final Duration WARN_BEFORE_EXPIRY = Duration.ofDays(30);

	/**
	 * @param dataFolder an existing data folder
	 * @param clock      the time
	 * @return what stands there, made when nothing does
	 * @throws ServiceException UNAVAILABLE when the folder cannot be written, INVALID when what stands there is of no use
	 */
	static Identity open(Path dataFolder, InstantSource clock) throws ServiceException {
		Path folder = dataFolder.resolve(FOLDER);
		Path keyStore = folder.resolve(KEY_STORE);
		try {
			PrivateFiles.folder(folder);
			if (!Files.exists(keyStore)) {
				make(folder, clock.instant());
			}
		} catch (IOException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "The server's certificate cannot be kept in " + folder + ": "
					+ FileTrouble.why(e) + ". Make the data folder writable for this user.", e);
		} catch (GeneralSecurityException e) {
			throw new ServiceException(Reason.INTERNAL, "This Java cannot make a certificate (" + e.getMessage()
					+ "). Put a PKCS #12 key store into " + keyStore + " and its password into "
					+ folder.resolve(PASSWORD) + ".", e);
		}
		Identity identity = read(keyStore, folder.resolve(PASSWORD));
		Instant expiry = identity.certificate.getNotAfter().toInstant();
		if (expiry.isBefore(clock.instant().plus(WARN_BEFORE_EXPIRY))) {
			LOG.log(System.Logger.Level.WARNING,
					"The certificate in {0} is good until {1}. Replace it in time; see docs/operating/server.md.", keyStore,
					expiry);
		}
		return identity;
	}

	/** @return SHA-256 of the certificate in lower case hexadecimal */
	String fingerprint() {
		try {
			return Fingerprint.of(certificate);
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("the certificate came from a key store and has an encoded form", e);
		}
	}

	/** The password first: a key store without it would be of no use. */
	private static void make(Path folder, Instant now) throws IOException, GeneralSecurityException {
		byte[] random = new byte[32];
		new SecureRandom().nextBytes(random);
		String password = HexFormat.of().formatHex(random);
		KeyStore store = SelfMadeCertificate.make(HostName.local(), now, password.toCharArray());
		PrivateFiles.write(folder.resolve(PASSWORD), password.getBytes(StandardCharsets.UTF_8));
		PrivateFiles.write(folder.resolve(KEY_STORE), encode(store, password.toCharArray()));
	}

	/**
	 * Without the ten thousand rounds that make short passwords of people hard to guess: ours has 256 random bits, and the
	 * rounds would cost a fifth of a second at every start.
	 */
	private static byte[] encode(KeyStore store, char[] password) throws IOException, GeneralSecurityException {
		Map<String, String> before = new HashMap<>();
		ROUNDS.forEach(name -> before.put(name, Security.getProperty(name)));
		try {
			ROUNDS.forEach(name -> Security.setProperty(name, "1"));
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			store.store(bytes, password);
			return bytes.toByteArray();
		} finally {
			// an empty value is one that is not set
			before.forEach((name, value) -> Security.setProperty(name, value == null ? "" : value));
		}
	}

	private static Identity read(Path keyStore, Path passwordFile) throws ServiceException {
		char[] password;
		byte[] bytes;
		try {
			password = Files.readString(passwordFile).strip().toCharArray();
			bytes = Files.readAllBytes(keyStore);
		} catch (IOException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "The server's certificate needs the files " + keyStore + " and "
					+ passwordFile + ", and one of them cannot be read: " + FileTrouble.why(e)
					+ ". Put both there, or remove both and the server makes new ones.", e);
		}
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(new ByteArrayInputStream(bytes), password);
			return new Identity(store, password, certificate(store, password, keyStore));
		} catch (IOException | GeneralSecurityException e) {
			throw new ServiceException(Reason.INVALID, "The key store " + keyStore
					+ " cannot be opened: it is no PKCS #12 file, or its password is not the one in " + passwordFile
					+ ". Put the right files there, or remove both and the server makes new ones.", e);
		}
	}

	private static X509Certificate certificate(KeyStore store, char[] password, Path file)
			throws GeneralSecurityException, ServiceException {
		X509Certificate found = null;
		for (String alias : Collections.list(store.aliases())) {
			Key key = store.isKeyEntry(alias) ? store.getKey(alias, password) : null;
			if (key instanceof PrivateKey && store.getCertificate(alias) instanceof X509Certificate certificate) {
				if (found != null) {
					throw new ServiceException(Reason.INVALID, "The key store " + file
							+ " holds more than one key. Leave the one that this server is to show.");
				}
				found = certificate;
			}
		}
		if (found == null) {
			throw new ServiceException(Reason.INVALID, "The key store " + file
					+ " holds no private key with a certificate. Put one there, or remove " + file + " and " + PASSWORD
					+ " and the server makes new ones.");
		}
		return found;
	}

	/** @return nothing of the password */
	@Override
	public String toString() {
		return "Identity[" + certificate.getSubjectX500Principal() + "]";
	}
}
