package org.lictor.simulator.site;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time of a site that lies in the past: it runs faster until it has caught up with the present, then with it. */
final class RunningAhead implements InstantSource {

	private final InstantSource present;
	private final Instant began;
	private final Instant opened;
	private final long speed;

	/**
	 * @param present tells the real time; the site's time begins to run now
	 * @param opened  the site's time at that moment
	 * @param speed   how many times as fast it runs, more than 1
	 */
	RunningAhead(InstantSource present, Instant opened, long speed) {
		this.present = present;
		this.began = present.instant();
		this.opened = opened;
		this.speed = speed;
	}

	@Override
	public Instant instant() {
		Instant now = present.instant();
		Instant reached = opened.plus(Duration.between(began, now).multipliedBy(speed));
		return reached.isBefore(now) ? reached : now;
	}
}
