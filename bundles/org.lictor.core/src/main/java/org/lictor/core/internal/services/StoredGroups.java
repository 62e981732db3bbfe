package org.lictor.core.internal.services;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;

import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.agents.PseudonymKey;
import org.lictor.core.internal.Names;
import org.lictor.core.internal.agents.OwnRules;
import org.lictor.model.Diagnostic;
import org.lictor.model.Privacy;
import org.lictor.service.AgentGroupInfo;
import org.lictor.service.AgentGroups;
import org.lictor.service.Changes;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.GroupAssignment;
import org.lictor.store.Membership;
import org.lictor.store.Store;
import org.lictor.store.StoredAgent;
import org.lictor.store.StoredGroup;
import org.lictor.store.StoredServer;
import org.lictor.store.Transaction;

/** Administration of agent groups in a store. */
public final class StoredGroups implements AgentGroups {

	private final Store store;
	private final InstantSource clock;
	private final Journal journal;
	private final ChangeHub changes;
	private final PseudonymKey pseudonyms;
	private final Predicate<String> watchedByAgents;
	private final Runnable watchListsChanged;

	/**
	 * @param store             keeps the groups
	 * @param clock             tells since when and until when something holds
	 * @param journal           is told what an administrator did
	 * @param changes           is told that something changed
	 * @param pseudonyms        the company's key
	 * @param watchedByAgents   whether agents are of use to a server type, by its id
	 * @param watchListsChanged called after what agents watch may have changed
	 */
	public StoredGroups(Store store, InstantSource clock, Journal journal, ChangeHub changes,
			PseudonymKey pseudonyms, Predicate<String> watchedByAgents, Runnable watchListsChanged) {
		this.store = store;
		this.clock = clock;
		this.journal = journal;
		this.changes = changes;
		this.pseudonyms = pseudonyms;
		this.watchedByAgents = watchedByAgents;
		this.watchListsChanged = watchListsChanged;
	}

	@Override
	public List<AgentGroupInfo> list() throws ServiceException {
		return store.read(
				transaction -> transaction.groups().all().stream().map(group -> info(transaction, group)).toList());
	}

	@Override
	public AgentGroupInfo create(String name, boolean autoAssign) throws ServiceException {
		String checked = Names.check("A group", name);
		AgentGroupInfo created = store.write(transaction -> {
			if (transaction.groups().all().stream().anyMatch(each -> each.name().equalsIgnoreCase(checked))) {
				throw new ServiceException(Reason.ALREADY_EXISTS, "There is a group '" + checked + "' already.");
			}
			return info(transaction, transaction.groups().add(checked, autoAssign, clock.instant()));
		});
		told("The agent group '" + checked + "' was made" + (autoAssign ? "; new agents join it." : "."));
		return created;
	}

	@Override
	public AgentGroupInfo autoAssign(String name, boolean autoAssign) throws ServiceException {
		AgentGroupInfo changed = store.write(transaction -> {
			transaction.groups().autoAssign(group(transaction, name).id(), autoAssign);
			return info(transaction, group(transaction, name));
		});
		told(autoAssign ? "New agents join the agent group '" + name + "' from now on."
				: "New agents do not join the agent group '" + name + "' any more.");
		return changed;
	}

	@Override
	public AgentGroupInfo privacy(String name, Privacy privacy) throws ServiceException {
		AgentGroupInfo changed = store.write(transaction -> {
			if (privacy == Privacy.PSEUDONYM) {
				pseudonyms.readOrMake(transaction);
			}
			transaction.groups().privacy(group(transaction, name).id(), privacy);
			return info(transaction, group(transaction, name));
		});
		told(switch (privacy) {
		case CLEAR -> "The agents of the group '" + name + "' tell the names of users as they are from now on.";
		case PSEUDONYM -> "The agents of the group '" + name + "' tell pseudonyms in place of the names of users from now on.";
		case COUNTS -> "The agents of the group '" + name + "' tell neither users nor hosts from now on.";
		});
		return changed;
	}

	@Override
	public AgentGroupInfo idle(String name, boolean idle) throws ServiceException {
		AgentGroupInfo changed = store.write(transaction -> {
			transaction.groups().idle(group(transaction, name).id(), idle);
			return info(transaction, group(transaction, name));
		});
		told(idle ? "The agents of the group '" + name + "' tell from now on whether keyboard and mouse are idle."
				: "The agents of the group '" + name + "' do not tell any more whether keyboard and mouse are idle.");
		return changed;
	}

	@Override
	public void remove(String name) throws ServiceException {
		store.write(transaction -> {
			transaction.groups().remove(group(transaction, name).id(), clock.instant());
			return null;
		});
		told("The agent group '" + name + "' was removed.");
	}

	@Override
	public void assign(String group, String server) throws ServiceException {
		boolean changed = store.write(transaction -> {
			StoredServer found = server(transaction, server);
			if (!watchedByAgents.test(found.type()) && OwnRules.of(transaction, found).isEmpty()) {
				throw new ServiceException(Reason.INVALID, "Servers of the type '" + found.type() + "' know no applications for agents to watch, "
						+ "and nobody made a rule for '" + server + "'. Make one first (rules add), or assign the group to another server.");
			}
			return transaction.groups().assign(group(transaction, group).id(), found.id(), clock.instant());
		});
		if (changed) {
			told("The agents of the group '" + group + "' watch for the server '" + server + "'.");
		}
	}

	@Override
	public void unassign(String group, String server) throws ServiceException {
		Instant now = clock.instant();
		boolean changed = store.write(transaction -> transaction.groups().unassign(group(transaction, group).id(),
				server(transaction, server).id(), now));
		if (!changed) {
			throw new ServiceException(Reason.NOT_FOUND,
					"The group '" + group + "' is not assigned to the server '" + server + "'.");
		}
		told("The agents of the group '" + group + "' do not watch for the server '" + server + "' any more.");
	}

	@Override
	public void addAgent(String group, String agent) throws ServiceException {
		boolean changed = store.write(transaction -> transaction.groups().join(group(transaction, group).id(),
				agent(transaction, agent).id(), clock.instant()));
		if (changed) {
			told("Agent " + agent + " joined the group '" + group + "'.");
		}
	}

	@Override
	public void removeAgent(String group, String agent) throws ServiceException {
		boolean changed = store.write(transaction -> transaction.groups().leave(group(transaction, group).id(),
				agent(transaction, agent).id(), clock.instant()));
		if (!changed) {
			throw new ServiceException(Reason.NOT_FOUND, "Agent " + agent + " is not in the group '" + group + "'.");
		}
		told("Agent " + agent + " left the group '" + group + "'.");
	}

	private void told(String sentence) {
		journal.add(Diagnostic.Severity.INFO, Journal.LICTOR, sentence);
		changes.changed(Changes.Topic.AGENTS, Changes.Topic.SERVERS);
		watchListsChanged.run();
	}

	private static StoredGroup group(Transaction transaction, String name) throws ServiceException {
		return transaction.groups().byName(name).orElseThrow(
				() -> new ServiceException(Reason.NOT_FOUND, "There is no agent group '" + name + "'."));
	}

	private static StoredServer server(Transaction transaction, String name) throws ServiceException {
		return transaction.servers().byName(name).orElseThrow(
				() -> new ServiceException(Reason.NOT_FOUND, "There is no licence server '" + name + "'."));
	}

	private static StoredAgent agent(Transaction transaction, String id) throws ServiceException {
		return transaction.agents().all().stream().filter(agent -> Long.toString(agent.id()).equals(id)).findFirst()
				.orElseThrow(() -> new ServiceException(Reason.NOT_FOUND, "There is no agent '" + id + "'."));
	}

	private static AgentGroupInfo info(Transaction transaction, StoredGroup group) {
		List<String> agents = transaction.groups().memberships().stream()
				.filter(membership -> membership.group() == group.id()).map(Membership::agent).sorted()
				.map(String::valueOf).toList();
		List<String> servers = transaction.groups().assignments().stream()
				.filter(assignment -> assignment.group() == group.id()).map(GroupAssignment::server)
				.flatMap(id -> transaction.servers().byId(id).stream()).map(StoredServer::name).sorted().toList();
		return new AgentGroupInfo(group.name(), group.autoAssign(), agents, servers, group.privacy(), group.idle());
	}
}
