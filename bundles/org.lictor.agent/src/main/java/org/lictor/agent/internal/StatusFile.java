package org.lictor.agent.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.lictor.agent.internal.disk.OwnerOnly;
import org.lictor.agent.internal.disk.Reasons;
import org.lictor.agent.internal.disk.Spool;
import org.lictor.agent.protocol.WatchRule;

/**
 * The file in which a running agent tells how it is, readable by everybody on the host and without secrets. Used by one
 * thread.
 */
final class StatusFile {

	private static final System.Logger LOG = System.getLogger(StatusFile.class.getName());

	private static final Duration LEAST = Duration.ofSeconds(2);

	private final Path file;
	private final InstantSource clock;
	private String written = "";
	private Instant writtenAt = Instant.EPOCH;
	private Instant askedAt = Instant.EPOCH;

	StatusFile(Path file, InstantSource clock) {
		this.file = file;
		this.clock = clock;
	}

	/**
	 * Writes the status if it changed, at most every two seconds, and every half a minute if it did not.
	 *
	 * @param current gives the status without the moment of writing
	 */
	void write(Supplier<JsonObject> current) {
		Instant now = clock.instant();
		if (Duration.between(askedAt, now).abs().compareTo(LEAST) < 0) {
			return;
		}
		askedAt = now;
		writeNow(current.get());
	}

	/**
	 * Writes the status if it changed.
	 *
	 * @param status without the moment of writing
	 */
	void writeNow(JsonObject status) {
		Instant now = clock.instant();
		String text = status.toString();
		if (text.equals(written) && Duration.between(writtenAt, now).abs().toSeconds() < 30) {
			return;
		}
		JsonObject stamped = status.deepCopy();
		stamped.addProperty("updatedAt", now.toString());
		try {
			OwnerOnly.replacePublic(file, stamped.toString().getBytes(StandardCharsets.UTF_8));
		} catch (IOException e) {
			// On a full disk there are worse things than an old status.
			LOG.log(System.Logger.Level.DEBUG, "status not written", e);
		}
		written = text;
		writtenAt = now;
	}

	/** The parts of a status that say what is watched. */
	static JsonArray watched(List<WatchRule> rules) {
		Map<String, Set<String>> products = new LinkedHashMap<>();
		for (WatchRule rule : rules) {
			if (rule.kind() != WatchRule.Kind.IGNORED) {
				products.computeIfAbsent(rule.server(), server -> new LinkedHashSet<>()).add(rule.product());
			}
		}
		JsonArray watched = new JsonArray();
		products.forEach((server, names) -> {
			JsonArray list = new JsonArray();
			names.forEach(list::add);
			JsonObject entry = new JsonObject();
			entry.addProperty("server", server);
			entry.add("products", list);
			watched.add(entry);
		});
		return watched;
	}

	static JsonObject spool(Spool.State state) {
		JsonObject json = new JsonObject();
		json.addProperty("events", state.events());
		json.addProperty("bytes", state.bytes());
		json.addProperty("inMemory", state.inMemory());
		return json;
	}

	/**
	 * Reads a status for a person.
	 *
	 * @param folder a data folder
	 * @return lines
	 * @throws AgentFailure when there is none
	 */
	static List<String> describe(Path folder) throws AgentFailure {
		JsonObject status = read(folder);
		List<String> lines = new ArrayList<>();
		lines.add("Lictor agent " + text(status, "version") + " on " + text(status, "host") + ": "
				+ (DataFolder.isInUse(folder) ? "running (process " + text(status, "pid") + ")" : "not running")
				+ ", as of " + text(status, "updatedAt"));
		lines.add("server:   " + text(status, "server") + (text(status, "agentId").isEmpty() ? ""
				: " (this agent is " + text(status, "agentId") + ")"));
		lines.add("contact:  " + text(status, "connection")
				+ (text(status, "lastContact").isEmpty() ? "" : " (last answer " + text(status, "lastContact") + ")"));
		lines.add("reads:    " + text(status, "reads"));
		JsonArray watching = status.has("watching") ? status.getAsJsonArray("watching") : new JsonArray();
		lines.add("watches:  " + (watching.isEmpty() ? "nothing" : ""));
		for (JsonElement entry : watching) {
			List<String> products = new ArrayList<>();
			entry.getAsJsonObject().getAsJsonArray("products").forEach(product -> products.add(product.getAsString()));
			lines.add("  for " + text(entry.getAsJsonObject(), "server") + ": " + String.join(", ", products));
		}
		List<String> open = new ArrayList<>();
		if (status.has("open")) {
			status.getAsJsonObject("open").entrySet()
					.forEach(entry -> open.add(entry.getKey() + " (" + entry.getValue().getAsString() + ")"));
		}
		lines.add("running:  " + (open.isEmpty() ? "nothing that is watched" : String.join(", ", open)));
		if (status.has("consents")) {
			status.getAsJsonArray("consents").forEach(line -> lines.add("          " + line.getAsString()));
		}
		if (!text(status, "registrations").isEmpty()) {
			lines.add("helper:   " + text(status, "registrations"));
		}
		if (!text(status, "licensingLog").isEmpty()) {
			lines.add("lic. log: " + text(status, "licensingLog"));
		}
		if (status.has("spool")) {
			JsonObject spool = status.getAsJsonObject("spool");
			String memory = text(spool, "inMemory").equals("0") ? "" : ", " + text(spool, "inMemory") + " of them in memory only";
			lines.add("spool:    " + text(spool, "events") + " events wait for the server, " + text(spool, "bytes")
					+ " bytes" + memory);
		}
		if (!text(status, "trouble").isEmpty()) {
			lines.add("trouble:  " + text(status, "trouble"));
		}
		return lines;
	}

	/**
	 * @param folder a data folder
	 * @return what its agent told last
	 * @throws AgentFailure when there is nothing, or it cannot be read
	 */
	static JsonObject read(Path folder) throws AgentFailure {
		try {
			return JsonParser.parseString(Files.readString(DataFolder.status(folder))).getAsJsonObject();
		} catch (NoSuchFileException e) {
			throw new AgentFailure(AgentFailure.CANNOT_WORK,
					"No agent has run on " + folder + " yet: there is no " + DataFolder.status(folder).getFileName() + ".");
		} catch (IOException e) {
			throw new AgentFailure(AgentFailure.CANNOT_WORK,
					DataFolder.status(folder) + " cannot be read: " + Reasons.of(e) + ".");
		} catch (JsonParseException | IllegalStateException e) {
			throw new AgentFailure(AgentFailure.CANNOT_WORK, DataFolder.status(folder) + " is damaged.");
		}
	}

	/**
	 * @param json of a status
	 * @param name of one of its texts
	 * @return that text, empty when it is not there
	 */
	static String text(JsonObject json, String name) {
		return json.has(name) ? json.get(name).getAsString() : "";
	}
}
