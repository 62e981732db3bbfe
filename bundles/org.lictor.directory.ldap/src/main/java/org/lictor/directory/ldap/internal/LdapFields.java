package org.lictor.directory.ldap.internal;

import java.util.List;

import org.lictor.core.DirectoryReader;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Field;
import org.lictor.spi.Field.Choice;
import org.lictor.spi.Field.Kind;

/** The settings of a directory. */
final class LdapFields {

	static final String TYPE = "type";
	static final String ACTIVE_DIRECTORY = "active-directory";
	static final String OPENLDAP = "openldap";
	static final String URL = "url";
	static final String UNENCRYPTED = "unencrypted";
	static final String CERTIFICATE = "certificate";
	static final String BIND_DN = "bind-dn";
	static final String PASSWORD = "password";
	static final String BASE_DN = "base-dn";
	static final String DOMAINS = "domains";
	static final String USER_FILTER = "user-filter";
	static final String GROUP_FILTER = "group-filter";
	static final String ID = "id-attribute";
	static final String USER_NAME = "user-name-attribute";
	static final String MAIL = "mail-attributes";
	static final String DISPLAY_NAME = "display-name-attribute";
	static final String DEPARTMENT = "department-attribute";
	static final String GROUP_NAME = "group-name-attribute";
	static final String MEMBER = "member-attributes";
	static final String CONNECT_TIMEOUT = "connect-timeout";
	static final String READ_TIMEOUT = "read-timeout";
	static final String PAGE_SIZE = "page-size";

	static final ConfigurationSchema SCHEMA = ConfigurationSchema.of(
			new Field(TYPE, "Type", Kind.CHOICE, true, ACTIVE_DIRECTORY, "Decides what attributes and filters are taken unless others are named.",
					List.of(ACTIVE_DIRECTORY, OPENLDAP)).explaining(List.of(
							new Choice(ACTIVE_DIRECTORY, "Active Directory", "Users by sAMAccountName, mail and proxyAddresses; entries are known by objectGUID."),
							new Choice(OPENLDAP, "OpenLDAP and others", "Users by uid and mail, groups by member, uniqueMember and memberUid; entries are known by entryUUID."))),
			Field.required(URL, "Address", Kind.TEXT, "ldaps://dc.acme.local (port 636 unless another is named), or ldap://dc.acme.local (port 389), "
					+ "which is encrypted by StartTLS before anything is sent."),
			Field.optional(UNENCRYPTED, "Without encryption", Kind.BOOLEAN, "Only for ldap://. The password and all names are readable by anybody on the "
					+ "network then."),
			Field.optional(CERTIFICATE, "Trusted certificate", Kind.FILE, "A PEM file with the directory's certificate or that of who issued it, on the "
					+ "machine where Lictor monitors; unless given, the issuers that Java trusts."),
			Field.optional(BIND_DN, "Bind DN", Kind.TEXT, "Who reads: CN=Lictor,OU=Service,DC=acme,DC=local, with Active Directory lictor@acme.local too. "
					+ "Empty to read anonymously."),
			Field.optional(PASSWORD, "Password", Kind.SECRET, "Of the bind DN."),
			Field.required(BASE_DN, "Base DN", Kind.TEXT, "Where users and groups are looked for, with all below it: DC=acme,DC=local."),
			Field.optional(DOMAINS, "Domains", Kind.TEXT, "Names of the domain as hosts tell them (ACME in ACME\\ann), separated by commas. Unless given, they "
					+ "are made of the base DN: acme.local and acme."),
			Field.optional(USER_FILTER, "User filter", Kind.TEXT, "Which entries are users. Unless given, with Active Directory " + LdapSettings.AD_USERS
					+ ", else " + LdapSettings.USERS + "."),
			Field.optional(GROUP_FILTER, "Group filter", Kind.TEXT, "Which entries are groups. Unless given, with Active Directory "
					+ LdapSettings.AD_GROUPS + ", else " + LdapSettings.GROUPS + "."),
			Field.optional(ID, "Id attribute", Kind.TEXT, "What stays the same when an entry is renamed or moved: objectGUID, else entryUUID."),
			Field.optional(USER_NAME, "User name attribute", Kind.TEXT, "What a user signs in with: sAMAccountName, else uid."),
			Field.optional(MAIL, "Mail attributes", Kind.TEXT, "Mail addresses, separated by commas, the main one first: mail,proxyAddresses, else mail."),
			Field.optional(DISPLAY_NAME, "Display name attribute", Kind.TEXT, "A user's name for people: displayName.").withDefault("displayName"),
			Field.optional(DEPARTMENT, "Department attribute", Kind.TEXT, "By which groups of reports may be made: department, else departmentNumber."),
			Field.optional(GROUP_NAME, "Group name attribute", Kind.TEXT, "The name of a group: cn.").withDefault("cn"),
			Field.optional(MEMBER, "Member attributes", Kind.TEXT, "Who is in a group, separated by commas: member, else member,uniqueMember,memberUid."),
			Field.optional(DirectoryReader.INTERVAL, "Read every", Kind.DURATION, "How often the directory is read, from 5m on.").withDefault("6h"),
			Field.optional(CONNECT_TIMEOUT, "Time to connect", Kind.DURATION, "How long to wait for a connection.").withDefault("10s"),
			Field.optional(READ_TIMEOUT, "Time to answer", Kind.DURATION, "How long to wait for an answer, each page being one.").withDefault("60s"),
			Field.optional(PAGE_SIZE, "Page size", Kind.INTEGER, "How many entries are asked for at once, 1 to 1000.").withDefault("500"));

	private LdapFields() {
	}
}
