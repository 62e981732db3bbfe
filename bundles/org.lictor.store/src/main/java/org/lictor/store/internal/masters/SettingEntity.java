package org.lictor.store.internal.masters;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code setting}. */
@Entity
@Table(name = "setting")
class SettingEntity {

	@Id
	@Column(name = "setting_key")
	String key;

	@Column(name = "setting_value")
	String value;
}
