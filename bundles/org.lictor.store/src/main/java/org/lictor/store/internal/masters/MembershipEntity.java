package org.lictor.store.internal.masters;

import java.time.Instant;
import java.util.Optional;

import org.lictor.store.Membership;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code membership}. */
@Entity
@Table(name = "membership")
class MembershipEntity {

	@Id
	@Column(name = "id")
	long id;

	@Column(name = "group_id")
	long group;

	@Column(name = "agent_id")
	long agent;

	@Column(name = "valid_from")
	long from;

	@Column(name = "valid_until")
	Long until;

	Membership record() {
		return new Membership(group, agent, Instant.ofEpochMilli(from),
				Optional.ofNullable(until).map(Instant::ofEpochMilli));
	}
}
