package org.lictor.core.internal.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.lictor.agent.protocol.WatchRule;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.WatchedApplication;
import org.lictor.store.Store;
import org.lictor.store.StoredServer;
import org.lictor.store.Transaction;

/** The rules that administrators made for a licence server. They stand in the settings and are tried before its type's. */
public final class OwnRules {

	private static final String PREFIX = "own-rules.";

	private OwnRules() {
	}

	/**
	 * @param transaction that reads
	 * @param server      a licence server
	 * @return its rules in the order in which they are tried
	 */
	public static List<WatchRule> of(Transaction transaction, StoredServer server) {
		return transaction.settings().get(PREFIX + server.id()).map(RuleMemory::decode).orElse(List.of()).stream()
				.map(rule -> rule.forServer(server.name())).toList();
	}

	/**
	 * @param transaction that reads
	 * @param server      a licence server
	 * @return the same for people and plug-ins
	 */
	public static List<WatchedApplication> applications(Transaction transaction, StoredServer server) {
		return of(transaction, server).stream().map(rule -> new WatchedApplication(rule.applicationId(), rule.product(),
				WatchedApplication.Kind.valueOf(rule.kind().name()), rule.path(), rule.commandLine())).toList();
	}

	/**
	 * Adds a rule, or changes the one of the same id where it stands.
	 *
	 * @param transaction that writes
	 * @param server      a licence server
	 * @param rule        of that server
	 * @throws ServiceException INVALID when there are too many
	 */
	public static void put(Transaction transaction, StoredServer server, WatchRule rule) throws ServiceException {
		List<WatchRule> rules = new ArrayList<>(of(transaction, server));
		Optional<WatchRule> former = find(rules, rule.applicationId());
		if (former.isPresent()) {
			rules.set(rules.indexOf(former.get()), rule);
		} else {
			rules.add(rule);
		}
		String text = RuleMemory.encode(rules);
		if (text.length() > Store.MAX_TEXT) {
			throw new ServiceException(Reason.INVALID, "The server '" + server.name() + "' has too many rules of its own, " + rules.size()
					+ ". Remove some, or let one expression find several programs.");
		}
		transaction.settings().put(PREFIX + server.id(), text);
	}

	/**
	 * @param transaction that writes
	 * @param server      a licence server
	 * @param id          of a rule
	 * @return whether there was one
	 */
	public static boolean remove(Transaction transaction, StoredServer server, String id) {
		List<WatchRule> rules = new ArrayList<>(of(transaction, server));
		boolean removed = rules.removeIf(rule -> rule.applicationId().equals(id));
		if (rules.isEmpty()) {
			forget(transaction, server.id());
		} else {
			transaction.settings().put(PREFIX + server.id(), RuleMemory.encode(rules));
		}
		return removed;
	}

	/**
	 * @param transaction that writes
	 * @param server      number of a licence server, which has no rules of its own afterwards
	 */
	public static void forget(Transaction transaction, long server) {
		transaction.settings().remove(PREFIX + server);
	}

	private static Optional<WatchRule> find(List<WatchRule> rules, String id) {
		return rules.stream().filter(rule -> rule.applicationId().equals(id)).findFirst();
	}
}
