package org.lictor.store.internal.masters;

import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.lictor.model.Status;
import org.lictor.store.ServerStore;
import org.lictor.store.StoredServer;
import org.lictor.store.internal.db.EscapedText;
import org.lictor.store.internal.db.Parameters;

/** {@link ServerStore} on entities. */
public final class JpaServers implements ServerStore {

	/** In Base64 these still fit into a text column. */
	private static final int MAX_SECRET = 20_000;

	private final Masters masters;
	private final RemovedServer removed;

	/** Removes what other parts keep of a server. */
	@FunctionalInterface
	public interface RemovedServer {

		/**
		 * @param id number of a server that goes
		 */
		void remove(long id);
	}

	/**
	 * @param masters of the transaction
	 * @param removed called before a server goes
	 */
	public JpaServers(Masters masters, RemovedServer removed) {
		this.masters = masters;
		this.removed = removed;
	}

	@Override
	public List<StoredServer> all() {
		return masters.all(ServerEntity.class).stream().map(ServerEntity::record)
				.sorted(Comparator.comparing(StoredServer::name, Masters.BY_NAME)).toList();
	}

	@Override
	public Optional<StoredServer> byId(long id) {
		return masters.find(ServerEntity.class, id).map(ServerEntity::record);
	}

	@Override
	public Optional<StoredServer> byName(String name) {
		return masters
				.query(ServerEntity.class, "SELECT s FROM ServerEntity s WHERE s.name = :name",
						query -> query.setParameter("name", name))
				.stream().findFirst().map(ServerEntity::record);
	}

	@Override
	public StoredServer add(String name, String type, Map<String, String> settings, boolean enabled,
			Instant createdAt) {
		ServerEntity server = new ServerEntity();
		server.id = masters.ids().next("server");
		server.name = name;
		server.type = type;
		server.enabled = enabled;
		server.settings = checked(settings);
		server.status(Status.unknown(Status.Detail.NO_DATA_YET, ""));
		server.createdAt = createdAt.toEpochMilli();
		masters.add(server);
		return server.record();
	}

	/** A setting has no use for what not every database takes. */
	private static Map<String, String> checked(Map<String, String> settings) {
		Map<String, String> checked = new HashMap<>();
		settings.forEach((key, value) -> checked.put(key, EscapedText.withoutRefused(Parameters.checked(value))));
		return checked;
	}

	@Override
	public void update(long id, Map<String, String> settings, boolean enabled) {
		ServerEntity server = masters.require(ServerEntity.class, id);
		masters.change(() -> {
			server.settings = checked(settings);
			server.enabled = enabled;
		});
	}

	@Override
	public void status(long id, Status status, Optional<Instant> lastSuccess, Optional<Instant> lastAttempt) {
		ServerEntity server = masters.require(ServerEntity.class, id);
		Parameters.checked(status.message());
		masters.change(() -> {
			server.status(status);
			server.lastSuccess = lastSuccess.map(Instant::toEpochMilli).orElse(null);
			server.lastAttempt = lastAttempt.map(Instant::toEpochMilli).orElse(null);
		});
	}

	@Override
	public void remove(long id) {
		ServerEntity server = masters.require(ServerEntity.class, id);
		masters.sql().requireWritable();
		removed.remove(id);
		masters.query(GroupAssignmentEntity.class, "SELECT a FROM GroupAssignmentEntity a WHERE a.server = :server",
				query -> query.setParameter("server", id)).forEach(masters::remove);
		masters.remove(server);
	}

	@Override
	public Map<String, byte[]> secrets(long id) {
		Map<String, byte[]> secrets = new HashMap<>();
		masters.require(ServerEntity.class, id).secrets
				.forEach((key, text) -> secrets.put(key, Base64.getDecoder().decode(text)));
		return secrets;
	}

	@Override
	public void secret(long id, String key, byte[] ciphertext) {
		if (ciphertext.length > MAX_SECRET) {
			throw new IllegalArgumentException("the secret " + key + " is longer than " + MAX_SECRET + " bytes");
		}
		ServerEntity server = masters.require(ServerEntity.class, id);
		masters.change(() -> server.secrets.put(key, Base64.getEncoder().encodeToString(ciphertext)));
	}

	@Override
	public void removeSecret(long id, String key) {
		ServerEntity server = masters.require(ServerEntity.class, id);
		masters.change(() -> server.secrets.remove(key));
	}
}
