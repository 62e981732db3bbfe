package org.lictor.agent.internal.licensinglog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.lictor.agent.internal.disk.StateFile;

/**
 * What the log of the licensing service and the sessions of this host have in common, and what not.
 *
 * @param since  when it began, by the wall clock
 * @param starts how many stand in the log and are sessions
 * @param ends   likewise
 * @param alone  what only one of both tells, the oldest first, the last of it
 * @param before how many such were before these
 */
public record Comparison(Instant since, int starts, int ends, List<Alone> alone, int before) {

	/** Copies the list. */
	public Comparison {
		alone = List.copyOf(alone);
	}

	/**
	 * Something that only one of both tells.
	 *
	 * @param inLog   whether it stands in the log; otherwise it is of a session
	 * @param start   whether it is a start; otherwise an end
	 * @param at      when it was seen
	 * @param product as far as it is told, else empty
	 * @param user    likewise, as the system or the log names the user
	 */
	public record Alone(boolean inLog, boolean start, Instant at, String product, String user) {

		/** @return what it is */
		public String what() {
			return start ? inLog ? "a start in the log without a session" : "a session begun without an entry in the log"
					: inLog ? "an end in the log without one of a session" : "a session ended without an entry in the log";
		}
	}

	/** @return the figures of it, a sentence */
	public String sentence() {
		return "Since " + since + ", " + starts + " starts and " + ends + " ends stand in the log and are of sessions; " + count(true)
				+ " stand in the log alone, and " + count(false) + " are of sessions alone" + (before > 0 ? ", besides " + before + " earlier ones" : "")
				+ ".";
	}

	private long count(boolean inLog) {
		return alone.stream().filter(each -> each.inLog == inLog).count();
	}

	/** @param file to be written */
	void write(StateFile file) {
		JsonArray lines = new JsonArray();
		JsonObject all = new JsonObject();
		all.addProperty("since", since.toString());
		all.addProperty("starts", starts);
		all.addProperty("ends", ends);
		all.addProperty("before", before);
		lines.add(all);
		for (Alone each : alone) {
			JsonObject line = new JsonObject();
			line.addProperty("inLog", each.inLog);
			line.addProperty("start", each.start);
			line.addProperty("at", each.at.toString());
			line.addProperty("product", each.product);
			line.addProperty("user", each.user);
			lines.add(line);
		}
		file.write(lines);
	}

	/**
	 * @param file of a data folder
	 * @return what stands in it, empty when nothing is compared
	 */
	public static Optional<Comparison> read(StateFile file) {
		List<JsonObject> lines = new ArrayList<>();
		file.read(lines::add);
		if (lines.isEmpty()) {
			return Optional.empty();
		}
		JsonObject all = lines.removeFirst();
		return Optional.of(new Comparison(instant(all, "since"), all.get("starts").getAsInt(), all.get("ends").getAsInt(),
				lines.stream().map(line -> new Alone(line.get("inLog").getAsBoolean(), line.get("start").getAsBoolean(), instant(line, "at"),
						line.get("product").getAsString(), line.get("user").getAsString())).toList(),
				all.get("before").getAsInt()));
	}

	private static Instant instant(JsonObject json, String name) {
		return Instant.parse(json.get(name).getAsString());
	}
}
