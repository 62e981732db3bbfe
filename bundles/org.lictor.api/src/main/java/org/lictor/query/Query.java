package org.lictor.query;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A question.
 *
 * @param report  the name of a report, see {@code org.lictor.service.Queries}
 * @param server  only this licence server, by name; empty for all
 * @param product only this product, by name; empty for all
 * @param from    first moment, included; empty for the report's default
 * @param until   last moment, excluded; empty for now
 * @param zone    whose hours, days, weeks and months count
 * @param by      length of the periods of a history; empty for the report's default
 * @param limit   at most so many rows, at least 1; empty for all
 * @param days    the number of days a report asks about, at least 1; empty for the report's default
 * @param whose   whose use it is about
 * @param policy  to what sessions are laid that several entitlements allow; empty for the report's default
 */
public record Query(String report, Optional<String> server, Optional<String> product, Optional<Instant> from,
		Optional<Instant> until, ZoneId zone, Optional<Granularity> by, OptionalInt limit,
		OptionalInt days, Whose whose, Optional<AttributionPolicy> policy) {

	/** Checks that nothing is null and the limit and the days are at least 1. */
	public Query {
		Objects.requireNonNull(report, "report");
		Objects.requireNonNull(server, "server");
		Objects.requireNonNull(product, "product");
		Objects.requireNonNull(from, "from");
		Objects.requireNonNull(until, "until");
		Objects.requireNonNull(zone, "zone");
		Objects.requireNonNull(by, "by");
		Objects.requireNonNull(limit, "limit");
		if (limit.isPresent() && limit.getAsInt() < 1) {
			throw new IllegalArgumentException("a limit is at least 1, not " + limit.getAsInt());
		}
		Objects.requireNonNull(days, "days");
		if (days.isPresent() && days.getAsInt() < 1) {
			throw new IllegalArgumentException("a number of days is at least 1, not " + days.getAsInt());
		}
		Objects.requireNonNull(whose, "whose");
		Objects.requireNonNull(policy, "policy");
	}

	/**
	 * Everything a report has.
	 *
	 * @param report the name of a report
	 * @param zone   whose days count
	 * @return the query
	 */
	public static Query of(String report, ZoneId zone) {
		return new Query(report, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), zone,
				Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Whose.ALL, Optional.empty());
	}

	/**
	 * @param name of a licence server
	 * @return the same query for that server only
	 */
	public Query server(String name) {
		return new Query(report, Optional.of(name), product, from, until, zone, by, limit, days, whose, policy);
	}

	/**
	 * @param name of a product
	 * @return the same query for that product only
	 */
	public Query product(String name) {
		return new Query(report, server, Optional.of(name), from, until, zone, by, limit, days, whose, policy);
	}

	/**
	 * @param begin first moment, included
	 * @param end   last moment, excluded
	 * @return the same query for that time
	 */
	public Query between(Instant begin, Instant end) {
		return new Query(report, server, product, Optional.of(begin), Optional.of(end), zone, by, limit, days, whose, policy);
	}

	/**
	 * @param length of the periods
	 * @return the same query with that length
	 */
	public Query by(Granularity length) {
		return new Query(report, server, product, from, until, zone, Optional.of(length), limit, days, whose, policy);
	}

	/**
	 * @param rows at least 1
	 * @return the same query for at most so many rows
	 */
	public Query limit(int rows) {
		return new Query(report, server, product, from, until, zone, by, OptionalInt.of(rows), days, whose, policy);
	}

	/**
	 * @param number of days, at least 1
	 * @return the same query about that number of days
	 */
	public Query days(int number) {
		return new Query(report, server, product, from, until, zone, by, limit, OptionalInt.of(number), whose, policy);
	}

	/**
	 * @param narrowed whose use
	 * @return the same query about that use
	 */
	public Query whose(Whose narrowed) {
		return new Query(report, server, product, from, until, zone, by, limit, days, narrowed, policy);
	}

	/**
	 * @param chosen to what sessions are laid that several entitlements allow
	 * @return the same query by that policy
	 */
	public Query policy(AttributionPolicy chosen) {
		return new Query(report, server, product, from, until, zone, by, limit, days, whose, Optional.of(chosen));
	}
}
