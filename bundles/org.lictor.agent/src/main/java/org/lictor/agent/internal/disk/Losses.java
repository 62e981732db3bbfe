package org.lictor.agent.internal.disk;

import java.time.Instant;
import java.util.Objects;

import com.google.gson.JsonObject;

/**
 * What had to be dropped, to be told as soon as it can be told.
 *
 * @param events how many events; 0 for none
 * @param from   the earliest moment of them, by the host's wall clock
 * @param to     the latest moment of them
 * @param reason why, a part of a sentence for a person
 */
public record Losses(long events, Instant from, Instant to, String reason) {

	/** Nothing was dropped. */
	public static final Losses NONE = new Losses(0, Instant.EPOCH, Instant.EPOCH, "");

	/** Checks that nothing is null. */
	public Losses {
		Objects.requireNonNull(from, "from");
		Objects.requireNonNull(to, "to");
		Objects.requireNonNull(reason, "reason");
	}

	/**
	 * @param other further losses
	 * @return both
	 */
	Losses plus(Losses other) {
		if (events == 0) {
			return other;
		}
		if (other.events == 0) {
			return this;
		}
		String reasons = reason.contains(other.reason) ? reason : reason + "; " + other.reason;
		return new Losses(events + other.events, from.isBefore(other.from) ? from : other.from,
				to.isAfter(other.to) ? to : other.to, reasons);
	}

	JsonObject toJson() {
		JsonObject json = new JsonObject();
		json.addProperty("events", events);
		json.addProperty("from", from.toEpochMilli());
		json.addProperty("to", to.toEpochMilli());
		json.addProperty("reason", reason);
		return json;
	}

	static Losses fromJson(JsonObject json) {
		return new Losses(json.get("events").getAsLong(), Instant.ofEpochMilli(json.get("from").getAsLong()),
				Instant.ofEpochMilli(json.get("to").getAsLong()), json.get("reason").getAsString());
	}
}
