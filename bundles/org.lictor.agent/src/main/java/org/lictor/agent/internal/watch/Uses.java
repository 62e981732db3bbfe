package org.lictor.agent.internal.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.lictor.agent.internal.disk.StateFile;

/**
 * Gives the uses of versions that are known by their usage files their keys. A use goes on for as long as a process of
 * that version runs for that user, and for two hours after the last thing seen of it, which is more than any rule of the
 * server waits; then the next one has a key of its own. Remembered on disk before anything is told of a use. Safe for use
 * by many threads.
 */
public final class Uses {

	private static final Duration LASTING = Duration.ofHours(2);

	/**
	 * A user's use of one version.
	 *
	 * @param server      name of the licence server
	 * @param product     name of the product, which several rules may have
	 * @param version     the year of the version
	 * @param user        the user as the operating system names it; Windows writes names of domains in either case
	 */
	public record Of(String server, String product, String version, String user) {

		/** Makes the user of a domain comparable. */
		public Of {
			user = comparable(user);
		}

		private static String comparable(String user) {
			return user.contains("\\") ? user.toLowerCase(Locale.ROOT) : user;
		}
	}

	private static final class Use {
		private final UUID key;
		private Instant last;
		private final Set<UUID> processes = new HashSet<>();

		Use(UUID key, Instant last) {
			this.key = key;
			this.last = last;
		}

		void seen(Instant moment) {
			last = moment.isAfter(last) ? moment : last;
		}
	}

	private final StateFile file;
	private final Map<Of, Use> uses = new LinkedHashMap<>();
	private long forgotten;

	/** @param file remembers the uses */
	public Uses(StateFile file) {
		this.file = file;
		file.read(use -> uses.put(
				new Of(text(use, "server"), text(use, "product"), text(use, "version"), text(use, "user")),
				new Use(UUID.fromString(text(use, "key")), Instant.ofEpochMilli(use.get("last").getAsLong()))));
	}

	private static String text(JsonObject json, String name) {
		return json.get(name).getAsString();
	}

	/**
	 * A process of a version runs.
	 *
	 * @param of      whose use of what
	 * @param process key of the process
	 * @param seen    when, by the wall clock
	 * @return key of the use
	 */
	public synchronized UUID began(Of of, UUID process, Instant seen) {
		Use use = current(of, seen);
		use.processes.add(process);
		save();
		return use.key;
	}

	/**
	 * A process goes on that began in an earlier run of the agent.
	 *
	 * @param of      whose use of what
	 * @param key     of the use
	 * @param process key of the process
	 * @param seen    when, by the wall clock
	 */
	public synchronized void goesOn(Of of, UUID key, UUID process, Instant seen) {
		Use use = uses.get(of);
		if (use == null || !use.key.equals(key)) {
			use = new Use(key, seen);
			uses.put(of, use);
		}
		use.processes.add(process);
	}

	/**
	 * A process is over.
	 *
	 * @param process key of the process
	 * @param seen    when, by the wall clock
	 */
	public synchronized void ended(UUID process, Instant seen) {
		for (Use use : uses.values()) {
			if (use.processes.remove(process)) {
				use.seen(seen);
			}
		}
		save();
	}

	/**
	 * Something was done.
	 *
	 * @param of     whose use of what
	 * @param action when, by the wall clock
	 * @return key of the use
	 */
	public synchronized UUID acted(Of of, Instant action) {
		Use use = current(of, action);
		use.seen(action);
		save();
		return use.key;
	}

	/** Nothing belongs to the uses so far any more. */
	public synchronized void forget() {
		uses.clear();
		forgotten++;
		save();
	}

	/** @return how often all uses were forgotten in this run of the agent */
	public synchronized long forgotten() {
		return forgotten;
	}

	private Use current(Of of, Instant moment) {
		Use use = uses.get(of);
		if (use == null || isOver(use, moment)) {
			use = new Use(UUID.randomUUID(), moment);
			uses.put(of, use);
		}
		return use;
	}

	private static boolean isOver(Use use, Instant moment) {
		return use.processes.isEmpty() && Duration.between(use.last, moment).compareTo(LASTING) > 0;
	}

	/**
	 * @param server      name of a licence server
	 * @param product     name of a product
	 * @param user        a user
	 * @param now         the wall clock
	 * @return keys of the user's uses of any version that are not over
	 */
	public synchronized List<UUID> open(String server, String product, String user, Instant now) {
		if (uses.values().removeIf(use -> isOver(use, now))) {
			save();
		}
		List<UUID> keys = new ArrayList<>();
		uses.forEach((of, use) -> {
			if (of.server.equals(server) && of.product.equals(product) && of.user.equals(Of.comparable(user))) {
				keys.add(use.key);
			}
		});
		return keys;
	}

	private void save() {
		JsonArray list = new JsonArray();
		uses.forEach((of, use) -> {
			JsonObject json = new JsonObject();
			json.addProperty("server", of.server);
			json.addProperty("product", of.product);
			json.addProperty("version", of.version);
			json.addProperty("user", of.user);
			json.addProperty("key", use.key.toString());
			json.addProperty("last", use.last.toEpochMilli());
			list.add(json);
		});
		file.write(list);
	}
}
