package org.lictor.store.internal.masters;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code report_group}. */
@Entity
@Table(name = "report_group")
class ReportGroupEntity {

	@Id
	@Column(name = "id")
	long id;

	@Column(name = "group_name")
	String name;

	@Column(name = "kind")
	String kind;
}
