package org.lictor.simulator.site;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

	/** @return of each product and day (UTC) on which it was open, the most different users who had it open at one moment */
	public Map<String, Map<LocalDate, Integer>> peaks() {
		Map<String, Map<LocalDate, List<Stint>>> days = new TreeMap<>();
		for (Stint stint : stints) {
			LocalDate last = day(stint.end().minusMillis(1));
			for (LocalDate day = day(stint.start()); !day.isAfter(last); day = day.plusDays(1)) {
				days.computeIfAbsent(stint.product(), key -> new TreeMap<>()).computeIfAbsent(day, key -> new ArrayList<>()).add(stint);
			}
		}
		Map<String, Map<LocalDate, Integer>> peaks = new TreeMap<>();
		days.forEach((product, of) -> of.forEach((day, open) -> peaks.computeIfAbsent(product, key -> new TreeMap<>())
				.put(day, most(open, day.atStartOfDay(ZoneOffset.UTC).toInstant()))));
		return peaks;
	}

	private static LocalDate day(Instant at) {
		return LocalDate.ofInstant(at, ZoneOffset.UTC);
	}

	/** It can only become more when somebody begins, or the day does. */
	private static int most(List<Stint> open, Instant midnight) {
		int most = 0;
		for (Stint begun : open) {
			Instant at = begun.start().isBefore(midnight) ? midnight : begun.start();
			Set<String> users = new HashSet<>();
			open.stream().filter(other -> !other.start().isAfter(at) && other.end().isAfter(at)).forEach(other -> users.add(other.user()));
			most = Math.max(most, users.size());
		}
		return most;
	}

	/**
	 * @param product what
	 * @return the most different users who had it open at one moment
	 */
	public int mostUsers(String product) {
		return peaks().getOrDefault(product, Map.of()).values().stream().mapToInt(Integer::intValue).max().orElse(0);
	}
}
