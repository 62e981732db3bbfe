package org.lictor.store.internal.masters;

import org.lictor.model.Privacy;
import org.lictor.store.StoredGroup;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code agent_group}. */
@Entity
@Table(name = "agent_group")
class GroupEntity {

	@Id
	@Column(name = "id")
	long id;

	@Column(name = "group_name")
	String name;

	@Column(name = "auto_assign")
	boolean autoAssign;

	@Column(name = "privacy")
	@Enumerated(EnumType.STRING)
	Privacy privacy;

	@Column(name = "tells_idle")
	boolean idle;

	@Column(name = "created_at")
	long createdAt;

	@Column(name = "removed_at")
	Long removedAt;

	StoredGroup record() {
		return new StoredGroup(id, name, autoAssign, privacy, idle);
	}
}
