package org.lictor.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

class IdentityTest {

	private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
	private static final InstantSource CLOCK = InstantSource.fixed(NOW);

	@TempDir
	private Path folder;

	@Test
	void makesACertificateAtTheFirstStartAndKeepsIt() throws Exception {
		Identity first = Identity.open(folder, CLOCK);
		Identity second = Identity.open(folder, CLOCK);

		assertEquals(first.certificate(), second.certificate());
		assertEquals(first.fingerprint(), second.fingerprint());
		assertTrue(first.fingerprint().matches("[0-9a-f]{64}"));
	}

	@Test
	void leavesTheSecuritySettingsOfTheProcessAsTheyWere() throws Exception {
		String before = String.valueOf(Security.getProperty("keystore.pkcs12.macIterationCount"));
		Identity.open(folder, CLOCK);

		assertEquals(before.equals("null") ? "" : before, Security.getProperty("keystore.pkcs12.macIterationCount"));
	}

	@Test
	void anotherFolderGetsAnotherKey() throws Exception {
		assertNotEquals(Identity.open(folder, CLOCK).fingerprint(),
				Identity.open(Files.createDirectory(folder.resolve("other")), CLOCK).fingerprint());
	}

	@Test
	void theCertificateIsWhatClientsExpect() throws Exception {
		X509Certificate certificate = Identity.open(folder, CLOCK).certificate();

		certificate.verify(certificate.getPublicKey());
		assertEquals(256, ((ECPublicKey) certificate.getPublicKey()).getParams().getCurve().getField().getFieldSize());
		assertEquals("SHA256withECDSA", certificate.getSigAlgName());
		assertTrue(certificate.getNotBefore().toInstant().isBefore(NOW));
		assertEquals(Instant.parse("2036-03-01T08:00:00Z"), certificate.getNotAfter().toInstant());
		assertEquals(-1, certificate.getBasicConstraints(), "signs no other certificates");
		assertEquals(List.of("1.3.6.1.5.5.7.3.1"), certificate.getExtendedKeyUsage());
		List<Object> names = certificate.getSubjectAlternativeNames().stream().<Object>map(name -> name.get(1)).toList();
		assertTrue(names.containsAll(List.of("localhost", HostName.local(), "127.0.0.1", "0:0:0:0:0:0:0:1")),
				names.toString());
	}

	@Test
	void aLongOrStrangeHostNameIsNoTrouble() throws Exception {
		String host = ("a".repeat(63) + ".").repeat(3) + "example";

		X509Certificate certificate = (X509Certificate) SelfMadeCertificate.make(host, NOW, "x".toCharArray())
				.getCertificate("lictor");

		assertTrue(certificate.getSubjectAlternativeNames().stream().anyMatch(name -> name.get(1).equals(host)));
	}

	@Test
	void nobodyButTheOwnerReadsKeyAndPassword() throws Exception {
		Identity.open(folder, CLOCK);
		Path tls = folder.resolve("tls");

		assertEquals("rwx------", permissions(tls));
		try (Stream<Path> files = Files.list(tls)) {
			List<Path> all = files.sorted().toList();
			assertEquals(List.of(tls.resolve("keystore.p12"), tls.resolve("keystore.password")), all);
			for (Path file : all) {
				assertEquals("rw-------", permissions(file));
			}
		}
	}

	@Test
	void aFolderThatStandsOpenIsClosed() throws Exception {
		Identity.open(folder, CLOCK);
		Files.setPosixFilePermissions(folder.resolve("tls"), PosixFilePermissions.fromString("rwxr-xr-x"));
		Identity.open(folder, CLOCK);

		assertEquals("rwx------", permissions(folder.resolve("tls")));
	}

	@Test
	void showsTheKeyThatAnAdministratorPutThere() throws Exception {
		KeyStore own = SelfMadeCertificate.make("licences.example.com", NOW, "secret".toCharArray());
		put(own, "secret", "secret\n");

		assertEquals(own.getCertificate("lictor"), Identity.open(folder, CLOCK).certificate());
	}

	@Test
	void whatIsOfNoUseIsToldWithTheFileAndWhatToDo() throws Exception {
		Path keyStore = folder.resolve("tls/keystore.p12");
		KeyStore own = SelfMadeCertificate.make("x", NOW, "secret".toCharArray());

		put(own, "secret", "wrong");
		ServiceException wrongPassword = assertThrows(ServiceException.class, () -> Identity.open(folder, CLOCK));
		Files.writeString(keyStore, "no key store");
		ServiceException noKeyStore = assertThrows(ServiceException.class, () -> Identity.open(folder, CLOCK));
		Files.delete(folder.resolve("tls/keystore.password"));
		ServiceException noPassword = assertThrows(ServiceException.class, () -> Identity.open(folder, CLOCK));

		for (ServiceException each : List.of(wrongPassword, noKeyStore, noPassword)) {
			assertTrue(each.getMessage().contains(keyStore.toString()), each.getMessage());
			assertTrue(each.getMessage().contains("remove both and the server makes new ones"), each.getMessage());
			assertFalse(each.getMessage().contains("secret"), each.getMessage());
		}
		assertEquals(Reason.INVALID, wrongPassword.reason());
		assertEquals(Reason.INVALID, noKeyStore.reason());
		assertEquals(Reason.UNAVAILABLE, noPassword.reason());
	}

	@Test
	void aKeyStoreWithTwoKeysOrNoneIsRefused() throws Exception {
		char[] password = "secret".toCharArray();
		KeyStore two = SelfMadeCertificate.make("x", NOW, password);
		KeyStore other = SelfMadeCertificate.make("y", NOW, password);
		two.setKeyEntry("second", other.getKey("lictor", password), password,
				new Certificate[] { other.getCertificate("lictor") });
		put(two, "secret", "secret");
		ServiceException twoKeys = assertThrows(ServiceException.class, () -> Identity.open(folder, CLOCK));
		KeyStore none = KeyStore.getInstance("PKCS12");
		none.load(null, password);
		none.setCertificateEntry("only", other.getCertificate("lictor"));
		put(none, "secret", "secret");
		ServiceException noKey = assertThrows(ServiceException.class, () -> Identity.open(folder, CLOCK));

		assertTrue(twoKeys.getMessage().contains("more than one key"), twoKeys.getMessage());
		assertTrue(noKey.getMessage().contains("no private key"), noKey.getMessage());
	}

	@Test
	void warnsBeforeTheCertificateRunsOut() throws Exception {
		Identity.open(folder, CLOCK);
		try (Logs logs = new Logs(Identity.class)) {
			Identity.open(folder, InstantSource.fixed(Instant.parse("2036-01-01T00:00:00Z")));
			assertTrue(logs.isEmpty());
			Identity.open(folder, InstantSource.fixed(Instant.parse("2036-02-15T00:00:00Z")));
			assertTrue(logs.next().getMessage().contains("Replace it in time"));
		}
	}

	@Test
	void aFolderThatCannotBeWrittenIsTold() throws Exception {
		Files.writeString(folder.resolve("tls"), "in the way");

		ServiceException refused = assertThrows(ServiceException.class, () -> Identity.open(folder, CLOCK));

		assertEquals(Reason.UNAVAILABLE, refused.reason());
		assertTrue(refused.getMessage().startsWith("The server's certificate cannot be kept in " + folder.resolve("tls")),
				refused.getMessage());
		assertTrue(refused.getMessage().endsWith("Make the data folder writable for this user."), refused.getMessage());
	}

	private void put(KeyStore store, String password, String passwordFile) throws Exception {
		Files.createDirectories(folder.resolve("tls"));
		try (OutputStream out = Files.newOutputStream(folder.resolve("tls/keystore.p12"))) {
			store.store(out, password.toCharArray());
		}
		Files.writeString(folder.resolve("tls/keystore.password"), passwordFile);
	}

	private static String permissions(Path path) throws Exception {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}
}
