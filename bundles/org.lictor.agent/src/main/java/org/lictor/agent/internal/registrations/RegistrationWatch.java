package org.lictor.agent.internal.registrations;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.lictor.agent.internal.disk.StateFile;
import org.lictor.agent.internal.watch.AgentClock;
import org.lictor.agent.internal.watch.Recorder;
import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.EventDetail.ProductsRegistered;

/**
 * Asks the licensing helper what is registered, once a day and when a version of an application is seen for the first
 * time, but never twice within an hour; tells what changed. Used by one thread, but for {@link #wanted}, {@link #noticed}
 * and {@link #sentence}.
 */
public final class RegistrationWatch {

	private static final Duration EVERY = Duration.ofDays(1);
	private static final Duration AT_MOST = Duration.ofHours(1);
	private static final Duration UNWANTED = Duration.ofDays(1);

	private final LicensingHelper helper;
	private final AgentClock clock;
	private final Recorder recorder;
	private final StateFile memory;
	private final Runnable due;
	private final Set<String> known = new HashSet<>();
	private Optional<Instant> askedAt = Optional.empty();
	private Optional<Instant> askedFor = Optional.empty();
	private String told = "";
	private Optional<Thread> asking = Optional.empty();
	private volatile boolean wanted;
	private volatile Optional<Instant> noticedAt = Optional.empty();
	private volatile String sentence = "";

	/**
	 * @param helper   of the host
	 * @param clock    of the host
	 * @param recorder takes what is told
	 * @param memory   remembers when the helper was asked and what was told
	 * @param due      called when {@link #step} has something to do sooner than it said
	 */
	public RegistrationWatch(LicensingHelper helper, AgentClock clock, Recorder recorder, StateFile memory, Runnable due) {
		this.helper = helper;
		this.clock = clock;
		this.recorder = recorder;
		this.memory = memory;
		this.due = due;
		memory.read(entry -> {
			askedAt = Optional.of(Instant.parse(entry.get("askedAt").getAsString()));
			told = entry.get("told").getAsString();
			sentence = entry.get("sentence").getAsString();
		});
	}

	/**
	 * Whether the server wants to know. Safe to call from any thread.
	 *
	 * @param whether from now on
	 */
	public void wanted(boolean whether) {
		wanted = whether;
		due.run();
	}

	/** Waits for no answer any more. Safe to call from any thread. */
	public void leave() {
		wanted(false);
		synchronized (known) {
			// only then: an interrupt at another time would close files
			asking.ifPresent(Thread::interrupt);
		}
	}

	/**
	 * Notices which applications begin to be used. Safe to call from any thread.
	 *
	 * @param details that are told
	 */
	public void noticed(List<? extends EventDetail> details) {
		for (EventDetail detail : details) {
			if (detail instanceof EventDetail.SessionStarted started) {
				boolean fresh;
				synchronized (known) {
					fresh = known.add(started.session().product() + "|" + started.session().version());
				}
				if (fresh) {
					noticedAt = Optional.of(clock.wall());
					due.run();
				}
			}
		}
	}

	/**
	 * Asks if it is time.
	 *
	 * @return how long there is nothing to do, unless an application is noticed
	 * @throws InterruptedException when the thread is asked to stop
	 */
	public Duration step() throws InterruptedException {
		if (!wanted) {
			return UNWANTED;
		}
		Duration rest = rest();
		if (rest.isPositive()) {
			return rest;
		}
		askedFor = noticedAt;
		Instant now = clock.wall();
		ProductsRegistered answer;
		synchronized (known) {
			asking = Optional.of(Thread.currentThread());
		}
		try {
			answer = helper.ask();
		} finally {
			synchronized (known) {
				asking = Optional.empty();
			}
		}
		askedAt = Optional.of(now);
		sentence = sentence(answer, now);
		String text = Codec.encode(answer);
		if (!text.equals(told)) {
			recorder.record(List.of(answer));
			told = text;
		}
		JsonObject entry = new JsonObject();
		entry.addProperty("askedAt", now.toString());
		entry.addProperty("told", told);
		entry.addProperty("sentence", sentence);
		JsonArray entries = new JsonArray();
		entries.add(entry);
		memory.write(entries);
		return rest();
	}

	private Duration rest() {
		if (askedAt.isEmpty()) {
			return Duration.ZERO;
		}
		Duration since = Duration.between(askedAt.get(), clock.wall());
		if (since.isNegative()) {
			return Duration.ZERO; // the clock was set back
		}
		boolean noticed = noticedAt.isPresent() && !noticedAt.equals(askedFor);
		Duration rest = (noticed ? AT_MOST : EVERY).minus(since);
		return rest.isNegative() ? Duration.ZERO : rest;
	}

	private static String sentence(ProductsRegistered answer, Instant at) {
		return switch (answer.outcome()) {
		case ABSENT -> "There is none on this host, so no product of 2020 or newer is installed.";
		case LISTED -> "At " + at + " it listed " + answer.products().size() + " registered products.";
		case IN_PART, FAILED -> "At " + at + ": " + answer.message();
		};
	}

	/** @return what the helper answered last, for people; empty when it was never asked. Safe to call from any thread */
	public String sentence() {
		return sentence;
	}
}
