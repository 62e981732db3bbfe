package org.lictor.agent.internal.usagefiles;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.lictor.agent.internal.disk.StateFile;
import org.lictor.agent.protocol.EventDetail;

/**
 * What was seen of the usage files and consents of users, so that a restart tells nothing twice and misses nothing. Used by
 * one thread.
 */
final class UsageMemory {

	/**
	 * A user and a product.
	 *
	 * @param server      name of the licence server
	 * @param product     name of the product
	 * @param user        the user
	 */
	record Of(String server, String product, String user) {
	}

	/** What is known of one user and application. */
	static final class Known {
		/** What the server was told, empty when nothing yet. */
		private Optional<EventDetail.Consent> told = Optional.empty();
		/** Whether the user ever agreed. */
		private boolean agreed;
		/** When the user was last seen not to agree, by the wall clock; not remembered on disk, where it would be written all the time. */
		private Optional<Instant> notAgreed = Optional.empty();
		/** The files as last seen, by their paths; empty before the first look. */
		private Optional<Map<String, FileView.Stamp>> files = Optional.empty();

		Optional<EventDetail.Consent> told() {
			return told;
		}

		boolean agreed() {
			return agreed;
		}

		Optional<Instant> notAgreed() {
			return notAgreed;
		}

		Optional<Map<String, FileView.Stamp>> files() {
			return files;
		}

		void tell(EventDetail.Consent consent) {
			told = Optional.of(consent);
		}

		void tellAgain() {
			told = Optional.empty();
		}

		void agree() {
			agreed = true;
		}

		/** Nothing is kept of the files of somebody who does not agree. */
		void disagree(Instant seen) {
			notAgreed = Optional.of(seen);
			files = Optional.empty();
		}

		void see(Map<String, FileView.Stamp> now) {
			files = Optional.of(Map.copyOf(now));
		}
	}

	private final StateFile file;
	private final Map<Of, Known> known = new LinkedHashMap<>();

	UsageMemory(StateFile file) {
		this.file = file;
		file.read(this::read);
	}

	private void read(JsonObject json) {
		Known each = new Known();
		if (json.has("told")) {
			each.told = Optional.of(EventDetail.Consent.valueOf(json.get("told").getAsString()));
		}
		each.agreed = json.get("agreed").getAsBoolean();
		if (json.has("files")) {
			Map<String, FileView.Stamp> files = new LinkedHashMap<>();
			for (JsonElement entry : json.getAsJsonArray("files")) {
				JsonArray fields = entry.getAsJsonArray();
				files.put(fields.get(0).getAsString(), new FileView.Stamp(fields.get(1).getAsLong(),
						Instant.ofEpochMilli(fields.get(2).getAsLong())));
			}
			each.files = Optional.of(files);
		}
		known.put(new Of(json.get("server").getAsString(), json.get("product").getAsString(),
				json.get("user").getAsString()), each);
	}

	Known of(Of of) {
		return known.computeIfAbsent(of, none -> new Known());
	}

	/** @return all that is known */
	Map<Of, Known> all() {
		return known;
	}

	void save() {
		JsonArray list = new JsonArray();
		known.forEach((of, each) -> {
			if (each.told.isEmpty() && !each.agreed) {
				return;
			}
			JsonObject json = new JsonObject();
			json.addProperty("server", of.server);
			json.addProperty("product", of.product);
			json.addProperty("user", of.user);
			each.told.ifPresent(consent -> json.addProperty("told", consent.name()));
			json.addProperty("agreed", each.agreed);
			each.files.ifPresent(files -> json.add("files", files(files)));
			list.add(json);
		});
		file.write(list);
	}

	private static JsonArray files(Map<String, FileView.Stamp> files) {
		JsonArray list = new JsonArray();
		// In one order, so that what did not change is not written again.
		files.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
			JsonArray fields = new JsonArray();
			fields.add(entry.getKey());
			fields.add(entry.getValue().size());
			fields.add(entry.getValue().modified().toEpochMilli());
			list.add(fields);
		});
		return list;
	}
}
