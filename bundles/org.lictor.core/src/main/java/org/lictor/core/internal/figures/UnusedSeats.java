package org.lictor.core.internal.figures;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which seats could be given back, by rule {@code unused v1}: the ones assigned for at least so many days, of which no
 * source tells a use in these days although it would have. Told in any order, and any number of times; for one thread.
 */
public final class UnusedSeats {

	/**
	 * What a person has.
	 *
	 * @param server  number of the server
	 * @param account what facts name the account by
	 * @param product name of the product
	 */
	public record Seat(long server, String account, String product) {
	}

	/** What is to be said of a seat. */
	public enum Standing {
		/** Used in these days. */
		USED,
		/** Not used, but not assigned for as many days either. */
		RECENT,
		/** Not used as far as is known, but the use of the server is not known for as many days. */
		UNWATCHED,
		/** Not used. */
		UNUSED
	}

	/**
	 * What is known of a seat.
	 *
	 * @param seat     which
	 * @param since    assigned since when, the earliest that is told; empty when nobody tells
	 * @param teams    that assigned it
	 * @param lastUse  the last use that is known, empty for none
	 * @param standing what is to be said of it
	 * @param days     since the day of the last use, empty when no use is known
	 */
	public record Verdict(Seat seat, Optional<Instant> since, Set<String> teams, Optional<LastUse> lastUse, Standing standing,
			OptionalLong days) {
	}

	/** What was told of a seat. */
	private static final class Told {
		private Optional<Instant> since = Optional.empty();
		private final Set<String> teams = new TreeSet<>();
		private Optional<LastUse> lastUse = Optional.empty();
	}

	private static final Comparator<Seat> ORDER = Comparator.comparingLong(Seat::server).thenComparing(Seat::product)
			.thenComparing(Seat::account);

	private final LocalDate today;
	private final int days;
	private final ZoneId zone;
	private final Map<Seat, Told> seats = new HashMap<>();
	private final Map<Long, LocalDate> watchedSince = new HashMap<>();

	/**
	 * @param today the day of the question
	 * @param days  for how many days a seat has to be unused, at least 1
	 * @param zone  whose days count
	 */
	public UnusedSeats(LocalDate today, int days, ZoneId zone) {
		if (days < 1) {
			throw new IllegalArgumentException("unused for " + days + " days");
		}
		this.today = today;
		this.days = days;
		this.zone = zone;
	}

	/**
	 * A seat is assigned now.
	 *
	 * @param seat which
	 * @param from since when, empty when it is not told
	 * @param team that assigned it, empty when it is not told
	 */
	public void assigned(Seat seat, Optional<Instant> from, String team) {
		Told told = seats.computeIfAbsent(seat, none -> new Told());
		if (from.isPresent() && told.since.map(from.get()::isBefore).orElse(true)) {
			told.since = from;
		}
		if (!team.isEmpty()) {
			told.teams.add(team);
		}
	}

	/**
	 * @param seat which
	 * @return whether it is assigned, as far as was told
	 */
	public boolean has(Seat seat) {
		return seats.containsKey(seat);
	}

	/**
	 * A seat was used. Of one that is not assigned nothing is kept.
	 *
	 * @param seat which
	 * @param use  when
	 */
	public void used(Seat seat, LastUse use) {
		Told told = seats.get(seat);
		if (told != null) {
			told.lastUse = Optional.of(told.lastUse.map(use::or).orElse(use));
		}
	}

	/**
	 * The use of a server's products is known.
	 *
	 * @param server number of the server
	 * @param since  since that day at the latest
	 */
	public void watched(long server, LocalDate since) {
		watchedSince.merge(server, since, (one, other) -> one.isBefore(other) ? one : other);
	}

	/** @return what is to be said of each seat, by server, product and account */
	public List<Verdict> verdicts() {
		List<Verdict> verdicts = new ArrayList<>();
		seats.entrySet().stream().sorted(Map.Entry.comparingByKey(ORDER)).forEach(each -> {
			Told told = each.getValue();
			verdicts.add(new Verdict(each.getKey(), told.since, told.teams, told.lastUse, standing(each.getKey(), told),
					told.lastUse.map(use -> OptionalLong.of(ChronoUnit.DAYS.between(use.day(), today)))
							.orElse(OptionalLong.empty())));
		});
		return verdicts;
	}

	private Standing standing(Seat seat, Told told) {
		LocalDate limit = today.minusDays(days);
		if (told.lastUse.map(use -> use.day().isAfter(limit)).orElse(false)) {
			return Standing.USED;
		}
		if (told.since.map(since -> since.atZone(zone).toLocalDate().isAfter(limit)).orElse(false)) {
			return Standing.RECENT;
		}
		boolean watched = told.lastUse.isPresent() || !watchedSince.getOrDefault(seat.server(), LocalDate.MAX).isAfter(limit);
		return watched ? Standing.UNUSED : Standing.UNWATCHED;
	}
}
