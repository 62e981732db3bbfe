package org.lictor.store.internal.masters;

import java.time.Instant;
import java.util.Optional;

import org.lictor.store.StoredReportGroup;
import org.lictor.store.internal.db.Parameters;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code report_group_member}. */
@Entity
@Table(name = "report_group_member")
class ReportGroupMemberEntity {

	@Id
	@Column(name = "id")
	long id;

	@Column(name = "group_id")
	long group;

	@Column(name = "member_name")
	String name;

	@Column(name = "valid_from")
	Long from;

	@Column(name = "valid_until")
	Long until;

	void set(StoredReportGroup.Member member) {
		name = Parameters.checked(member.name());
		from = member.from().map(Instant::toEpochMilli).orElse(null);
		until = member.until().map(Instant::toEpochMilli).orElse(null);
	}

	StoredReportGroup.Member record() {
		return new StoredReportGroup.Member(name, Optional.ofNullable(from).map(Instant::ofEpochMilli),
				Optional.ofNullable(until).map(Instant::ofEpochMilli));
	}
}
