package org.lictor.core.internal.facts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

import org.lictor.model.Product;
import org.lictor.spi.Interpretation.CompleteList;
import org.lictor.spi.Observation;
import org.lictor.store.SampleFact;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionUnit;
import org.lictor.store.StoredEvidence;

/**
 * Use told by polls, folded in the order of the polls, by rule {@code poll-facts v1}:
 * <ul>
 * <li>What a poll says of a product holds until a poll says otherwise. After a poll that failed nobody knows: the step
 * ends with the last poll that succeeded.</li>
 * <li>A checkout is the same session as long as product, user, host and the time it began are the same. It ends with the
 * first poll that lists all checkouts without it; when polls failed before, at the last poll that proved it.</li>
 * </ul>
 * Goes on from what stands in the store, or begins with nothing. For one thread.
 */
final class SampleFold {

	private final long server;
	private final Map<Product, SampleFact> openSamples = new LinkedHashMap<>();
	private final List<SampleFact> overSamples = new ArrayList<>();
	private final Map<UUID, SessionFact> openSessions = new LinkedHashMap<>();
	private final Map<UUID, SessionFact> touched = new LinkedHashMap<>();
	private boolean afterGap;

	private final Map<Product, SampleFact> samplesOfPoll = new LinkedHashMap<>();
	private final Map<String, Integer> ordinals = new HashMap<>();
	private final Set<UUID> seen = new HashSet<>();

	/**
	 * @param server   number of the server
	 * @param samples  steps that have no end yet
	 * @param sessions checkouts that have no end yet
	 * @param afterGap whether a poll failed since
	 */
	SampleFold(long server, Collection<SampleFact> samples, Collection<SessionFact> sessions, boolean afterGap) {
		this.server = server;
		samples.forEach(sample -> openSamples.put(sample.product(), sample));
		sessions.forEach(session -> openSessions.put(session.key(), session));
		this.afterGap = afterGap;
	}

	/**
	 * Takes the next thing a poll says.
	 *
	 * @param observation what it says
	 * @param evidence    the poll's evidence, observed after any that was folded already
	 * @return false when observations of this kind are not for this fold
	 */
	boolean observe(Observation observation, StoredEvidence evidence) {
		switch (observation) {
		case Observation.Sample told -> {
			SampleFact step = new SampleFact(told.product(), evidence.firstObserved(), Optional.empty(), told.used(),
					told.total(), told.borrowed(), told.reserved(), told.queued(), evidence.id());
			samplesOfPoll.merge(told.product(), step, SampleFold::together);
			return true;
		}
		case Observation.Checkout told -> {
			checkout(told, evidence);
			return true;
		}
		default -> {
			return false;
		}
		}
	}

	/**
	 * The evidence was read to its end.
	 *
	 * @param evidence which evidence
	 * @param complete the lists it holds in full
	 */
	void end(StoredEvidence evidence, Set<CompleteList> complete) {
		samplesOfPoll.forEach((product, step) -> {
			SampleFact before = openSamples.get(product);
			if (before == null || !same(before, step)) {
				close(product, evidence.firstObserved());
				openSamples.put(product, step);
			}
		});
		if (complete.contains(CompleteList.SAMPLES)) {
			for (Product product : List.copyOf(openSamples.keySet())) {
				if (!samplesOfPoll.containsKey(product)) {
					close(product, evidence.firstObserved());
				}
			}
		}
		if (complete.contains(CompleteList.CHECKOUTS)) {
			for (SessionFact session : List.copyOf(openSessions.values())) {
				if (!seen.contains(session.key())) {
					openSessions.remove(session.key());
					touched.put(session.key(), ended(session, evidence.firstObserved()));
				}
			}
		}
		samplesOfPoll.clear();
		ordinals.clear();
		seen.clear();
		afterGap = false;
		proven(evidence.lastObserved());
		if (evidence.broken()) {
			broken(evidence.lastObserved());
		}
	}

	/**
	 * A poll brought the same as the one before.
	 *
	 * @param at when
	 */
	void proven(Instant at) {
		openSessions.replaceAll((key, session) -> {
			if (!session.lastProven().isBefore(at)) {
				return session;
			}
			SessionFact later = new SessionFact(session.unit(), key, session.server(), session.product(), session.host(),
					session.hostUser(), session.licences(), session.start(), at, Optional.empty(), session.evidence());
			touched.put(key, later);
			return later;
		});
	}

	/**
	 * A poll failed: nobody knows what holds since the last one that succeeded.
	 *
	 * @param last when that was
	 */
	void broken(Instant last) {
		List.copyOf(openSamples.keySet()).forEach(product -> close(product, last));
		afterGap = true;
	}

	/** @return all steps that were given or made, as they are now */
	List<SampleFact> samples() {
		List<SampleFact> all = new ArrayList<>(overSamples);
		all.addAll(openSamples.values());
		return all;
	}

	/** @return the checkouts that were made or changed, as they are now */
	List<SessionFact> touchedSessions() {
		return List.copyOf(touched.values());
	}

	private void checkout(Observation.Checkout told, StoredEvidence evidence) {
		String identity = String.join("\u0000", Long.toString(server), told.product().name(), told.product().version(),
				told.product().type().name(), told.product().feature(), told.user(), told.host(),
				told.since().toString());
		int ordinal = ordinals.merge(identity, 1, Integer::sum);
		UUID key = UUID.nameUUIDFromBytes((identity + "\u0000" + ordinal).getBytes(StandardCharsets.UTF_8));
		seen.add(key);
		SessionFact before = openSessions.get(key);
		if (before == null || before.licences() != told.licences()) {
			SessionFact session = new SessionFact(SessionUnit.checkouts(server), key, server, told.product(), told.host(),
					told.user(), told.licences(), told.since().isAfter(evidence.firstObserved()) ? evidence.firstObserved()
							: told.since(),
					evidence.firstObserved(), Optional.empty(), before == null ? evidence.id() : before.evidence());
			openSessions.put(key, session);
			touched.put(key, session);
		}
	}

	private SessionFact ended(SessionFact session, Instant at) {
		SessionFact.End end = afterGap ? new SessionFact.End(session.lastProven(), false) : new SessionFact.End(at, true);
		return new SessionFact(session.unit(), session.key(), session.server(), session.product(), session.host(),
				session.hostUser(), session.licences(), session.start(), session.lastProven(), Optional.of(end),
				session.evidence());
	}

	private void close(Product product, Instant at) {
		SampleFact step = openSamples.remove(product);
		if (step != null) {
			overSamples.add(new SampleFact(step.product(), step.from(), Optional.of(at), step.used(), step.total(),
					step.borrowed(), step.reserved(), step.queued(), step.evidence()));
		}
	}

	private static boolean same(SampleFact one, SampleFact other) {
		return one.used() == other.used() && one.total().equals(other.total()) && one.borrowed().equals(other.borrowed())
				&& one.reserved().equals(other.reserved()) && one.queued().equals(other.queued());
	}

	/** Pools that the source does not tell apart add up. */
	private static SampleFact together(SampleFact one, SampleFact other) {
		return new SampleFact(one.product(), one.from(), one.until(), one.used() + other.used(),
				sum(one.total(), other.total()), sum(one.borrowed(), other.borrowed()),
				sum(one.reserved(), other.reserved()), sum(one.queued(), other.queued()), one.evidence());
	}

	private static OptionalLong sum(OptionalLong one, OptionalLong other) {
		return one.isPresent() && other.isPresent() ? OptionalLong.of(one.getAsLong() + other.getAsLong())
				: OptionalLong.empty();
	}
}
