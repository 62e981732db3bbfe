package org.lictor.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lictor.signing.NewKey;
import org.lictor.signing.SignedRepository;
import org.lictor.signing.SigningKey;

import com.sun.net.httpserver.SimpleFileServer;

import jdk.security.jarsigner.JarSigner;

/** What a server takes as a plug-in, and from whom. */
class TrustTest {

	@RegisterExtension
	static final StageExtension STAGE = new StageExtension();

	private static final String FEATURE = VendorRepository.FEATURE;
	private static final char[] PASSPHRASE = "made for a test".toCharArray();

	private final Path script = Products.unpack("lictor-server", STAGE.folder("server"));
	private final LictorServer server = new LictorServer(script, STAGE.folder().resolve("data"));
	private final VendorRepository vendor = new VendorRepository(STAGE.folder("vendor"));
	private SigningKey acme;
	private SigningKey stranger;
	private Path acmeFile;

	@BeforeEach
	void makeKeys() throws IOException {
		acme = key("Acme <keys@acme.example>", "acme");
		stranger = key("A stranger", "stranger");
		acmeFile = Files.writeString(STAGE.folder().resolve("acme.asc"), acme.publicKey());
	}

	private static SigningKey key(String owner, String name) throws IOException {
		return SigningKey.read(NewKey.write(owner, new String(PASSPHRASE), STAGE.folder().resolve(name + ".key")), PASSPHRASE);
	}

	@Test
	void takesOnlyWhatItTrustsAndWhatIsWhole() throws IOException {
		vendor.publish("1.0.1", VendorRepository.LABEL);
		refused("install", "not signed", "org.lictor.adapter.custom 1.0.1");
		publish("1.0.1", stranger);
		refused("install", "A stranger", stranger.fingerprint(), "--accept");

		String trusted = trust("add", acmeFile.toString());
		assertTrue(trusted.contains(acme.fingerprint()) && trusted.contains("Acme"), trusted);
		trust("policy", "refuse");
		refused("install", "A stranger", "policy is to refuse");
		publish("1.0.1", acme);
		change("install").good();

		trust("remove", acme.fingerprint());
		publish("1.0.2", acme);
		refused("update", "Acme", acme.fingerprint());

		trust("policy", "allow");
		mixUpSignatures();
		refused("update", "signature");
		vendor.publish("1.0.3", VendorRepository.LABEL);
		Files.write(vendor.bundle("1.0.3"), new byte[] { 0 }, StandardOpenOption.APPEND);
		refused("update", "SHA-512");
		assertEquals(List.of("1.0.1"), installed());
		overHttp();
		byCertificate();
	}

	private void publish(String version, SigningKey key) throws IOException {
		vendor.publish(version, VendorRepository.LABEL);
		new SignedRepository(vendor.folder()).sign(key);
	}

	/** Each of the two artifacts gets the signature of the other. */
	private void mixUpSignatures() throws IOException {
		Path list = vendor.folder().resolve("artifacts.xml");
		String text = Files.readString(list);
		List<String> signatures = new ArrayList<>(Pattern.compile("name=\"pgp.signatures\" value=\"([^\"]*)\"").matcher(text).results()
				.map(found -> found.group(1)).toList());
		assertEquals(2, signatures.size(), text);
		Files.writeString(list, text.replace(signatures.get(0), "A").replace(signatures.get(1), signatures.get(0)).replace("value=\"A\"",
				"value=\"" + signatures.get(1) + "\""));
	}

	/** Only from a host that is allowed by name. */
	private void overHttp() throws IOException {
		publish("1.0.4", acme);
		var http = SimpleFileServer.createFileServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), vendor.folder(),
				SimpleFileServer.OutputLevel.NONE);
		http.start();
		try {
			String address = "http://127.0.0.1:" + http.getAddress().getPort() + "/";
			Outcome outcome = server.raw(List.of("plugins", "update", FEATURE, "--from", address));
			assertEquals(1, outcome.exit(), outcome::toString);
			Sentences.check(outcome.err().strip(), "https://", "allow-http");
			trust("allow-http", "127.0.0.1");
			server.raw(List.of("plugins", "update", FEATURE, "--from", address)).good();
			assertEquals(List.of("1.0.4"), installed());
		} finally {
			http.stop(0);
		}
	}

	/** Jars that {@code jarsigner} has signed, with a certificate that no authority vouches for. */
	private void byCertificate() throws IOException {
		Path store = STAGE.folder().resolve("vendor.p12");
		Path certificate = STAGE.folder().resolve("vendor.pem");
		keytool(store, "-genkeypair", "-dname", "CN=Vendor of types", "-keyalg", "EC", "-validity", "30");
		keytool(store, "-exportcert", "-rfc", "-file", certificate.toString());
		trust("policy", "refuse");
		vendor.publish("1.0.5", VendorRepository.LABEL);
		vendor.sign("1.0.5", signer(store));
		refused("update", "Vendor of types", "policy is to refuse");
		assertEquals(List.of("1.0.4"), installed());

		String trusted = trust("add", certificate.toString());
		assertTrue(trusted.contains("Vendor of types"), trusted);
		change("update").good();
		assertEquals(List.of("1.0.5"), installed());
	}

	private void keytool(Path store, String... words) {
		Program keytool = new Program("keytool", new ProcessBuilder(Stream.concat(Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-keystore", store.toString(), "-storepass", new String(PASSPHRASE), "-alias", "vendor"), Stream.of(words)).toList()));
		assertEquals(0, keytool.exit(Duration.ofMinutes(1)), keytool::transcript);
	}

	private static JarSigner signer(Path store) throws IOException {
		try {
			KeyStore keys = KeyStore.getInstance(store.toFile(), PASSPHRASE);
			return new JarSigner.Builder((KeyStore.PrivateKeyEntry) keys.getEntry("vendor", new KeyStore.PasswordProtection(PASSPHRASE))).build();
		} catch (GeneralSecurityException e) {
			throw new IOException(e);
		}
	}

	private Outcome change(String what) {
		return server.raw(List.of("plugins", what, FEATURE, "--from", vendor.folder().toString()));
	}

	private void refused(String what, String... words) {
		Outcome outcome = change(what);
		assertEquals(1, outcome.exit(), outcome::toString);
		Sentences.check(outcome.err().strip(), words);
	}

	private String trust(String... words) {
		return server.raw(Stream.concat(Stream.of("plugins", "trust"), Stream.of(words)).toList()).good().out();
	}

	/** As Equinox would start with. */
	private List<String> installed() throws IOException {
		return Files.readAllLines(script.resolveSibling("configuration/org.eclipse.equinox.simpleconfigurator/bundles.info")).stream()
				.filter(line -> line.startsWith("org.lictor.adapter.custom,")).map(line -> line.split(",")[1]).toList();
	}
}
