package org.lictor.store.internal.masters;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.lictor.store.ReportGroupStore;
import org.lictor.store.StoredReportGroup;
import org.lictor.store.internal.db.Parameters;

/** {@link ReportGroupStore} on entities. */
public final class JpaReportGroups implements ReportGroupStore {

	private static final Comparator<StoredReportGroup.Member> ORDER = Comparator
			.comparing(StoredReportGroup.Member::name, Masters.BY_NAME).thenComparing(member -> member.from().orElse(Instant.MIN));

	private final Masters masters;

	/**
	 * @param masters of the transaction
	 */
	public JpaReportGroups(Masters masters) {
		this.masters = masters;
	}

	@Override
	public List<StoredReportGroup> all() {
		Map<Long, List<ReportGroupMemberEntity>> members = masters.all(ReportGroupMemberEntity.class).stream()
				.collect(Collectors.groupingBy(member -> member.group));
		return masters.all(ReportGroupEntity.class).stream()
				.map(group -> record(group, members.getOrDefault(group.id, List.of())))
				.sorted(Comparator.comparing(StoredReportGroup::name, Masters.BY_NAME)).toList();
	}

	@Override
	public Optional<StoredReportGroup> byName(String name) {
		return entity(name).map(group -> record(group, members(group)));
	}

	@Override
	public void put(StoredReportGroup group) {
		Parameters.checked(group.name());
		masters.sql().requireWritable();
		ReportGroupEntity entity = entity(group.name()).orElseGet(() -> {
			ReportGroupEntity made = new ReportGroupEntity();
			made.id = masters.ids().next("report_group");
			made.name = group.name();
			made.kind = group.kind();
			masters.add(made);
			return made;
		});
		masters.change(() -> entity.kind = group.kind());
		members(entity).forEach(masters::remove);
		long id = group.members().isEmpty() ? 0 : masters.ids().next("report_group_member", group.members().size());
		for (StoredReportGroup.Member member : group.members()) {
			ReportGroupMemberEntity made = new ReportGroupMemberEntity();
			made.id = id++;
			made.group = entity.id;
			made.set(member);
			masters.add(made);
		}
	}

	@Override
	public void remove(String name) {
		masters.sql().requireWritable();
		entity(name).ifPresent(group -> {
			members(group).forEach(masters::remove);
			masters.remove(group);
		});
	}

	private Optional<ReportGroupEntity> entity(String name) {
		return masters.query(ReportGroupEntity.class, "SELECT e FROM ReportGroupEntity e WHERE e.name = :name",
				query -> query.setParameter("name", name)).stream().findFirst();
	}

	private List<ReportGroupMemberEntity> members(ReportGroupEntity group) {
		return masters.query(ReportGroupMemberEntity.class, "SELECT e FROM ReportGroupMemberEntity e WHERE e.group = :group",
				query -> query.setParameter("group", group.id));
	}

	private static StoredReportGroup record(ReportGroupEntity group, List<ReportGroupMemberEntity> members) {
		return new StoredReportGroup(group.name, group.kind,
				members.stream().map(ReportGroupMemberEntity::record).sorted(ORDER).toList());
	}
}
