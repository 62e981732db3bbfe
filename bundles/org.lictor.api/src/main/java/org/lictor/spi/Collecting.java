package org.lictor.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a monitor has come with work that takes more than one poll. Lictor keeps the last one of each server and shows
 * it.
 *
 * @param quotas   what the server lets one ask, and how much of it is used
 * @param tasks    what is under way, and what was done last
 * @param nextPoll when the monitor wants to be called again if that is sooner than its interval; never sooner than a second
 *                 after the poll; empty when the interval will do
 */
public record Collecting(List<Quota> quotas, List<Task> tasks, Optional<Instant> nextPoll) {

	/** Nothing takes longer than a poll. */
	public static final Collecting NONE = new Collecting(List.of(), List.of(), Optional.empty());

	/** Copies the lists. */
	public Collecting {
		quotas = List.copyOf(quotas);
		tasks = List.copyOf(tasks);
		Objects.requireNonNull(nextPoll, "nextPoll");
	}

	/**
	 * Work that does not ask to be called sooner.
	 *
	 * @param quotas what the server lets one ask
	 * @param tasks  what is under way
	 */
	public Collecting(List<Quota> quotas, List<Task> tasks) {
		this(quotas, tasks, Optional.empty());
	}

	/**
	 * A limit the server sets.
	 *
	 * @param name         what is limited, for people
	 * @param used         how much of it is used, at least 0
	 * @param limit        how much of it may be used, at least 0
	 * @param per          within what time
	 * @param blockedUntil until when nothing may be asked, empty when something may
	 */
	public record Quota(String name, long used, long limit, Duration per, Optional<Instant> blockedUntil) {

		/** Checks that nothing is null. */
		public Quota {
			Objects.requireNonNull(name, "name");
			Objects.requireNonNull(per, "per");
			Objects.requireNonNull(blockedUntil, "blockedUntil");
		}
	}

	/**
	 * A piece of work.
	 *
	 * @param name   what it is, for people; the same from poll to poll
	 * @param state  how far it is
	 * @param at     since when it is so
	 * @param detail a sentence for people, empty when there is nothing to say
	 */
	public record Task(String name, TaskState state, Instant at, String detail) {

		/** Checks that nothing is null. */
		public Task {
			Objects.requireNonNull(name, "name");
			Objects.requireNonNull(state, "state");
			Objects.requireNonNull(at, "at");
			Objects.requireNonNull(detail, "detail");
		}
	}

	/** How far a piece of work is. */
	public enum TaskState {
		/** It was not begun, or must wait for its turn. */
		WAITING,
		/** The server works on it. */
		RUNNING,
		/** It is done, and its evidence was kept. */
		DONE,
		/** It failed; the detail says whether it is tried again. */
		FAILED,
		/** It cannot go on before a person does something; the detail says what. */
		BLOCKED
	}
}
