package org.lictor.directory.ldap.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;

import org.lictor.core.DirectoryTrouble;
import org.lictor.model.Status;
import org.lictor.spi.Configuration;

/**
 * The settings of a directory, understood.
 *
 * @param encryption     how the connection is protected
 * @param host           to connect to
 * @param port           to connect to
 * @param certificate    a PEM file, empty for Java's issuers
 * @param bindDn         who reads, empty for nobody in particular
 * @param base           where to look
 * @param domains        by which its users are told from those of other directories
 * @param users          which entries are users
 * @param groups         which entries are groups
 * @param attributes     what is read of them
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout    how long to wait for an answer
 * @param pageSize       entries asked for at once
 */
record LdapSettings(Encryption encryption, String host, int port, Optional<String> certificate, String bindDn, DN base, List<String> domains,
		Filter users, Filter groups, Attributes attributes, Duration connectTimeout, Duration readTimeout, int pageSize) {

	/** Users of Active Directory, without computers and contacts. */
	static final String AD_USERS = "(&(objectCategory=person)(objectClass=user)(sAMAccountName=*))";
	static final String AD_GROUPS = "(objectCategory=group)";
	static final String USERS = "(|(objectClass=inetOrgPerson)(objectClass=posixAccount))";
	static final String GROUPS = "(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup))";

	/** How a connection is protected. */
	enum Encryption {
		TLS, STARTTLS, NONE
	}

	/** Names of attributes. */
	record Attributes(String id, String userName, List<String> mails, String displayName, String department, String groupName,
			List<String> members) {
	}

	static LdapSettings of(Configuration configuration) throws DirectoryTrouble {
		boolean ad = configuration.text(LdapFields.TYPE).orElse("").equals(LdapFields.ACTIVE_DIRECTORY);
		URI address = address(configuration.text(LdapFields.URL).orElse(""));
		boolean tls = address.getScheme().equalsIgnoreCase("ldaps");
		boolean plain = configuration.flag(LdapFields.UNENCRYPTED);
		if (tls && plain) {
			throw wrong(LdapFields.UNENCRYPTED, "An address that begins with ldaps:// is encrypted. Take ldap:// to go without, or leave '"
					+ LdapFields.UNENCRYPTED + "' away.");
		}
		Encryption encryption = tls ? Encryption.TLS : plain ? Encryption.NONE : Encryption.STARTTLS;
		int port = address.getPort() >= 0 ? address.getPort() : tls ? 636 : 389;
		DN base = dn(LdapFields.BASE_DN, configuration.text(LdapFields.BASE_DN).orElse(""));
		long page = configuration.integer(LdapFields.PAGE_SIZE).orElse(500L);
		if (page < 1 || page > 1000) {
			throw wrong(LdapFields.PAGE_SIZE, "A page should have 1 to 1000 entries, not " + page + ".");
		}
		List<String> domains = names(configuration, LdapFields.DOMAINS, "");
		return new LdapSettings(encryption, address.getHost(), port, configuration.text(LdapFields.CERTIFICATE),
				configuration.text(LdapFields.BIND_DN).orElse(""), base, domains.isEmpty() ? domains(base) : domains,
				filter(configuration, LdapFields.USER_FILTER, ad ? AD_USERS : USERS),
				filter(configuration, LdapFields.GROUP_FILTER, ad ? AD_GROUPS : GROUPS),
				new Attributes(attribute(configuration, LdapFields.ID, ad ? "objectGUID" : "entryUUID"),
						attribute(configuration, LdapFields.USER_NAME, ad ? "sAMAccountName" : "uid"),
						names(configuration, LdapFields.MAIL, ad ? "mail,proxyAddresses" : "mail"),
						attribute(configuration, LdapFields.DISPLAY_NAME, "displayName"),
						attribute(configuration, LdapFields.DEPARTMENT, ad ? "department" : "departmentNumber"),
						attribute(configuration, LdapFields.GROUP_NAME, "cn"),
						names(configuration, LdapFields.MEMBER, ad ? "member" : "member,uniqueMember,memberUid")),
				configuration.duration(LdapFields.CONNECT_TIMEOUT).orElse(Duration.ofSeconds(10)),
				configuration.duration(LdapFields.READ_TIMEOUT).orElse(Duration.ofSeconds(60)), (int) page);
	}

	/** @return where it connects to, for people */
	String place() {
		return host + ":" + port;
	}

	private static URI address(String text) throws DirectoryTrouble {
		try {
			URI address = new URI(text);
			boolean known = "ldaps".equalsIgnoreCase(address.getScheme()) || "ldap".equalsIgnoreCase(address.getScheme());
			if (known && address.getHost() != null && (address.getPath() == null || address.getPath().length() < 2)
					&& address.getUserInfo() == null && address.getQuery() == null) {
				return address;
			}
		} catch (URISyntaxException e) {
			// told below
		}
		throw wrong(LdapFields.URL, "The address should look like ldaps://dc.acme.local or ldap://dc.acme.local:389, not like '" + text + "'.");
	}

	private static DN dn(String key, String text) throws DirectoryTrouble {
		try {
			return new DN(text);
		} catch (LDAPException e) {
			throw wrong(key, "'" + text + "' is no distinguished name such as DC=acme,DC=local.");
		}
	}

	private static Filter filter(Configuration configuration, String key, String other) throws DirectoryTrouble {
		String text = configuration.text(key).orElse(other);
		try {
			return Filter.create(text);
		} catch (LDAPException e) {
			throw wrong(key, "'" + text + "' is no filter such as (objectClass=person): " + e.getMessage());
		}
	}

	private static String attribute(Configuration configuration, String key, String other) throws DirectoryTrouble {
		String name = configuration.text(key).orElse(other).strip();
		if (!name.matches("[A-Za-z][A-Za-z0-9.-]*")) {
			throw wrong(key, "'" + name + "' is no name of an attribute.");
		}
		return name;
	}

	private static List<String> names(Configuration configuration, String key, String other) {
		return Arrays.stream(configuration.text(key).orElse(other).split(",")).map(String::strip).filter(name -> !name.isEmpty()).distinct().toList();
	}

	/** {@code DC=acme,DC=local} is acme.local, and acme to those who write a backslash. */
	private static List<String> domains(DN base) {
		StringBuilder whole = new StringBuilder();
		for (RDN each : base.getRDNs()) {
			if (each.hasAttribute("dc")) {
				whole.append(whole.isEmpty() ? "" : ".").append(each.getAttributeValues()[0].toLowerCase(Locale.ROOT));
			}
		}
		Set<String> names = new LinkedHashSet<>();
		if (!whole.isEmpty()) {
			names.add(whole.toString());
			names.add(whole.toString().split("\\.")[0]);
		}
		return List.copyOf(names);
	}

	private static DirectoryTrouble wrong(String key, String message) {
		return DirectoryTrouble.of(Status.State.MISCONFIGURED, Status.Detail.CONFIGURATION, key, message);
	}
}
