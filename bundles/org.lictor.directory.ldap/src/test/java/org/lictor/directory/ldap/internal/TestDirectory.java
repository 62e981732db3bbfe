package org.lictor.directory.ldap.internal;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.util.ssl.KeyStoreKeyManager;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllTrustManager;
import com.unboundid.util.ssl.cert.ManageCertificates;

import org.lictor.spi.Configuration;

/**
 * A directory server of the LDAP library in this process, on free ports. No Active Directory can be had for tests: what is
 * particular to it (binary GUIDs, flags, long lists of members in ranges, how it refuses sign-ins) is imitated as Microsoft
 * documents it.
 */
final class TestDirectory implements AutoCloseable {

	static final String BASE = "dc=acme,dc=local";
	static final String READER = "cn=lictor," + BASE;
	static final String PASSWORD = "s3cret-of-the-reader";

	/** By the host they are for: certificates take a moment to make. */
	private static final Map<String, File> KEYS = new HashMap<>();

	private final Behaviour behaviour = new Behaviour();
	private final InMemoryDirectoryServer server;
	private final Map<String, String> settings = new HashMap<>();

	/** What the server does that one of its kind out of a box does not. */
	static final class Behaviour extends InMemoryOperationInterceptor {

		/** So many members of a group at once, 0 for all. */
		int range;
		/** Of a refused sign-in, empty for none. */
		String refusal = "";
		/** What searches end with, after so many pages. */
		ResultCode searches = ResultCode.SUCCESS;
		int goodPages;
		final List<Integer> pages = new ArrayList<>();
		private int entries;

		@Override
		public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest bind) throws LDAPException {
			if (!refusal.isEmpty()) {
				throw new LDAPException(ResultCode.INVALID_CREDENTIALS, refusal);
			}
		}

		@Override
		public void processSearchRequest(InMemoryInterceptedSearchRequest search) throws LDAPException {
			entries = 0;
			if (searches != ResultCode.SUCCESS && goodPages-- <= 0) {
				throw new LDAPException(searches, "as the test wants");
			}
			for (String attribute : search.getRequest().getAttributeList()) {
				if (attribute.startsWith("member;range=")) {
					SearchRequest plain = search.getRequest().duplicate();
					plain.setAttributes("member");
					search.setRequest(plain);
					search.setProperty("from", Integer.parseInt(attribute.substring(13, attribute.indexOf('-'))));
				}
			}
		}

		@Override
		public void processSearchEntry(InMemoryInterceptedSearchEntry found) {
			entries++;
			Attribute member = found.getSearchEntry().getAttribute("member");
			Object asked = found.getProperty("from");
			int from = asked == null ? 0 : (int) asked;
			if (range == 0 || member == null || from == 0 && member.size() <= range) {
				return;
			}
			int until = Math.min(member.size(), from + range);
			Entry cut = found.getSearchEntry().duplicate();
			cut.removeAttribute("member");
			cut.addAttribute(new Attribute("member;range=" + from + "-" + (until == member.size() ? "*" : until - 1),
					Arrays.copyOfRange(member.getValues(), from, until)));
			found.setSearchEntry(cut);
		}

		@Override
		public void processSearchResult(InMemoryInterceptedSearchResult result) {
			pages.add(entries);
		}
	}

	TestDirectory(boolean tls) throws Exception {
		this(tls, true, "localhost");
	}

	TestDirectory(boolean tls, boolean startTls, String host) throws Exception {
		InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
		config.addAdditionalBindCredentials(READER, PASSWORD);
		config.setSchema(null);
		config.addInMemoryOperationInterceptor(behaviour);
		SSLUtil certificate = new SSLUtil(new KeyStoreKeyManager(keys(host), PASSWORD.toCharArray()), new TrustAllTrustManager());
		config.setListenerConfigs(tls ? InMemoryListenerConfig.createLDAPSConfig("tls", 0, certificate.createSSLServerSocketFactory())
				: InMemoryListenerConfig.createLDAPConfig("plain", null, 0, startTls ? certificate.createSSLSocketFactory() : null));
		server = new InMemoryDirectoryServer(config);
		server.add("dn: " + BASE, "objectClass: top", "objectClass: domain", "dc: acme");
		server.startListening();
		settings.put("url", (tls ? "ldaps" : "ldap") + "://localhost:" + server.getListenPort());
		settings.put("bind-dn", READER);
		settings.put("base-dn", BASE);
	}

	private static synchronized File keys(String host) throws Exception {
		if (!KEYS.containsKey(host)) {
			File keys = Files.createTempDirectory("lictor-directory").resolve("keys.p12").toFile();
			keys.getParentFile().deleteOnExit();
			keys.deleteOnExit();
			ResultCode made = ManageCertificates.main(null, null, System.err, "generate-self-signed-certificate", "--keystore", keys.getPath(),
					"--keystore-password", PASSWORD, "--keystore-type", "PKCS12", "--alias", "directory", "--subject-dn", "CN=" + host,
					"--subject-alternative-name-dns", host);
			if (made != ResultCode.SUCCESS) {
				throw new IllegalStateException("no certificate: " + made);
			}
			KEYS.put(host, keys);
		}
		return KEYS.get(host);
	}

	/** Writes the certificate of a host as PEM. */
	static Path certificate(String host, Path folder) throws Exception {
		Certificate certificate = KeyStore.getInstance(keys(host), PASSWORD.toCharArray()).getCertificate("directory");
		return Files.writeString(folder.resolve("directory.pem"), "-----BEGIN CERTIFICATE-----\n"
				+ Base64.getMimeEncoder().encodeToString(certificate.getEncoded()) + "\n-----END CERTIFICATE-----\n");
	}

	Behaviour behaviour() {
		return behaviour;
	}

	void add(String... ldif) throws Exception {
		server.add(ldif);
	}

	void add(Entry entry) throws LDAPException {
		server.add(entry);
	}

	void remove(String dn) throws LDAPException {
		server.delete(dn);
	}

	TestDirectory with(String key, String value) {
		settings.put(key, value);
		return this;
	}

	/** @return the settings that were given, and defaults */
	Configuration configuration() {
		return LdapFields.SCHEMA.complete(settings);
	}

	static Function<String, Optional<char[]>> password(String password) {
		return key -> password.isEmpty() || !key.equals("password") ? Optional.empty() : Optional.of(password.toCharArray());
	}

	@Override
	public void close() {
		server.shutDown(true);
	}
}
