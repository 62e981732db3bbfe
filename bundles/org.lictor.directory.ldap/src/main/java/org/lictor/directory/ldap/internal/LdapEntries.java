package org.lictor.directory.ldap.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;

import org.lictor.model.DirectoryEntry;

/** Makes users and groups of what a directory answers. */
final class LdapEntries {

	/** Longest of what is kept: whatever is longer is no name. */
	private static final int LONGEST = 1000;
	private static final int MOST_MAILS = 100;
	private static final String GUID = "objectGUID";
	/** Flags of an account in Active Directory; 2 is ACCOUNTDISABLE. */
	private static final String AD_FLAGS = "userAccountControl";
	private static final int AD_DISABLED = 2;
	/** OpenLDAP's policy overlay: this moment means locked for good. */
	private static final String LOCKED = "pwdAccountLockedTime";
	private static final String FOR_GOOD = "000001010000Z";
	/** Of 389 Directory Server and FreeIPA. */
	private static final String NS_LOCK = "nsAccountLock";
	private static final String PRINCIPAL = "userPrincipalName";
	private static final String KERBEROS = "krbPrincipalName";

	static final List<String> ALWAYS = List.of(AD_FLAGS, LOCKED, NS_LOCK, PRINCIPAL, KERBEROS);

	private final LdapSettings.Attributes attributes;

	LdapEntries(LdapSettings settings) {
		this.attributes = settings.attributes();
	}

	/** @return the user; empty when it has no id or no name */
	Optional<DirectoryEntry> user(Entry entry) {
		Optional<String> id = id(entry);
		String name = userName(entry);
		if (id.isEmpty() || name.isEmpty()) {
			return Optional.empty();
		}
		String principal = value(entry, PRINCIPAL);
		return Optional.of(new DirectoryEntry(id.get(), DirectoryEntry.Kind.USER, text(entry.getDN()), name,
				principal.isEmpty() ? value(entry, KERBEROS) : principal, value(entry, attributes.displayName()), mails(entry),
				value(entry, attributes.department()), disabled(entry)));
	}

	/** @return the group; empty when it has no id or no name */
	Optional<DirectoryEntry> group(Entry entry) {
		Optional<String> id = id(entry);
		String name = value(entry, attributes.groupName());
		return id.isEmpty() || name.isEmpty() ? Optional.empty()
				: Optional.of(new DirectoryEntry(id.get(), DirectoryEntry.Kind.GROUP, text(entry.getDN()), name, "", "", List.of(), "", false));
	}

	/** @return what makes it the same entry whatever it is called */
	Optional<String> id(Entry entry) {
		if (attributes.id().equalsIgnoreCase(GUID)) {
			byte[] bytes = entry.getAttributeValueBytes(attributes.id());
			return bytes == null || bytes.length != 16 ? Optional.empty() : Optional.of(guid(bytes).toString());
		}
		String id = value(entry, attributes.id());
		return id.isEmpty() || id.length() > 200 ? Optional.empty() : Optional.of(id.toLowerCase(Locale.ROOT));
	}

	/** The first three parts of a GUID stand with their least byte first, the last eight bytes in order (MS-DTYP 2.3.4.2). */
	static UUID guid(byte[] bytes) {
		ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		long high = (little.getInt() & 0xffffffffL) << 32 | (little.getShort() & 0xffffL) << 16 | little.getShort() & 0xffffL;
		return new UUID(high, little.order(ByteOrder.BIG_ENDIAN).getLong());
	}

	String userName(Entry entry) {
		return value(entry, attributes.userName());
	}

	/** @return all mail addresses in small letters, without the kinds of Exchange: {@code SMTP:} is the main one there */
	List<String> mails(Entry entry) {
		Set<String> mails = new LinkedHashSet<>();
		for (String attribute : attributes.mails()) {
			String[] values = entry.getAttributeValues(attribute);
			for (String value : values == null ? new String[0] : values) {
				int colon = value.indexOf(':');
				String kind = colon < 0 ? "smtp" : value.substring(0, colon);
				String mail = text(value.substring(colon + 1)).toLowerCase(Locale.ROOT);
				if (kind.equalsIgnoreCase("smtp") && mail.indexOf('@') > 0 && mails.size() < MOST_MAILS) {
					mails.add(mail);
				}
			}
		}
		return List.copyOf(mails);
	}

	private static boolean disabled(Entry entry) {
		Integer flags = entry.getAttributeValueAsInteger(AD_FLAGS);
		return flags != null && (flags & AD_DISABLED) != 0 || value(entry, LOCKED).equals(FOR_GOOD) || value(entry, NS_LOCK).equalsIgnoreCase("true");
	}

	/** @return a DN in the form in which all writings of it are the same */
	String key(String dn) {
		try {
			return DN.normalize(dn);
		} catch (LDAPException e) {
			return dn.toLowerCase(Locale.ROOT);
		}
	}

	private static String value(Entry entry, String attribute) {
		String value = entry.getAttributeValue(attribute);
		return value == null ? "" : text(value);
	}

	private static String text(String value) {
		String clean = value.strip().replaceAll("\\p{Cntrl}", " ");
		return clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
	}
}
