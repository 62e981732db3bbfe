package org.lictor.agent.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

import org.lictor.agent.internal.link.LinkException;
import org.lictor.agent.internal.link.ServerLink;
import org.lictor.agent.protocol.Acknowledgement;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.EnrolmentAnswer;
import org.lictor.agent.protocol.EnrolmentRequest;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.EventDetail.SessionEnded;
import org.lictor.agent.protocol.EventDetail.SessionStarted;
import org.lictor.agent.protocol.ExaminationReport;
import org.lictor.agent.protocol.Problem;

/**
 * What a server does with what agents send: it stores each event once, by its numbers. Calls can be made to fail before
 * and after it has stored. Safe for use by several threads.
 */
public final class FakeServer implements ServerLink {

	/** Names an event. */
	public record Number(UUID run, long sequence) {
	}

	private final Map<Number, AgentEvent> stored = new LinkedHashMap<>();
	private final List<EventBatch> batches = new ArrayList<>();
	private final List<ExaminationReport> reports = new ArrayList<>();
	private Function<EventBatch, Optional<LinkException>> before = batch -> Optional.empty();
	private Function<EventBatch, Optional<LinkException>> after = batch -> Optional.empty();
	private int storesAtMost = Integer.MAX_VALUE;
	private Optional<EnrolmentAnswer> identity = Optional.empty();

	/** @return what a network does that loses something */
	public static LinkException lost() {
		return new LinkException(LinkException.Kind.UNREACHABLE, "The server https://test cannot be reached: it is a test.",
				new java.io.IOException());
	}

	/**
	 * @param reason of the server
	 * @return a refusal
	 */
	public static LinkException refused(Problem.Reason reason) {
		return new LinkException(new Problem(reason, "The server says " + reason + "."));
	}

	/** @param failure of calls, before anything is stored */
	public synchronized void failsBefore(Function<EventBatch, Optional<LinkException>> failure) {
		before = failure;
	}

	/** @param failure of calls, after everything is stored: the answer is lost */
	public synchronized void failsAfter(Function<EventBatch, Optional<LinkException>> failure) {
		after = failure;
	}

	/** @param next what the agent that sends is from now on */
	public synchronized void gives(EnrolmentAnswer next) {
		identity = Optional.of(next);
	}

	/** @param events of each batch that are stored */
	public synchronized void storesAtMost(int events) {
		storesAtMost = events;
	}

	/** Takes everything again. */
	public synchronized void works() {
		before = batch -> Optional.empty();
		after = batch -> Optional.empty();
		storesAtMost = Integer.MAX_VALUE;
	}

	@Override
	public synchronized Acknowledgement send(EventBatch batch) throws LinkException {
		batches.add(batch);
		Optional<LinkException> failure = before.apply(batch);
		if (failure.isPresent()) {
			throw failure.get();
		}
		Map<UUID, Long> acknowledged = new LinkedHashMap<>();
		batch.events().stream().limit(storesAtMost).forEach(event -> {
			AgentEvent known = stored.putIfAbsent(new Number(event.run(), event.sequence()), event);
			if (known != null && !known.equals(event)) {
				throw new AssertionError("two events of one number: " + known + " and " + event);
			}
			acknowledged.put(event.run(), event.sequence());
		});
		failure = after.apply(batch);
		if (failure.isPresent()) {
			throw failure.get();
		}
		return new Acknowledgement(acknowledged, identity);
	}

	@Override
	public EnrolmentAnswer enrol(EnrolmentRequest request) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Optional<AgentConfiguration> configuration(Optional<String> etag, Duration wait) {
		throw new UnsupportedOperationException();
	}

	@Override
	public synchronized void report(ExaminationReport report) {
		reports.add(report);
	}

	@Override
	public Optional<Instant> serverTime() {
		return Optional.empty();
	}

	@Override
	public void close() {
		// nothing is open
	}

	/** @return what is stored, in the order it came */
	public synchronized List<AgentEvent> events() {
		return List.copyOf(stored.values());
	}

	/** @return what came of examinations */
	public synchronized List<ExaminationReport> reports() {
		return List.copyOf(reports);
	}

	/** @return all batches that came, stored or not */
	public synchronized List<EventBatch> batches() {
		return List.copyOf(batches);
	}

	/**
	 * @param type of detail
	 * @param <T>  of detail
	 * @return what is stored of it
	 */
	public <T> List<T> details(Class<T> type) {
		return events().stream().map(AgentEvent::detail).filter(type::isInstance).map(type::cast).toList();
	}

	/**
	 * @param key of a session
	 * @return the distinct ends that were told
	 */
	public List<SessionEnded> ends(Predicate<UUID> key) {
		return details(SessionEnded.class).stream().filter(ended -> key.test(ended.session().key())).distinct().toList();
	}

	/** @return the distinct sessions that were told to begin */
	public List<SessionStarted> starts() {
		return details(SessionStarted.class).stream().distinct().toList();
	}
}
