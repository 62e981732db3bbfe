package org.lictor.core.internal.services;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.identity.HostUsers;
import org.lictor.model.Diagnostic;
import org.lictor.service.Changes;
import org.lictor.service.Mapping;
import org.lictor.service.People;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.Store;
import org.lictor.store.Stored;
import org.lictor.store.StoredMapping;

/** Decisions of people about host users and accounts, in a store. */
public final class StoredPeople implements People {

	private static final int LONGEST = 320;

	private final Store store;
	private final Journal journal;
	private final ChangeHub changes;

	/**
	 * @param store   keeps the decisions
	 * @param journal is told what an administrator did
	 * @param changes is told that something changed
	 */
	public StoredPeople(Store store, Journal journal, ChangeHub changes) {
		this.store = store;
		this.journal = journal;
		this.changes = changes;
	}

	@Override
	public List<Mapping> list() throws ServiceException {
		return store.read(transaction -> transaction.mappings().all().stream().map(Stored::fact)
				.filter(mapping -> mapping.until().isEmpty())
				.map(mapping -> new Mapping(mapping.hostUser(), mapping.account()))
				.sorted(Comparator.comparing(Mapping::hostUser).thenComparing(Mapping::account)).toList());
	}

	@Override
	public void map(Mapping mapping) throws ServiceException {
		String hostUser = text("A host user", mapping.hostUser());
		String account = text("An account", mapping.account());
		if (HostUsers.key(hostUser).isEmpty()) {
			throw new ServiceException(Reason.INVALID, "'" + hostUser + "' names a domain but no user.");
		}
		store.write(transaction -> {
			boolean stands = transaction.mappings().all().stream().anyMatch(each -> same(each.fact(), hostUser, account));
			if (stands) {
				throw new ServiceException(Reason.ALREADY_EXISTS,
						"The host user '" + hostUser + "' is mapped to '" + account + "' already.");
			}
			// for all the past too: that somebody notices today who a user is does not make him a stranger yesterday
			return transaction.mappings().add(new StoredMapping(hostUser, account, Optional.empty(), Optional.empty()));
		});
		told("The host user '" + hostUser + "' was mapped to the account '" + account + "'.");
	}

	@Override
	public void unmap(Mapping mapping) throws ServiceException {
		store.write(transaction -> {
			Stored<StoredMapping> found = transaction.mappings().all().stream()
					.filter(each -> same(each.fact(), mapping.hostUser().strip(), mapping.account().strip())).findFirst()
					.orElseThrow(() -> new ServiceException(Reason.NOT_FOUND,
							"The host user '" + mapping.hostUser() + "' is not mapped to '" + mapping.account() + "'."));
			transaction.mappings().remove(found.id());
			return null;
		});
		told("The host user '" + mapping.hostUser() + "' is not mapped to the account '" + mapping.account()
				+ "' any more.");
	}

	private static boolean same(StoredMapping mapping, String hostUser, String account) {
		return mapping.until().isEmpty() && HostUsers.key(mapping.hostUser()).equals(HostUsers.key(hostUser))
				&& mapping.account().equalsIgnoreCase(account);
	}

	private static String text(String what, String given) throws ServiceException {
		String text = given.strip();
		if (text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
			throw new ServiceException(Reason.INVALID,
					what + " has 1 to " + LONGEST + " characters and no line breaks.");
		}
		return text;
	}

	private void told(String sentence) {
		journal.add(Diagnostic.Severity.INFO, Journal.LICTOR, sentence);
		changes.changed(Changes.Topic.PEOPLE);
	}
}
