package org.lictor.simulator.autodesk;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * How a simulator is started. A value with its own copying setters; {@link #of} has what fits most tests.
 *
 * @param account         whose data it gives
 * @param clock           the time of the simulated cloud: how long jobs take, tokens live and quotas last is told by it
 * @param httpPort        on the loopback address, 0 for any free one
 * @param httpsPort       on the loopback address, 0 for any free one
 * @param proxy           whether to start a forward proxy, too
 * @param columns         of exports
 * @param jobTime         how long exports and queries take, not negative
 * @param addressLife     how long a download address is good
 * @param slowness        how long {@link Fault#SLOW} takes, in real time
 * @param silence         how long {@link Fault#TIME_OUT} takes until 504 is answered, in real time
 * @param retryAfter      what {@link Fault#QUOTA} tells, whole seconds
 * @param limits          whether the documented rate limits are kept
 * @param pageLimit       most rows of a page of a usage query; silent: the documentation names only the default of 100
 * @param refreshLife     how long a refresh token is good
 */
public record SimulatorOptions(Account account, InstantSource clock, int httpPort, int httpsPort, boolean proxy,
		ColumnGeneration columns, Duration jobTime, Duration addressLife, Duration slowness, Duration silence, Duration retryAfter,
		boolean limits, int pageLimit, Duration refreshLife) {

	/** Checks what cannot be left out. */
	public SimulatorOptions {
		Objects.requireNonNull(account);
		Objects.requireNonNull(clock);
		if (jobTime.isNegative() || pageLimit < 1) {
			throw new IllegalArgumentException("a job takes no time or more, a page has at least a row");
		}
	}

	/**
	 * Free ports, no proxy, newest columns, jobs of 20 seconds, addresses for 5 minutes, and a clock that stands still at six
	 * in the morning (UTC) of the day after the account's years.
	 *
	 * @param account whose data it gives
	 * @return these options
	 */
	public static SimulatorOptions of(Account account) {
		return new SimulatorOptions(account, new SimulatedClock(account.end().atTime(6, 0).toInstant(ZoneOffset.UTC)), 0, 0, false,
				ColumnGeneration.UNDERSCORE, Duration.ofSeconds(20), Duration.ofMinutes(5), Duration.ofMillis(200),
				Duration.ofSeconds(60), Duration.ofSeconds(25), true, 10_000, Duration.ofDays(15));
	}

	/**
	 * @param time the clock to use
	 * @return a copy
	 */
	public SimulatorOptions withClock(InstantSource time) {
		return new SimulatorOptions(account, time, httpPort, httpsPort, proxy, columns, jobTime, addressLife, slowness, silence,
				retryAfter, limits, pageLimit, refreshLife);
	}

	/**
	 * @param http  port, 0 for any
	 * @param https port, 0 for any
	 * @return a copy
	 */
	public SimulatorOptions withPorts(int http, int https) {
		return new SimulatorOptions(account, clock, http, https, proxy, columns, jobTime, addressLife, slowness, silence, retryAfter,
				limits, pageLimit, refreshLife);
	}

	/** @return a copy that starts a forward proxy, too */
	public SimulatorOptions withProxy() {
		return new SimulatorOptions(account, clock, httpPort, httpsPort, true, columns, jobTime, addressLife, slowness, silence,
				retryAfter, limits, pageLimit, refreshLife);
	}

	/**
	 * @param generation of the columns
	 * @return a copy
	 */
	public SimulatorOptions withColumns(ColumnGeneration generation) {
		return new SimulatorOptions(account, clock, httpPort, httpsPort, proxy, generation, jobTime, addressLife, slowness, silence,
				retryAfter, limits, pageLimit, refreshLife);
	}

	/**
	 * @param job     how long exports and queries take
	 * @param address how long a download address is good
	 * @return a copy
	 */
	public SimulatorOptions withTimes(Duration job, Duration address) {
		return new SimulatorOptions(account, clock, httpPort, httpsPort, proxy, columns, job, address, slowness, silence, retryAfter,
				limits, pageLimit, refreshLife);
	}

	/**
	 * @param slow   how long {@link Fault#SLOW} takes, real time
	 * @param silent how long {@link Fault#TIME_OUT} takes, real time
	 * @param retry  what {@link Fault#QUOTA} tells, simulated time
	 * @return a copy
	 */
	public SimulatorOptions withTroubles(Duration slow, Duration silent, Duration retry) {
		return new SimulatorOptions(account, clock, httpPort, httpsPort, proxy, columns, jobTime, addressLife, slow, silent, retry,
				limits, pageLimit, refreshLife);
	}

	/** @return a copy that keeps no rate limits */
	public SimulatorOptions withoutLimits() {
		return new SimulatorOptions(account, clock, httpPort, httpsPort, proxy, columns, jobTime, addressLife, slowness, silence,
				retryAfter, false, pageLimit, refreshLife);
	}
}
