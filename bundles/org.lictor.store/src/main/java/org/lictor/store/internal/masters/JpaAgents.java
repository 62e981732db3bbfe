package org.lictor.store.internal.masters;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

import org.lictor.store.AgentStore;
import org.lictor.store.StoredAgent;

import jakarta.persistence.TypedQuery;

/** {@link AgentStore} on entities. */
public final class JpaAgents implements AgentStore {

	private final Masters masters;

	/**
	 * @param masters of the transaction
	 */
	public JpaAgents(Masters masters) {
		this.masters = masters;
	}

	@Override
	public List<StoredAgent> all() {
		return standing("a.id > 0", UnaryOperator.identity()).stream()
				.sorted(Comparator.comparing(StoredAgent::host, Masters.BY_NAME).thenComparing(StoredAgent::id)).toList();
	}

	private List<StoredAgent> standing(String condition, UnaryOperator<TypedQuery<AgentEntity>> parameters) {
		return masters
				.query(AgentEntity.class, "SELECT a FROM AgentEntity a WHERE a.removedAt IS NULL AND " + condition,
						parameters)
				.stream().map(AgentEntity::record).toList();
	}

	@Override
	public List<StoredAgent> history() {
		return masters.all(AgentEntity.class).stream().map(AgentEntity::record)
				.sorted(Comparator.comparing(StoredAgent::id)).toList();
	}

	@Override
	public List<StoredAgent> byHost(String host) {
		return standing("a.hostKey = :key", query -> query.setParameter("key", AgentEntity.key(host))).stream()
				.filter(agent -> agent.host().equalsIgnoreCase(host)).sorted(Comparator.comparing(StoredAgent::id)).toList();
	}

	@Override
	public Optional<StoredAgent> byId(long id) {
		return masters.find(AgentEntity.class, id).map(AgentEntity::record);
	}

	@Override
	public Optional<StoredAgent> byInstallation(String installation) {
		return standing("a.installation = :installation", query -> query.setParameter("installation", installation))
				.stream().findFirst();
	}

	@Override
	public Optional<StoredAgent> bySecretHash(String secretHash) {
		return standing("a.secretHash = :hash", query -> query.setParameter("hash", secretHash)).stream().findFirst();
	}

	@Override
	public StoredAgent add(String installation, String secretHash, String host, String platform, String version,
			Instant enrolledAt) {
		masters.sql().requireWritable();
		AgentEntity agent = new AgentEntity();
		agent.set(new StoredAgent(masters.ids().next("agent"), installation, secretHash, host, platform, version,
				enrolledAt, Optional.empty(), Optional.empty(), "", Optional.empty(), List.of(), OptionalLong.empty(), false));
		masters.add(agent);
		return agent.record();
	}

	@Override
	public void update(StoredAgent agent) {
		AgentEntity entity = masters.require(AgentEntity.class, agent.id());
		masters.change(() -> entity.set(agent));
	}

	@Override
	public void remove(long id, Instant removedAt) {
		AgentEntity agent = masters.require(AgentEntity.class, id);
		masters.change(() -> {
			agent.removedAt = removedAt.toEpochMilli();
			masters.query(MembershipEntity.class,
					"SELECT m FROM MembershipEntity m WHERE m.until IS NULL AND m.agent = :agent",
					query -> query.setParameter("agent", id)).forEach(member -> member.until = removedAt.toEpochMilli());
		});
	}
}
