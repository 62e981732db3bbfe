package org.lictor.core.internal.services;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.identity.HostUsers;
import org.lictor.core.internal.identity.NamePattern;
import org.lictor.core.internal.people.Erasing;
import org.lictor.core.internal.people.PersonEvidence;
import org.lictor.model.Diagnostic;
import org.lictor.model.Progress;
import org.lictor.query.ResultTable;
import org.lictor.service.Changes;
import org.lictor.service.Erased;
import org.lictor.service.Mapping;
import org.lictor.service.People;
import org.lictor.service.Person;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.Store;
import org.lictor.store.Stored;
import org.lictor.store.StoredMapping;
import org.lictor.store.Transaction;

/** Decisions of people about host users and accounts, in a store. */
public final class StoredPeople implements People {

	private static final int LONGEST = 320;
	private static final int MOST_PATTERNS = 50;
	private static final String PATTERNS = "identity.patterns";

	private final Store store;
	private final Journal journal;
	private final ChangeHub changes;
	private final PersonEvidence evidence;
	private final Erasing erasing;

	/**
	 * @param store   keeps the decisions
	 * @param journal is told what an administrator did
	 * @param changes is told that something changed
	 * @param evidence finds what was told of one person
	 * @param erasing  erases one
	 */
	public StoredPeople(Store store, Journal journal, ChangeHub changes, PersonEvidence evidence, Erasing erasing) {
		this.store = store;
		this.journal = journal;
		this.changes = changes;
		this.evidence = evidence;
		this.erasing = erasing;
	}

	@Override
	public List<Mapping> list() throws ServiceException {
		return store.read(transaction -> transaction.mappings().all().stream().map(Stored::fact)
				.map(mapping -> new Mapping(mapping.hostUser(), mapping.account(), mapping.from(), mapping.until()))
				.sorted(Comparator.comparing(Mapping::hostUser).thenComparing(Mapping::account)
						.thenComparing(mapping -> mapping.from().orElse(Instant.MIN)))
				.toList());
	}

	@Override
	public void map(Mapping mapping) throws ServiceException {
		String hostUser = GivenText.of("A host user", mapping.hostUser(), LONGEST);
		String account = GivenText.of("An account", mapping.account(), LONGEST);
		if (HostUsers.key(hostUser).isEmpty()) {
			throw new ServiceException(Reason.INVALID, "'" + hostUser + "' names a domain but no user.");
		}
		Validity time = new Validity(mapping.from(), mapping.until()).checked();
		StoredMapping wanted = new StoredMapping(hostUser, account, mapping.from(), mapping.until());
		store.write(transaction -> {
			for (Stored<StoredMapping> each : transaction.mappings().all()) {
				if (overlap(each.fact(), wanted)) {
					throw new ServiceException(Reason.ALREADY_EXISTS, "The host user '" + hostUser + "' is mapped to '" + account
							+ "' already" + time(each.fact()).words() + ".");
				}
			}
			// without a beginning for all the past: that somebody notices today who a user is makes him no stranger yesterday
			return transaction.mappings().add(wanted);
		});
		told("The host user '" + hostUser + "' was mapped to the account '" + account + "'" + time.words() + ".");
	}

	@Override
	public void unmap(Mapping mapping) throws ServiceException {
		Validity time = new Validity(mapping.from(), mapping.until()).checked();
		StoredMapping gone = new StoredMapping(mapping.hostUser().strip(), mapping.account().strip(), mapping.from(), mapping.until());
		store.write(transaction -> {
			List<Stored<StoredMapping>> found = transaction.mappings().all().stream()
					.filter(each -> overlap(each.fact(), gone)).toList();
			if (found.isEmpty()) {
				throw new ServiceException(Reason.NOT_FOUND, "The host user '" + mapping.hostUser() + "' is not mapped to '"
						+ mapping.account() + "'" + time.words() + ".");
			}
			for (Stored<StoredMapping> each : found) {
				StoredMapping was = each.fact();
				transaction.mappings().remove(each.id());
				for (Validity left : time(was).without(time)) {
					transaction.mappings().add(new StoredMapping(was.hostUser(), was.account(), left.from(), left.until()));
				}
			}
			return null;
		});
		told("The host user '" + mapping.hostUser() + "' is not mapped to the account '" + mapping.account()
				+ "' any more" + time.words() + ".");
	}

	@Override
	public List<String> patterns() throws ServiceException {
		return store.read(transaction -> patterns(transaction).stream().map(NamePattern::text).toList());
	}

	/**
	 * @param transaction of a store
	 * @return the patterns of user names that apply, sorted
	 */
	public static List<NamePattern> patterns(Transaction transaction) {
		return transaction.settings().get(PATTERNS).map(text -> text.lines().map(NamePattern::new).toList())
				.orElse(NamePattern.DEFAULT);
	}

	@Override
	public void patterns(List<String> patterns) throws ServiceException {
		List<String> wanted = patterns.stream().map(String::strip).distinct().sorted().toList();
		for (String pattern : wanted) {
			if (!new NamePattern(pattern).valid()) {
				throw new ServiceException(Reason.INVALID, "'" + pattern + "' is no pattern of user names: it should have {first} or"
						+ " {last} in it, and else only {f}, {l}, small letters, digits, dots, hyphens and underscores.");
			}
		}
		if (wanted.size() > MOST_PATTERNS) {
			throw new ServiceException(Reason.INVALID, "There should be at most " + MOST_PATTERNS + " patterns, not " + wanted.size() + ".");
		}
		store.write(transaction -> {
			transaction.settings().put(PATTERNS, String.join("\n", wanted));
			return null;
		});
		told(wanted.isEmpty() ? "Host users are not matched by patterns of names any more."
				: "Host users are matched by the patterns of names " + String.join(", ", wanted) + ".");
	}

	@Override
	public ResultTable evidence(Person person, Progress progress) throws ServiceException {
		return evidence.of(person, progress);
	}

	@Override
	public Erased erase(Person person, Progress progress) throws ServiceException {
		return erasing.erase(person, progress);
	}

	private static Validity time(StoredMapping mapping) {
		return new Validity(mapping.from(), mapping.until());
	}

	private static boolean overlap(StoredMapping one, StoredMapping other) {
		return HostUsers.key(one.hostUser()).equals(HostUsers.key(other.hostUser()))
				&& one.account().equalsIgnoreCase(other.account()) && time(one).overlaps(time(other));
	}

	private void told(String sentence) {
		journal.add(Diagnostic.Severity.INFO, Journal.LICTOR, sentence);
		changes.changed(Changes.Topic.PEOPLE);
	}
}
