package org.lictor.server.internal;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.lictor.remote.protocol.QueryParameters;
import org.lictor.service.ServiceException;

import picocli.CommandLine.Option;

/** For which time a decision holds: from a moment, to a moment, or always. */
final class ValidityOptions {

	@Option(names = "--from", paramLabel = "TIME", description = "First moment: a day such as 2026-03-01, a time such as "
			+ "2026-03-01T08:00, or an instant such as 2026-03-01T08:00:00Z (unless given: all the past).")
	private String from;

	@Option(names = "--to", paramLabel = "TIME", description = "End: a day, which is included as a whole, or a time or an "
			+ "instant, which are not (unless given: all time to come).")
	private String to;

	@Option(names = "--zone", paramLabel = "ZONE", description = "Time zone whose days count, such as Europe/Berlin (unless "
			+ "given: this machine's).")
	private ZoneId zone;

	/** @return the first moment, empty for all the past */
	Optional<Instant> from(Terminal terminal) throws ServiceException {
		return QueryParameters.from(words(), zone(terminal));
	}

	/** @return the first moment after the end, empty for all time to come */
	Optional<Instant> until(Terminal terminal) throws ServiceException {
		return QueryParameters.until(words(), zone(terminal));
	}

	private ZoneId zone(Terminal terminal) {
		return zone == null ? terminal.zone() : zone;
	}

	private Map<String, String> words() {
		Map<String, String> words = new HashMap<>();
		Optional.ofNullable(from).ifPresent(text -> words.put(QueryParameters.FROM, text));
		Optional.ofNullable(to).ifPresent(text -> words.put(QueryParameters.TO, text));
		return words;
	}

	/** The time in words, with a blank before it; empty for all time. */
	static String words(Optional<Instant> from, Optional<Instant> until) {
		return from.map(moment -> " from " + moment).orElse("") + until.map(moment -> " until " + moment).orElse("");
	}
}
