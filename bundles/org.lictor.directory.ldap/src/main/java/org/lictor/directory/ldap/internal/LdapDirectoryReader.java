package org.lictor.directory.ldap.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;

import org.lictor.core.DirectoryContent;
import org.lictor.core.DirectoryReader;
import org.lictor.core.DirectoryTrouble;
import org.lictor.model.DirectoryEntry;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.spi.Configuration;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Verification;
import org.osgi.service.component.annotations.Component;

/** Reads directories by LDAP. */
@Component(service = DirectoryReader.class)
public final class LdapDirectoryReader implements DirectoryReader {

	/** So many entries are looked at in a test. */
	private static final int TRIED = 50;

	@Override
	public ConfigurationSchema schema() {
		return LdapFields.SCHEMA;
	}

	@Override
	public Verification test(Configuration configuration, Function<String, Optional<char[]>> secrets, Progress progress) {
		progress.begin("Trying the directory", 0);
		try {
			LdapSettings settings = LdapSettings.of(configuration);
			try (LDAPConnection connection = LdapConnections.open(settings, secrets)) {
				LdapSearch search = new LdapSearch(connection, settings, progress);
				List<SearchResultEntry> users = search.some(settings.users(), LdapFields.USER_FILTER, TRIED);
				List<SearchResultEntry> groups = search.some(settings.groups(), LdapFields.GROUP_FILTER, TRIED);
				return new Verification(Status.up(found(settings, users, groups)), List.of());
			}
		} catch (DirectoryTrouble e) {
			return e.verification();
		}
	}

	private static String found(LdapSettings settings, List<SearchResultEntry> users, List<SearchResultEntry> groups) throws DirectoryTrouble {
		if (users.isEmpty()) {
			throw LdapTroubles.trouble(LdapFields.USER_FILTER, Status.Detail.CONFIGURATION, "Below '" + settings.base() + "' the filter " + settings.users()
					+ " finds no user that '" + settings.bindDn() + "' may read. Correct the base DN or the filter.");
		}
		LdapEntries entries = new LdapEntries(settings);
		need(users, LdapFields.ID, settings.attributes().id(), user -> entries.id(user).isPresent());
		need(users, LdapFields.USER_NAME, settings.attributes().userName(), user -> !entries.userName(user).isEmpty());
		need(users, LdapFields.MAIL, String.join(", ", settings.attributes().mails()), user -> !entries.mails(user).isEmpty());
		long mails = users.stream().filter(user -> !entries.mails(user).isEmpty()).count();
		return "The directory answers. Of the first " + users.size() + " users " + mails + " have a mail address; " + (groups.isEmpty()
				? "the filter " + settings.groups() + " finds no groups." : groups.size() < TRIED ? "there are " + groups.size() + " groups." : "there are groups.")
				+ " Its domains are " + (settings.domains().isEmpty() ? "not known: name them in '" + LdapFields.DOMAINS + "'." : String.join(", ", settings.domains()) + ".");
	}

	private static void need(List<SearchResultEntry> users, String key, String attribute, java.util.function.Predicate<SearchResultEntry> has)
			throws DirectoryTrouble {
		if (users.stream().noneMatch(has)) {
			throw LdapTroubles.trouble(key, Status.Detail.CONFIGURATION, "None of the first " + users.size() + " users has " + attribute
					+ ", or it may not be read. Name another attribute.");
		}
	}

	@Override
	public DirectoryContent read(Configuration configuration, Function<String, Optional<char[]>> secrets, Progress progress) throws DirectoryTrouble {
		LdapSettings settings = LdapSettings.of(configuration);
		LdapEntries entries = new LdapEntries(settings);
		try (LDAPConnection connection = LdapConnections.open(settings, secrets)) {
			LdapSearch search = new LdapSearch(connection, settings, progress);
			progress.begin("Reading users", 0);
			Kept kept = new Kept();
			search.all(settings.users(), LdapFields.USER_FILTER, user -> kept.add(entries.user(user), user.getDN(), entries));
			kept.needSome(settings);
			progress.begin("Reading groups", 0);
			Map<String, List<String>> named = new HashMap<>();
			search.all(settings.groups(), LdapFields.GROUP_FILTER, group -> {
				Optional<DirectoryEntry> entry = entries.group(group);
				kept.add(entry, group.getDN(), entries);
				if (entry.isPresent()) {
					named.put(entry.get().id(), search.members(group));
				}
			});
			return kept.content(settings, named, entries);
		}
	}

	/** What was read so far. */
	private static final class Kept {

		private final Map<String, DirectoryEntry> byId = new HashMap<>();
		private final Map<String, String> idByDn = new HashMap<>();
		private final Map<String, String> idByUserName = new HashMap<>();
		private int without;

		void add(Optional<DirectoryEntry> read, String dn, LdapEntries entries) {
			if (read.isEmpty()) {
				without++;
				return;
			}
			DirectoryEntry entry = read.get();
			// a user that both filters find is a user
			if (byId.putIfAbsent(entry.id(), entry) == null) {
				idByDn.put(entries.key(dn), entry.id());
				if (entry.kind() == DirectoryEntry.Kind.USER) {
					idByUserName.put(entry.userName().toLowerCase(java.util.Locale.ROOT), entry.id());
				}
			}
		}

		void needSome(LdapSettings settings) throws DirectoryTrouble {
			if (byId.isEmpty() && without > 0) {
				throw LdapTroubles.trouble(LdapFields.ID, Status.Detail.CONFIGURATION, "None of " + without + " users has both " + settings.attributes().id() + " and "
						+ settings.attributes().userName() + ". Name other attributes.");
			}
		}

		DirectoryContent content(LdapSettings settings, Map<String, List<String>> named, LdapEntries entries) {
			Map<String, Set<String>> members = new HashMap<>();
			Set<String> strangers = new HashSet<>();
			named.forEach((group, names) -> {
				Set<String> ids = new LinkedHashSet<>();
				for (String name : names) {
					String id = name.indexOf('=') >= 0 ? idByDn.get(entries.key(name)) : idByUserName.get(name.toLowerCase(java.util.Locale.ROOT));
					if (id == null) {
						strangers.add(name);
					} else {
						ids.add(id);
					}
				}
				members.put(group, ids);
			});
			List<String> notes = new ArrayList<>();
			if (without > 0) {
				notes.add(without + " entries are left out, because they have no " + settings.attributes().id() + " or no name.");
			}
			if (!strangers.isEmpty()) {
				notes.add(strangers.size() + " members of groups are neither users nor groups that the filters find.");
			}
			return new DirectoryContent(settings.domains(), List.copyOf(byId.values()), members, notes);
		}
	}
}
