package org.lictor.store.internal.masters;

import java.time.Instant;
import java.util.OptionalLong;

import org.lictor.store.EnrolmentToken;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code enrolment_token}. */
@Entity
@Table(name = "enrolment_token")
class EnrolmentTokenEntity {

	@Id
	@Column(name = "token_hash")
	String hash;

	@Column(name = "group_id")
	Long group;

	@Column(name = "created_at")
	long createdAt;

	@Column(name = "expires_at")
	long expiresAt;

	EnrolmentToken record() {
		return new EnrolmentToken(hash, group == null ? OptionalLong.empty() : OptionalLong.of(group),
				Instant.ofEpochMilli(createdAt), Instant.ofEpochMilli(expiresAt));
	}
}
