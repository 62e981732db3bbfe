package org.lictor.store.internal.masters;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.lictor.model.Status;
import org.lictor.store.StoredServer;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;

/** A row of {@code server} with its settings and secrets. */
@Entity
@Table(name = "server")
class ServerEntity {

	@Id
	@Column(name = "id")
	long id;

	@Column(name = "server_name")
	String name;

	@Column(name = "type_id")
	String type;

	@Column(name = "enabled")
	boolean enabled;

	@Column(name = "status_state")
	String state;

	@Column(name = "status_detail")
	String detail;

	@Column(name = "status_message")
	String message;

	@Column(name = "last_success")
	Long lastSuccess;

	@Column(name = "last_attempt")
	Long lastAttempt;

	@Column(name = "created_at")
	long createdAt;

	@ElementCollection
	@CollectionTable(name = "server_setting", joinColumns = @JoinColumn(name = "server_id"))
	@MapKeyColumn(name = "setting_key")
	@Column(name = "setting_value")
	Map<String, String> settings = new HashMap<>();

	/** Ciphertexts in Base64, which every database keeps alike. */
	@ElementCollection
	@CollectionTable(name = "server_secret", joinColumns = @JoinColumn(name = "server_id"))
	@MapKeyColumn(name = "secret_key")
	@Column(name = "ciphertext")
	Map<String, String> secrets = new HashMap<>();

	void status(Status status) {
		state = status.state().name();
		detail = status.detail().name();
		message = status.message();
	}

	StoredServer record() {
		return new StoredServer(id, name, type, settings, enabled,
				new Status(Status.State.valueOf(state), Status.Detail.valueOf(detail), message),
				Optional.ofNullable(lastSuccess).map(Instant::ofEpochMilli),
				Optional.ofNullable(lastAttempt).map(Instant::ofEpochMilli), Instant.ofEpochMilli(createdAt));
	}
}
