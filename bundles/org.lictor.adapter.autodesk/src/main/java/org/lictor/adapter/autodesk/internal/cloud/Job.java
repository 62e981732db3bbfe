package org.lictor.adapter.autodesk.internal.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * How far a task is that was begun. Stands in the server's memory, so that a poll after a kill goes on with it.
 *
 * @param task     what is asked
 * @param state    how far it is
 * @param id       of the request at Autodesk, empty before it is known
 * @param asked    when it was asked: what the answer says holds for this time
 * @param next     when to go on
 * @param failures how many times it failed in this run
 */
record Job(Task task, State state, String id, Instant asked, Instant next, int failures) {

	/** How far a task is. */
	enum State {
		/** It failed and will be begun again. */
		AGAIN,
		/**
		 * It is being asked right now. When this is found after a kill, nobody knows whether Autodesk took the request: it is
		 * looked for among the requests that Autodesk has, and asked again only if it is not there.
		 */
		ASKING,
		/** Autodesk took it. */
		ASKED
	}

	/** How many times in one run a task is begun before it is left for the next run. */
	static final int TRIES = 5;
	/** Nobody waits longer for an answer; it is asked for anew then. */
	static final Duration LONGEST = Duration.ofHours(24);
	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

	static Job asking(Task task, Instant now, int failures) {
		return new Job(task, State.ASKING, "", now, now, failures);
	}

	/** @return Autodesk took it under an id; the first look is worth while after some seconds */
	Job asked(String id, Instant now, Duration first) {
		return new Job(task, State.ASKED, id, asked, now.plus(first), failures);
	}

	/**
	 * Steps that grow with what was waited find an answer soon after it is there, however long it takes.
	 *
	 * @return it is not ready: half as long again as was waited so far, at least the first pause, at most a minute
	 */
	Job later(Instant now, Duration first) {
		Duration half = Duration.between(asked, now).dividedBy(2);
		Duration pause = half.compareTo(first) < 0 ? first : half;
		return next(now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause));
	}

	/** @return it is looked at again at some time */
	Job next(Instant when) {
		return new Job(task, state, id, asked, when, failures);
	}

	/** @return it is asked at once, without a new start */
	Job again(Instant next) {
		return new Job(task, state, id, asked, next, failures + 1);
	}

	/** @return it was refused and not taken: it is as if it had not been asked */
	Job refused(Instant now) {
		return new Job(task, State.AGAIN, "", asked, now, failures);
	}

	/** @return it failed and is begun again at some time */
	Job failed(Instant next) {
		return new Job(task, State.AGAIN, "", asked, next, failures + 1);
	}

	/** @return as text for the memory */
	String text() {
		JsonObject json = new JsonObject();
		json.addProperty("state", state.name());
		json.addProperty("id", id);
		json.addProperty("asked", asked.toEpochMilli());
		json.addProperty("next", next.toEpochMilli());
		json.addProperty("failures", failures);
		return json.toString();
	}

	/** @return what {@link #text} wrote, empty when it is something else */
	static Optional<Job> parse(Task task, String text) {
		Optional<JsonElement> json = Json.tree(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
		try {
			return json.map(tree -> new Job(task, State.valueOf(Json.text(tree, "state")), Json.text(tree, "id"), time(tree, "asked"),
					time(tree, "next"), Json.whole(tree, "failures").orElse(0L).intValue()));
		} catch (IllegalArgumentException e) {
			return Optional.empty();
		}
	}

	private static Instant time(JsonElement json, String member) {
		return Instant.ofEpochMilli(Json.whole(json, member).orElse(0L));
	}
}
