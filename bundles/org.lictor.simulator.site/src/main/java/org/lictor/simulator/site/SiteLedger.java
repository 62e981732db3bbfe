package org.lictor.simulator.site;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The truth about what was open on hosts, counted in the most obvious way. */
public final class SiteLedger {

	private final List<Stint> stints;

	/**
	 * @param stints what happened
	 */
	public SiteLedger(Collection<Stint> stints) {
		this.stints = List.copyOf(stints);
	}

	/** @return how many sessions there were, by product */
	public Map<String, Long> sessions() {
		Map<String, Long> sessions = new TreeMap<>();
		stints.forEach(stint -> sessions.merge(stint.product(), 1L, Long::sum));
		return sessions;
	}

	/**
	 * @param user of the operating system
	 * @return how long each product was open for that user, times at which it was open twice counted once
	 */
	public Map<String, Duration> hours(String user) {
		Map<String, List<Stint>> byProduct = new HashMap<>();
		stints.stream().filter(stint -> stint.user().equals(user))
				.forEach(stint -> byProduct.computeIfAbsent(stint.product(), key -> new ArrayList<>()).add(stint));
		Map<String, Duration> hours = new TreeMap<>();
		byProduct.forEach((product, of) -> hours.put(product, covered(of)));
		return hours;
	}

	private static Duration covered(List<Stint> of) {
		Duration covered = Duration.ZERO;
		Instant until = Instant.MIN;
		for (Stint stint : of.stream().sorted(Comparator.comparing(Stint::start)).toList()) {
			Instant from = stint.start().isAfter(until) ? stint.start() : until;
			if (stint.end().isAfter(from)) {
				covered = covered.plus(Duration.between(from, stint.end()));
				until = stint.end();
			}
		}
		return covered;
	}

	/**
	 * @param product what
	 * @return the most different users who had it open at one moment
	 */
	public int mostUsers(String product) {
		List<Stint> of = stints.stream().filter(stint -> stint.product().equals(product)).toList();
		int most = 0;
		for (Stint begun : of) {
			HashSet<String> users = new HashSet<>();
			of.stream().filter(other -> !other.start().isAfter(begun.start()) && other.end().isAfter(begun.start()))
					.forEach(other -> users.add(other.user()));
			most = Math.max(most, users.size());
		}
		return most;
	}
}
