package org.lictor.store.internal.masters;

import java.time.Instant;
import java.util.Optional;

import org.lictor.store.Stored;
import org.lictor.store.StoredMapping;
import org.lictor.store.internal.db.Parameters;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code mapping}. */
@Entity
@Table(name = "mapping")
class MappingEntity {

	@Id
	@Column(name = "id")
	long id;

	@Column(name = "host_user")
	String hostUser;

	@Column(name = "account")
	String account;

	@Column(name = "valid_from")
	Long from;

	@Column(name = "valid_until")
	Long until;

	void set(StoredMapping mapping) {
		hostUser = Parameters.checked(mapping.hostUser());
		account = Parameters.checked(mapping.account());
		from = mapping.from().map(Instant::toEpochMilli).orElse(null);
		until = mapping.until().map(Instant::toEpochMilli).orElse(null);
	}

	Stored<StoredMapping> record() {
		return new Stored<>(id, new StoredMapping(hostUser, account, Optional.ofNullable(from).map(Instant::ofEpochMilli),
				Optional.ofNullable(until).map(Instant::ofEpochMilli)));
	}
}
