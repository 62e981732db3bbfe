package org.lictor.directory.ldap.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;

import org.lictor.core.DirectoryTrouble;
import org.lictor.model.Progress;
import org.lictor.model.Status;

/** Asks a directory in pages. For one thread. */
final class LdapSearch {

	/** How Active Directory gives long lists: {@code member;range=0-1499}, the last part {@code member;range=1500-*}. */
	private static final Pattern RANGE = Pattern.compile("range=([0-9]+)-([0-9]+|\\*)", Pattern.CASE_INSENSITIVE);
	/** More parts of one list than any directory gives: a server that never ends its list is not followed for ever. */
	private static final int MOST_PARTS = 10_000;

	private final LDAPConnection connection;
	private final LdapSettings settings;
	private final Progress progress;
	private final String[] wanted;

	LdapSearch(LDAPConnection connection, LdapSettings settings, Progress progress) {
		this.connection = connection;
		this.settings = settings;
		this.progress = progress;
		Set<String> names = new LinkedHashSet<>(LdapEntries.ALWAYS);
		LdapSettings.Attributes attributes = settings.attributes();
		names.addAll(List.of(attributes.id(), attributes.userName(), attributes.displayName(), attributes.department(), attributes.groupName()));
		names.addAll(attributes.mails());
		names.addAll(attributes.members());
		this.wanted = names.toArray(String[]::new);
	}

	/** Takes an entry. */
	interface Taker {

		void take(SearchResultEntry entry) throws DirectoryTrouble;
	}

	/**
	 * @param filter which entries
	 * @param key    of the field with that filter
	 * @param most   at most so many
	 * @return the first of them
	 * @throws DirectoryTrouble naming the setting at fault
	 */
	List<SearchResultEntry> some(Filter filter, String key, int most) throws DirectoryTrouble {
		try {
			return page(filter, Math.min(most, settings.pageSize()), null).getSearchEntries();
		} catch (LDAPException e) {
			throw LdapTroubles.ofSearch(e, key, settings);
		}
	}

	/**
	 * @param filter which entries
	 * @param key    of the field with that filter
	 * @param taker  takes each
	 * @throws DirectoryTrouble naming the setting at fault; CANCELLED is a status of its own
	 */
	void all(Filter filter, String key, Taker taker) throws DirectoryTrouble {
		ASN1OctetString cookie = null;
		do {
			checkCancelled();
			SearchResult page;
			try {
				page = page(filter, settings.pageSize(), cookie);
				SimplePagedResultsControl more = SimplePagedResultsControl.get(page);
				cookie = more != null && more.moreResultsToReturn() ? more.getCookie() : null;
			} catch (LDAPException e) {
				throw LdapTroubles.ofSearch(e, key, settings);
			}
			for (SearchResultEntry entry : page.getSearchEntries()) {
				taker.take(entry);
			}
			progress.worked(page.getEntryCount());
		} while (cookie != null);
	}

	private SearchResult page(Filter filter, int size, ASN1OctetString cookie) throws LDAPException {
		SearchRequest request = new SearchRequest(settings.base().toString(), SearchScope.SUB, filter, wanted);
		// not critical: a directory that knows no pages gives all at once
		request.addControl(new SimplePagedResultsControl(size, cookie, false));
		return connection.search(request);
	}

	/**
	 * @param group an entry
	 * @return who is in it: distinguished names, or names of users
	 * @throws DirectoryTrouble when the rest of a long list cannot be read
	 */
	List<String> members(SearchResultEntry group) throws DirectoryTrouble {
		List<String> members = new ArrayList<>();
		for (String name : settings.attributes().members()) {
			for (Attribute attribute : group.getAttributes()) {
				if (attribute.getBaseName().equalsIgnoreCase(name)) {
					members.addAll(Arrays.asList(attribute.getValues()));
					long next = next(attribute);
					if (next > 0) {
						rest(group.getDN(), name, next, members);
					}
				}
			}
		}
		return members;
	}

	/** @return where a list goes on, 0 when that was the end of it */
	private static long next(Attribute attribute) {
		for (String option : attribute.getOptions()) {
			Matcher range = RANGE.matcher(option);
			if (range.matches() && !range.group(2).equals("*")) {
				return Long.parseLong(range.group(2)) + 1;
			}
		}
		return 0;
	}

	private void rest(String dn, String name, long from, List<String> members) throws DirectoryTrouble {
		long next = from;
		for (int part = 0; next > 0 && part < MOST_PARTS; part++) {
			checkCancelled();
			SearchResultEntry entry;
			try {
				entry = connection.getEntry(dn, name + ";range=" + next + "-*");
			} catch (LDAPException e) {
				throw LdapTroubles.ofSearch(e, LdapFields.GROUP_FILTER, settings);
			}
			long last = next;
			next = 0;
			for (Attribute attribute : entry == null ? List.<Attribute>of() : entry.getAttributes()) {
				if (attribute.getBaseName().equalsIgnoreCase(name) && attribute.size() > 0) {
					members.addAll(Arrays.asList(attribute.getValues()));
					next = next(attribute);
				}
			}
			if (entry == null || next > 0 && next <= last) {
				throw LdapTroubles.ofSearch(new LDAPException(ResultCode.DECODING_ERROR), LdapFields.GROUP_FILTER, settings);
			}
		}
	}

	private void checkCancelled() throws DirectoryTrouble {
		if (progress.cancelled()) {
			throw DirectoryTrouble.of(Status.State.UNKNOWN, Status.Detail.NONE, "", "Reading the directory was called off.");
		}
	}
}
