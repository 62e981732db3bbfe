package org.lictor.store.internal.masters;

import java.time.Instant;
import java.util.Optional;

import org.lictor.model.Role;
import org.lictor.store.StoredAccessToken;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code access_token}. */
@Entity
@Table(name = "access_token")
class AccessTokenEntity {

	@Id
	@Column(name = "token_name")
	String name;

	@Column(name = "token_hash")
	String hash;

	@Column(name = "token_role")
	String role;

	@Column(name = "created_at")
	long createdAt;

	@Column(name = "expires_at")
	Long expiresAt;

	StoredAccessToken record() {
		return new StoredAccessToken(name, hash, Role.valueOf(role), Instant.ofEpochMilli(createdAt),
				Optional.ofNullable(expiresAt).map(Instant::ofEpochMilli));
	}
}
