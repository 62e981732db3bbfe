package org.lictor.store.internal.masters;

import java.time.Instant;
import java.util.Optional;

import org.lictor.store.GroupAssignment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code group_assignment}. */
@Entity
@Table(name = "group_assignment")
class GroupAssignmentEntity {

	@Id
	@Column(name = "id")
	long id;

	@Column(name = "group_id")
	long group;

	@Column(name = "server_id")
	long server;

	@Column(name = "valid_from")
	long from;

	@Column(name = "valid_until")
	Long until;

	GroupAssignment record() {
		return new GroupAssignment(group, server, Instant.ofEpochMilli(from),
				Optional.ofNullable(until).map(Instant::ofEpochMilli));
	}
}
