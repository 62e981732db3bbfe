package org.lictor.store.internal.masters;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.lictor.model.Privacy;
import org.lictor.store.GroupAssignment;
import org.lictor.store.GroupStore;
import org.lictor.store.Membership;
import org.lictor.store.StoredGroup;

import jakarta.persistence.TypedQuery;

/** {@link GroupStore} on entities. */
public final class JpaGroups implements GroupStore {

	private final Masters masters;

	/**
	 * @param masters of the transaction
	 */
	public JpaGroups(Masters masters) {
		this.masters = masters;
	}

	@Override
	public List<StoredGroup> all() {
		return masters
				.query(GroupEntity.class, "SELECT g FROM GroupEntity g WHERE g.removedAt IS NULL",
						UnaryOperator.identity())
				.stream().map(GroupEntity::record).sorted(Comparator.comparing(StoredGroup::name, Masters.BY_NAME))
				.toList();
	}

	@Override
	public Optional<StoredGroup> byName(String name) {
		return masters
				.query(GroupEntity.class, "SELECT g FROM GroupEntity g WHERE g.name = :name AND g.removedAt IS NULL",
						query -> query.setParameter("name", name))
				.stream().findFirst().map(GroupEntity::record);
	}

	@Override
	public StoredGroup add(String name, boolean autoAssign, Instant createdAt) {
		GroupEntity group = new GroupEntity();
		group.id = masters.ids().next("agent_group");
		group.name = name;
		group.autoAssign = autoAssign;
		group.privacy = Privacy.CLEAR;
		group.createdAt = createdAt.toEpochMilli();
		masters.add(group);
		return group.record();
	}

	@Override
	public void autoAssign(long id, boolean autoAssign) {
		GroupEntity group = masters.require(GroupEntity.class, id);
		masters.change(() -> group.autoAssign = autoAssign);
	}

	@Override
	public void privacy(long id, Privacy privacy) {
		GroupEntity group = masters.require(GroupEntity.class, id);
		masters.change(() -> group.privacy = privacy);
	}

	@Override
	public Privacy privacyOf(long agent) {
		return groupsOf(agent).stream().map(group -> group.privacy).reduce(Privacy.CLEAR, Privacy::stricter);
	}

	@Override
	public void idle(long id, boolean idle) {
		GroupEntity group = masters.require(GroupEntity.class, id);
		masters.change(() -> group.idle = idle);
	}

	@Override
	public boolean tellsIdle(long agent) {
		return groupsOf(agent).stream().anyMatch(group -> group.idle);
	}

	private List<GroupEntity> groupsOf(long agent) {
		return masters.query(GroupEntity.class,
				"SELECT g FROM GroupEntity g, MembershipEntity m WHERE m.group = g.id AND m.agent = :agent AND m.until IS NULL",
				query -> query.setParameter("agent", agent));
	}

	@Override
	public void remove(long id, Instant removedAt) {
		GroupEntity group = masters.require(GroupEntity.class, id);
		long at = removedAt.toEpochMilli();
		masters.change(() -> {
			group.removedAt = at;
			members("m.group = :id", query -> query.setParameter("id", id)).forEach(member -> member.until = at);
			assigned("a.group = :id", query -> query.setParameter("id", id)).forEach(assigned -> assigned.until = at);
		});
	}

	private List<MembershipEntity> members(String condition,
			UnaryOperator<TypedQuery<MembershipEntity>> parameters) {
		return masters.query(MembershipEntity.class,
				"SELECT m FROM MembershipEntity m WHERE m.until IS NULL AND " + condition + " ORDER BY m.group, m.agent",
				parameters);
	}

	private List<GroupAssignmentEntity> assigned(String condition,
			UnaryOperator<TypedQuery<GroupAssignmentEntity>> parameters) {
		return masters.query(GroupAssignmentEntity.class,
				"SELECT a FROM GroupAssignmentEntity a WHERE a.until IS NULL AND " + condition
						+ " ORDER BY a.group, a.server",
				parameters);
	}

	@Override
	public List<Membership> memberships() {
		return members("m.id > 0", UnaryOperator.identity()).stream().map(MembershipEntity::record).toList();
	}

	@Override
	public List<GroupAssignment> assignments() {
		return assigned("a.id > 0", UnaryOperator.identity()).stream().map(GroupAssignmentEntity::record).toList();
	}

	@Override
	public List<Membership> membershipHistory() {
		return masters.query(MembershipEntity.class, "SELECT m FROM MembershipEntity m ORDER BY m.from, m.id",
				UnaryOperator.identity()).stream().map(MembershipEntity::record).toList();
	}

	@Override
	public List<GroupAssignment> assignmentHistory() {
		return masters.query(GroupAssignmentEntity.class, "SELECT a FROM GroupAssignmentEntity a ORDER BY a.from, a.id",
				UnaryOperator.identity()).stream().map(GroupAssignmentEntity::record).toList();
	}

	@Override
	public List<Long> serversOf(long agent) {
		return masters.query(Long.class, """
				SELECT DISTINCT a.server FROM GroupAssignmentEntity a, MembershipEntity m
				WHERE m.agent = :agent AND m.until IS NULL AND a.group = m.group AND a.until IS NULL
				ORDER BY a.server""", query -> query.setParameter("agent", agent));
	}

	private Optional<MembershipEntity> member(long group, long agent) {
		return members("m.group = :group AND m.agent = :agent",
				query -> query.setParameter("group", group).setParameter("agent", agent)).stream().findFirst();
	}

	private Optional<GroupAssignmentEntity> assigned(long group, long server) {
		return assigned("a.group = :group AND a.server = :server",
				query -> query.setParameter("group", group).setParameter("server", server)).stream().findFirst();
	}

	@Override
	public boolean join(long group, long agent, Instant at) {
		masters.sql().requireWritable();
		if (member(group, agent).isPresent()) {
			return false;
		}
		MembershipEntity member = new MembershipEntity();
		member.id = masters.ids().next("membership");
		member.group = group;
		member.agent = agent;
		member.from = at.toEpochMilli();
		masters.add(member);
		return true;
	}

	@Override
	public boolean leave(long group, long agent, Instant at) {
		masters.sql().requireWritable();
		Optional<MembershipEntity> member = member(group, agent);
		member.ifPresent(entity -> masters.change(() -> entity.until = at.toEpochMilli()));
		return member.isPresent();
	}

	@Override
	public boolean assign(long group, long server, Instant at) {
		masters.sql().requireWritable();
		if (assigned(group, server).isPresent()) {
			return false;
		}
		GroupAssignmentEntity assignment = new GroupAssignmentEntity();
		assignment.id = masters.ids().next("group_assignment");
		assignment.group = group;
		assignment.server = server;
		assignment.from = at.toEpochMilli();
		masters.add(assignment);
		return true;
	}

	@Override
	public boolean unassign(long group, long server, Instant at) {
		masters.sql().requireWritable();
		Optional<GroupAssignmentEntity> assignment = assigned(group, server);
		assignment.ifPresent(entity -> masters.change(() -> entity.until = at.toEpochMilli()));
		return assignment.isPresent();
	}
}
