package org.lictor.store.internal.masters;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

import org.lictor.store.StoredAgent;
import org.lictor.store.internal.db.Parameters;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code agent}. */
@Entity
@Table(name = "agent")
class AgentEntity {

	/** Lower case may be longer than what it was made of. */
	private static final int LONGEST_KEY = 64;

	@Id
	@Column(name = "id")
	long id;

	@Column(name = "installation")
	String installation;

	@Column(name = "secret_hash")
	String secretHash;

	@Column(name = "host")
	String host;

	@Column(name = "host_key")
	String hostKey;

	@Column(name = "platform")
	String platform;

	@Column(name = "agent_version")
	String version;

	@Column(name = "enrolled_at")
	long enrolledAt;

	@Column(name = "last_heard")
	Long lastHeard;

	@Column(name = "clock_offset")
	Long clockOffset;

	@Column(name = "message")
	String message;

	@Column(name = "removed_at")
	Long removedAt;

	@Column(name = "machine")
	String machine;

	@Column(name = "parted_from")
	Long partedFrom;

	@Column(name = "stopped")
	boolean stopped;

	/** By which hosts are found that have the same name without regard to case, and perhaps others. */
	static String key(String host) {
		return host.substring(0, Math.min(host.length(), LONGEST_KEY)).toLowerCase(Locale.ROOT);
	}

	void set(StoredAgent agent) {
		id = agent.id();
		installation = Parameters.checked(agent.installation());
		secretHash = agent.secretHash();
		host = Parameters.checked(agent.host());
		hostKey = key(host);
		platform = Parameters.checked(agent.platform());
		version = Parameters.checked(agent.version());
		enrolledAt = agent.enrolledAt().toEpochMilli();
		lastHeard = agent.lastHeard().map(Instant::toEpochMilli).orElse(null);
		clockOffset = agent.clockOffset().map(Duration::toMillis).orElse(null);
		message = Parameters.checked(agent.message());
		removedAt = agent.removedAt().map(Instant::toEpochMilli).orElse(null);
		machine = Parameters.checked(String.join(" ", agent.machine()));
		partedFrom = agent.partedFrom().isPresent() ? Long.valueOf(agent.partedFrom().getAsLong()) : null;
		stopped = agent.stopped();
	}

	StoredAgent record() {
		return new StoredAgent(id, installation, secretHash, host, platform, version, Instant.ofEpochMilli(enrolledAt),
				Optional.ofNullable(lastHeard).map(Instant::ofEpochMilli),
				Optional.ofNullable(clockOffset).map(Duration::ofMillis), message,
				Optional.ofNullable(removedAt).map(Instant::ofEpochMilli),
				machine.isEmpty() ? List.of() : List.of(machine.split(" ")),
				partedFrom == null ? OptionalLong.empty() : OptionalLong.of(partedFrom), stopped);
	}
}
