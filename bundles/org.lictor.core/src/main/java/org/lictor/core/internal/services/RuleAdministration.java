package org.lictor.core.internal.services;

import java.util.List;

import org.lictor.agent.protocol.WatchRule;
import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.Names;
import org.lictor.core.internal.agents.OwnRules;
import org.lictor.core.internal.agents.WatchLists;
import org.lictor.model.Diagnostic;
import org.lictor.service.Changes;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.WatchedApplication;
import org.lictor.store.Store;
import org.lictor.store.StoredServer;
import org.lictor.store.Transaction;

/** Administration of the rules that people make for licence servers. Safe for use by many threads. */
public final class RuleAdministration {

	private final Store store;
	private final Journal journal;
	private final ChangeHub changes;
	private final WatchLists watchLists;

	/**
	 * @param store      keeps the rules
	 * @param journal    is told what an administrator did
	 * @param changes    is told that something changed
	 * @param watchLists brings the rules to the agents
	 */
	public RuleAdministration(Store store, Journal journal, ChangeHub changes, WatchLists watchLists) {
		this.store = store;
		this.journal = journal;
		this.changes = changes;
		this.watchLists = watchLists;
	}

	/**
	 * @param server name of a licence server
	 * @return its rules
	 * @throws ServiceException NOT_FOUND
	 */
	List<WatchedApplication> list(String server) throws ServiceException {
		return store.read(transaction -> OwnRules.applications(transaction, server(transaction, server)));
	}

	/**
	 * @param server name of a licence server
	 * @param rule   as a person made it
	 * @return the same for agents
	 * @throws ServiceException INVALID
	 */
	static WatchRule checked(String server, WatchedApplication rule) throws ServiceException {
		Names.check("A rule", rule.id());
		Names.check("The product of a rule", rule.product());
		if (rule.usageFiles().isPresent()) {
			throw new ServiceException(Reason.INVALID, "A rule of one's own cannot ask for usage files: only server types know them.");
		}
		try {
			return WatchLists.rules(server, List.of(rule)).getFirst();
		} catch (IllegalArgumentException e) {
			throw new ServiceException(Reason.INVALID, "The rule '" + rule.id() + "' is not one that agents take: " + e.getMessage() + ".", e);
		}
	}

	/**
	 * @param server name of a licence server
	 * @param rule   to add or change
	 * @throws ServiceException NOT_FOUND, INVALID, ALREADY_EXISTS
	 */
	void put(String server, WatchedApplication rule) throws ServiceException {
		WatchRule checked = checked(server, rule);
		store.write(transaction -> {
			StoredServer found = server(transaction, server);
			if (watchLists.typeRules(transaction, found).stream().anyMatch(each -> each.applicationId().equals(rule.id()))) {
				throw new ServiceException(Reason.ALREADY_EXISTS, "Servers of the type '" + found.type() + "' have a rule '" + rule.id()
						+ "' already. Give yours another id; it is tried before that one.");
			}
			OwnRules.put(transaction, found, checked);
			return null;
		});
		told("Agents that watch for the server '" + server + "' go by the rule '" + rule.id() + "' for " + rule.product() + ".");
	}

	/**
	 * @param server name of a licence server
	 * @param id     of a rule
	 * @throws ServiceException NOT_FOUND
	 */
	void remove(String server, String id) throws ServiceException {
		if (!store.write(transaction -> OwnRules.remove(transaction, server(transaction, server), id))) {
			throw new ServiceException(Reason.NOT_FOUND, "Nobody made a rule '" + id + "' for the server '" + server + "'.");
		}
		told("The rule '" + id + "' of the server '" + server + "' was removed.");
	}

	private void told(String sentence) {
		journal.add(Diagnostic.Severity.INFO, Journal.LICTOR, sentence);
		changes.changed(Changes.Topic.AGENTS, Changes.Topic.SERVERS);
		watchLists.changed();
	}

	private static StoredServer server(Transaction transaction, String name) throws ServiceException {
		return transaction.servers().byName(name)
				.orElseThrow(() -> new ServiceException(Reason.NOT_FOUND, "There is no licence server '" + name + "'."));
	}
}
