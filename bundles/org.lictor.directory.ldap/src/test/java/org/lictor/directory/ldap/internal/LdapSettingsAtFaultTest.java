package org.lictor.directory.ldap.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import com.unboundid.ldap.sdk.ResultCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.spi.Verification;

/** A test of settings names the one at fault, and never the password. */
class LdapSettingsAtFaultTest {

	@TempDir
	private Path folder;

	private static Verification test(TestDirectory directory, String password) {
		return new LdapDirectoryReader().test(directory.configuration(), TestDirectory.password(password), Progress.NONE);
	}

	private static void assertFault(String key, String words, TestDirectory directory, String password) {
		Verification verification = test(directory, password);
		assertFalse(verification.good(), verification.toString());
		assertEquals(key, verification.problems().getFirst().key(), verification.toString());
		assertTrue(verification.status().message().contains(words), verification.toString());
		assertFalse(verification.toString().contains(TestDirectory.PASSWORD), "the password is told");
	}

	private static void assertFault(String key, String words, TestDirectory directory) {
		assertFault(key, words, directory, TestDirectory.PASSWORD);
	}

	private static TestDirectory openLdap(boolean tls) throws Exception {
		TestDirectory directory = new TestDirectory(tls).with("type", "openldap");
		directory.add("dn: uid=ann," + TestDirectory.BASE, "objectClass: inetOrgPerson", "uid: ann", "cn: Ann", "sn: Archer", "mail: ann@acme.com");
		return directory;
	}

	@ParameterizedTest
	@CsvSource({ "true", "false" })
	void aTrustedCertificateIsAllThatEncryptionNeeds(boolean tls) throws Exception {
		try (TestDirectory directory = openLdap(tls).with("certificate", TestDirectory.certificate("localhost", folder).toString())) {
			Verification verification = test(directory, TestDirectory.PASSWORD);
			assertTrue(verification.good(), verification.toString());
			assertTrue(verification.status().message().contains("Of the first 1 users 1 have a mail address"), verification.toString());
		}
	}

	@ParameterizedTest
	@CsvSource({ "true", "false" })
	void theCertificate(boolean tls) throws Exception {
		try (TestDirectory directory = openLdap(tls)) {
			assertFault("certificate", "not trusted", directory);
			assertFault("certificate", "cannot be read", directory.with("certificate", folder.resolve("none.pem").toString()));
			assertFault("certificate", "stands no certificate", directory.with("certificate", Files.writeString(folder.resolve("empty.pem"), "").toString()));
		}
	}

	@ParameterizedTest
	@CsvSource({ "true", "false" })
	void theNameInTheCertificate(boolean tls) throws Exception {
		try (TestDirectory directory = new TestDirectory(tls, true, "elsewhere.acme.local").with("certificate",
				TestDirectory.certificate("elsewhere.acme.local", folder).toString())) {
			assertFault("certificate", "not for the host 'localhost'", directory);
		}
	}

	@Test
	void theAddress() throws Exception {
		try (TestDirectory directory = openLdap(false).with("unencrypted", "true"); ServerSocket free = new ServerSocket(0)) {
			int port = free.getLocalPort();
			free.close();
			assertFault("url", "There is no host 'nobody.invalid'", directory.with("url", "ldap://nobody.invalid"));
			assertFault("url", "No directory answers at localhost:" + port, directory.with("url", "ldap://localhost:" + port));
			assertFault("url", "should look like", directory.with("url", "https://localhost"));
			assertFault("unencrypted", "is encrypted", directory.with("url", "ldaps://localhost"));
		}
	}

	@Test
	void theBindDnAndItsPassword() throws Exception {
		try (TestDirectory directory = openLdap(false).with("unencrypted", "true")) {
			assertFault("password", "or its password", directory, "wrong");
			assertFault("password", "belong together", directory, "");
			assertFault("password", "or its password", directory.with("bind-dn", "cn=nobody," + TestDirectory.BASE));
		}
	}

	@ParameterizedTest
	@CsvSource({ "52e, password, or its password", "525, bind-dn, knows no user", "532, password, expired", "773, password, expired",
			"533, bind-dn, disabled", "775, bind-dn, locked" })
	void whyActiveDirectoryRefusesASignIn(String data, String key, String words) throws Exception {
		try (TestDirectory directory = new TestDirectory(false).with("unencrypted", "true")) {
			directory.behaviour().refusal = "80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data " + data + ", v2580";
			assertFault(key, words, directory);
		}
	}

	@ParameterizedTest
	@CsvSource({ "NO_SUCH_OBJECT, base-dn, Correct the base DN", "REFERRAL, base-dn, kept by another server", "INSUFFICIENT_ACCESS_RIGHTS, bind-dn, does not let",
			"SIZE_LIMIT_EXCEEDED, page-size, smaller page", "FILTER_ERROR, user-filter, Correct it", "TIME_LIMIT_EXCEEDED, read-timeout, did not answer in time",
			"CONFIDENTIALITY_REQUIRED, unencrypted, without encryption", "BUSY, url, the trouble" })
	void whatSearchesEndWith(String code, String key, String words) throws Exception {
		try (TestDirectory directory = openLdap(false).with("unencrypted", "true")) {
			directory.behaviour().searches = (ResultCode) ResultCode.class.getField(code).get(null);
			assertFault(key, words, directory);
		}
	}

	@Test
	void theBaseTheFilterAndTheAttributes() throws Exception {
		try (TestDirectory directory = openLdap(false).with("unencrypted", "true")) {
			assertFault("id-attribute", "has objectGUID", directory.with("id-attribute", "objectGUID"));
			assertFault("user-name-attribute", "has login", directory.with("id-attribute", "entryUUID").with("user-name-attribute", "login"));
			assertFault("mail-attributes", "has email", directory.with("user-name-attribute", "uid").with("mail-attributes", "email"));
			assertFault("user-filter", "finds no user", directory.with("user-filter", "(objectClass=martian)"));
			assertFault("user-filter", "is no filter", directory.with("user-filter", "objectClass=("));
			assertFault("base-dn", "There is no 'dc=other'", directory.with("user-filter", "(uid=*)").with("base-dn", "dc=other"));
			assertFault("base-dn", "no distinguished name", directory.with("base-dn", "somewhere"));
		}
	}

	@Test
	void aDirectoryThatDoesNotEncrypt() throws Exception {
		try (TestDirectory directory = new TestDirectory(false, false, "localhost")) {
			assertFault("url", "does not change to encryption", directory);
		}
	}
}
