package org.lictor.core.internal.services;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.lictor.store.SettingStore;

/**
 * How far a rebuild is: written down together with what it put right, so that one that was broken off goes on from there. Servers
 * come first, then agents, each in the order of their numbers; those that are new in between have greater ones.
 *
 * @param begun    when it began
 * @param version  of the Lictor that began it: another one may derive differently
 * @param agents   whether all servers are done
 * @param last     number of the last server, or of the last agent, that is done; 0 before the first
 * @param done     how many pieces of evidence of servers were read, and agents looked at
 * @param evidence how many pieces of evidence were read, events of agents included
 * @param facts    how many facts were derived
 * @param differed whether anything was put right
 */
record RebuildMark(Instant begun, String version, boolean agents, long last, long done, long evidence, long facts, boolean differed) {

	private static final String KEY = "rebuild.mark";
	/** What was derived longer ago may have been broken since: then people want it derived again. */
	private static final Duration STANDS = Duration.ofDays(1);

	/**
	 * @param now     when it begins
	 * @param version of this Lictor
	 * @return nothing is done yet
	 */
	static RebuildMark begin(Instant now, String version) {
		return new RebuildMark(now, version, false, 0, 0, 0, 0, false);
	}

	/**
	 * @param settings that may hold one
	 * @param now      the present moment
	 * @param version  of this Lictor
	 * @return the mark of a rebuild that was broken off and can go on
	 */
	static Optional<RebuildMark> read(SettingStore settings, Instant now, String version) {
		return settings.get(KEY).flatMap(RebuildMark::parse)
				.filter(mark -> mark.version.equals(version) && mark.begun.plus(STANDS).isAfter(now) && !mark.begun.isAfter(now));
	}

	private static Optional<RebuildMark> parse(String text) {
		String[] words = text.split(" ", 8);
		try {
			return words.length < 8 ? Optional.empty()
					: Optional.of(new RebuildMark(Instant.ofEpochMilli(Long.parseLong(words[0])), words[7], Boolean.parseBoolean(words[1]),
							Long.parseLong(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4]), Long.parseLong(words[5]),
							Boolean.parseBoolean(words[6])));
		} catch (NumberFormatException e) {
			return Optional.empty(); // of a Lictor that wrote it differently
		}
	}

	/** @param settings that hold it from then on */
	void write(SettingStore settings) {
		settings.put(KEY, begun.toEpochMilli() + " " + agents + " " + last + " " + done + " " + evidence + " " + facts + " " + differed + " "
				+ version);
	}

	/** @param settings of a store in which a rebuild came to its end */
	static void remove(SettingStore settings) {
		settings.remove(KEY);
	}

	/**
	 * @param number of a server
	 * @return whether it was done
	 */
	boolean hasServer(long number) {
		return agents || number <= last;
	}

	/**
	 * @param number of an agent
	 * @return whether it was done
	 */
	boolean hasAgent(long number) {
		return agents && number <= last;
	}

	/**
	 * A server or an agent is done.
	 *
	 * @param ofAgents whether it was an agent, so that all servers are
	 * @param number   of it
	 * @param units    how much of the whole it was
	 * @param read     how many pieces of evidence it had
	 * @param derived  how many facts it has
	 * @param changed  whether anything was put right
	 * @return the mark after it
	 */
	RebuildMark after(boolean ofAgents, long number, long units, long read, long derived, boolean changed) {
		return new RebuildMark(begun, version, ofAgents, number, done + units, evidence + read, facts + derived, differed || changed);
	}
}
