package org.lictor.http.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.lictor.remote.protocol.News;
import org.lictor.service.Changes;
import org.lictor.service.Changes.Topic;

/**
 * Remembers when what changed last, and lets clients wait for the next change. No thread waits. Moments are numbered; a
 * number is worth something only in this run, so a random word stands before it.
 */
final class ChangeFeed implements AutoCloseable {

	private final String run;
	private final Changes.Subscription subscription;
	private final Map<Topic, Long> changed = new EnumMap<>(Topic.class);
	/** Who waits, each with the moment it knows. */
	private final Map<CompletableFuture<News>, Long> waiting = new LinkedHashMap<>();
	private long moment;
	private boolean closed;

	/**
	 * @param changes where changes are told
	 */
	ChangeFeed(Changes changes) {
		byte[] random = new byte[6];
		new SecureRandom().nextBytes(random);
		run = HexFormat.of().formatHex(random);
		subscription = changes.subscribe(this::changed);
	}

	/**
	 * @param since the moment the client knows, empty when it knows none and wants to begin now
	 * @param wait  how long to wait for a change after that
	 * @return completed at the next change, or when the time is over; at once when there was one already
	 */
	CompletableFuture<News> after(Optional<String> since, Duration wait) {
		CompletableFuture<News> answer;
		synchronized (this) {
			if (since.isEmpty()) {
				return CompletableFuture.completedFuture(news(moment));
			}
			Optional<Long> known = moment(since.get());
			if (known.isEmpty()) {
				return CompletableFuture.completedFuture(new News(name(moment), EnumSet.allOf(Topic.class)));
			}
			if (known.get() < moment || wait.isZero() || closed) {
				return CompletableFuture.completedFuture(news(known.get()));
			}
			answer = new CompletableFuture<>();
			waiting.put(answer, known.get());
		}
		answer.completeOnTimeout(new News(since.get(), Set.of()), wait.toMillis(), TimeUnit.MILLISECONDS);
		answer.whenComplete((news, failure) -> forget(answer));
		return answer;
	}

	/** @return how many wait for a change */
	synchronized int waiting() {
		return waiting.size();
	}

	/** Answers all who wait and hears no more. */
	@Override
	public void close() {
		subscription.close();
		synchronized (this) {
			closed = true;
		}
		answerAll();
	}

	private void changed(Set<Topic> topics) {
		synchronized (this) {
			moment++;
			topics.forEach(topic -> changed.put(topic, moment));
		}
		answerAll();
	}

	/** Outside of the lock: what hangs on an answer is none of our business. */
	private void answerAll() {
		List<Runnable> answers = new ArrayList<>();
		synchronized (this) {
			waiting.forEach((answer, since) -> {
				News news = news(since);
				answers.add(() -> answer.complete(news));
			});
			waiting.clear();
		}
		answers.forEach(Runnable::run);
	}

	private synchronized void forget(CompletableFuture<News> answer) {
		waiting.remove(answer);
	}

	private News news(long since) {
		Set<Topic> topics = EnumSet.noneOf(Topic.class);
		changed.forEach((topic, at) -> {
			if (at > since) {
				topics.add(topic);
			}
		});
		return new News(name(moment), topics);
	}

	private String name(long at) {
		return run + "-" + at;
	}

	private Optional<Long> moment(String name) {
		if (!name.matches(run + "-[0-9]{1,18}")) {
			return Optional.empty();
		}
		return Optional.of(Long.valueOf(name.substring(run.length() + 1))).filter(at -> at <= moment);
	}
}
