package org.lictor.core.internal.agents;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.store.AgentEvent;
import org.lictor.store.Membership;
import org.lictor.store.StoredAgent;
import org.lictor.store.Transaction;

/**
 * Parts two hosts that lived with one identity: one of them becomes an agent of its own, in the same groups, and what its
 * runs told goes with it. To the same host it gives the same agent whenever it is asked, because an answer may be lost.
 */
final class Parting {

	private final AgentSessions sessions;

	/** @param sessions derives sessions anew */
	Parting(AgentSessions sessions) {
		this.sessions = sessions;
	}

	/**
	 * Finds or makes the agent that a host is from now on.
	 *
	 * @param transaction that writes
	 * @param former      the agent whose identity it has
	 * @param batch       that it sent
	 * @param secretHash  of its new secret
	 * @param now         by the clock of the server
	 * @return the agent
	 */
	StoredAgent own(Transaction transaction, StoredAgent former, EventBatch batch, String secretHash, Instant now) {
		String run = batch.run().toString();
		Optional<StoredAgent> parted = transaction.agents().all().stream()
				.filter(agent -> agent.partedFrom().equals(OptionalLong.of(former.id()))
						&& transaction.agentEvidence().knows(agent.id(), run)).findFirst();
		List<String> machine = parted.map(StoredAgent::machine)
				.orElseGet(() -> machines(transaction, former.id(), batch).getOrDefault(run, List.of()));
		String installation = parted.map(StoredAgent::installation)
				.orElseGet(() -> installation(former.installation(), machine.isEmpty() ? List.of(run) : machine));
		Optional<StoredAgent> known = transaction.agents().byInstallation(installation);
		StoredAgent agent = known.orElseGet(() -> transaction.agents().add(installation, secretHash, batch.host(),
				batch.platform(), batch.agentVersion(), now));
		if (known.isEmpty()) {
			transaction.groups().memberships().stream().filter(member -> member.agent() == former.id())
					.map(Membership::group).forEach(group -> transaction.groups().join(group, agent.id(), now));
		}
		StoredAgent own = new StoredAgent(agent.id(), installation, secretHash, batch.host(), batch.platform(),
				batch.agentVersion(), agent.enrolledAt(), agent.lastHeard(), agent.clockOffset(), agent.message(),
				agent.removedAt(), machine, OptionalLong.of(former.id()), false);
		transaction.agents().update(own);
		return own;
	}

	/**
	 * @param installation that two machines share
	 * @param machine      by what one of them is known
	 * @return how that one's installation is called instead
	 */
	static String installation(String installation, List<String> machine) {
		return UUID.nameUUIDFromBytes((installation + '\n' + String.join(" ", machine)).getBytes(StandardCharsets.UTF_8))
				.toString();
	}

	/**
	 * Hands over what the host told with the identity it had.
	 *
	 * @param transaction that writes
	 * @param former      number of the agent it was
	 * @param own         number of the agent it is
	 * @param batch       that it sent
	 * @param keeper      a run of the host that keeps the identity
	 */
	void handOver(Transaction transaction, long former, long own, EventBatch batch, UUID keeper) {
		Set<String> runs = new HashSet<>(Set.of(batch.run().toString()));
		Map<String, List<String>> machines = machines(transaction, former, batch);
		List<String> machine = machines.getOrDefault(batch.run().toString(), List.of());
		if (Marks.differ(machine, machines.getOrDefault(keeper.toString(), List.of()))) {
			machines.forEach((run, marks) -> {
				if (Marks.same(machine, marks)) {
					runs.add(run);
				}
			});
		}
		Set<UUID> told = new HashSet<>();
		runs.forEach(run -> told.addAll(transaction.agentEvidence().move(former, run, own)));
		for (long agent : new long[] { former, own }) {
			sessions.deriveAgain(transaction, agent, told);
			AgentConsents.rebuild(transaction, agent);
			AgentRegistrations.rebuild(transaction, agent);
		}
	}

	/** The machine of each run, as far as agents tell. */
	private static Map<String, List<String>> machines(Transaction transaction, long agent, EventBatch batch) {
		Map<String, List<String>> machines = new HashMap<>();
		transaction.agentEvidence().forEach(agent, event -> {
			machine(event).ifPresent(marks -> machines.put(event.run(), marks));
			return true;
		});
		batch.events().forEach(event -> {
			if (event.detail() instanceof EventDetail.AgentStarted started) {
				machines.put(event.run().toString(), started.machine());
			}
		});
		return machines;
	}

	private static Optional<List<String>> machine(AgentEvent event) {
		return event.kind().equals(EventDetail.Kind.AGENT_STARTED.name())
				? Events.detail(event).map(EventDetail.AgentStarted.class::cast).map(EventDetail.AgentStarted::machine)
				: Optional.empty();
	}
}
