package org.lictor.remote.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

import org.lictor.query.AttributionPolicy;
import org.lictor.query.Granularity;
import org.lictor.query.Query;
import org.lictor.query.Whose;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** A query as words: the parameters of {@code GET /api/v1/reports/NAME} and the options of {@code lictor report}. */
public final class QueryParameters {

	/** Only this licence server, by name. */
	public static final String SERVER = "server";
	/** Only this product, by name. */
	public static final String PRODUCT = "product";
	/** First moment: an instant, or a day or a time of day in the zone. */
	public static final String FROM = "from";
	/** End: an instant or a time of day in the zone, excluded; or a day, which is included as a whole. */
	public static final String TO = "to";
	/** Name of the time zone whose days count. */
	public static final String ZONE = "zone";
	/** Length of periods: hour, day, week, month, quarter. */
	public static final String BY = "by";
	/** At most so many rows. */
	public static final String LIMIT = "limit";
	/** The number of days a report asks about. */
	public static final String DAYS = "days";
	/** Only the use of this host user or account. */
	public static final String USER = "user";
	/** Only the use on this host. */
	public static final String HOST = "host";
	/** Only the use of this report group. */
	public static final String GROUP = "group";
	/** Who is in the group: {@code then} for those who were when they used something, {@code now} for those who are now. */
	public static final String MEMBERS = "members";

	/** To what sessions are laid that several entitlements allow: vendor, product, collection. */
	public static final String POLICY = "policy";

	/** All of them. */
	public static final Set<String> ALL = Set.of(SERVER, PRODUCT, FROM, TO, ZONE, BY, LIMIT, DAYS, USER, HOST, GROUP, MEMBERS,
			POLICY);

	private static final String THEN = "then";
	private static final String NOW = "now";

	private QueryParameters() {
	}

	/**
	 * @param report      name of a report, which may or may not exist
	 * @param words       values by parameter
	 * @param defaultZone taken when no zone is given
	 * @return the query
	 * @throws ServiceException INVALID naming the parameter at fault
	 */
	public static Query parse(String report, Map<String, String> words, ZoneId defaultZone) throws ServiceException {
		ZoneId zone = words.containsKey(ZONE) ? zone(words.get(ZONE)) : defaultZone;
		Optional<Instant> from = from(words, zone);
		Optional<Instant> until = until(words, zone);
		if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
			throw invalid("'" + FROM + "' (" + words.get(FROM) + ") should lie before '" + TO + "' (" + words.get(TO) + ").");
		}
		Optional<Granularity> by = words.containsKey(BY) ? Optional.of(granularity(words.get(BY))) : Optional.empty();
		OptionalInt limit = words.containsKey(LIMIT) ? OptionalInt.of(limit(words.get(LIMIT))) : OptionalInt.empty();
		OptionalInt days = words.containsKey(DAYS) ? OptionalInt.of(days(words.get(DAYS))) : OptionalInt.empty();
		return new Query(report, Optional.ofNullable(words.get(SERVER)), Optional.ofNullable(words.get(PRODUCT)), from,
				until, zone, by, limit, days, whose(words), policy(words));
	}

	/**
	 * @param query any query
	 * @return the parameters that {@link #parse} makes it of again, besides the name of the report
	 */
	public static Map<String, String> write(Query query) {
		Map<String, String> words = new LinkedHashMap<>();
		query.server().ifPresent(server -> words.put(SERVER, server));
		query.product().ifPresent(product -> words.put(PRODUCT, product));
		words.putAll(time(query.from(), query.until()));
		words.put(ZONE, query.zone().getId());
		query.by().ifPresent(by -> words.put(BY, by.name().toLowerCase(Locale.ROOT)));
		query.limit().ifPresent(limit -> words.put(LIMIT, Integer.toString(limit)));
		query.days().ifPresent(days -> words.put(DAYS, Integer.toString(days)));
		query.whose().user().ifPresent(user -> words.put(USER, user));
		query.whose().host().ifPresent(host -> words.put(HOST, host));
		query.whose().group().ifPresent(group -> words.put(GROUP, group));
		if (query.whose().todaysMembers()) {
			words.put(MEMBERS, NOW);
		}
		query.policy().ifPresent(policy -> words.put(POLICY, policy.label()));
		return words;
	}

	/**
	 * @param from  first moment, empty when there is none
	 * @param until first moment after it, empty when there is none
	 * @return the parameters that {@link #from} and {@link #until} make it of again
	 */
	public static Map<String, String> time(Optional<Instant> from, Optional<Instant> until) {
		Map<String, String> words = new LinkedHashMap<>();
		from.ifPresent(moment -> words.put(FROM, moment.toString()));
		until.ifPresent(moment -> words.put(TO, moment.toString()));
		return words;
	}

	/**
	 * @param words values by parameter
	 * @param zone  whose days count
	 * @return the first moment, empty when none is given
	 * @throws ServiceException INVALID naming the parameter at fault
	 */
	public static Optional<Instant> from(Map<String, String> words, ZoneId zone) throws ServiceException {
		return words.containsKey(FROM) ? Optional.of(moment(FROM, words.get(FROM), zone, 0)) : Optional.empty();
	}

	/**
	 * @param words values by parameter
	 * @param zone  whose days count
	 * @return the first moment after the end, empty when none is given
	 * @throws ServiceException INVALID naming the parameter at fault
	 */
	public static Optional<Instant> until(Map<String, String> words, ZoneId zone) throws ServiceException {
		return words.containsKey(TO) ? Optional.of(moment(TO, words.get(TO), zone, 1)) : Optional.empty();
	}

	private static Whose whose(Map<String, String> words) throws ServiceException {
		String members = words.getOrDefault(MEMBERS, THEN);
		if (!members.equals(THEN) && !members.equals(NOW)) {
			throw invalid("'" + MEMBERS + "' should be " + THEN + " (who was in the group at the time) or " + NOW
					+ " (who is in it now), not '" + members + "'.");
		}
		return new Whose(Optional.ofNullable(words.get(USER)), Optional.ofNullable(words.get(HOST)),
				Optional.ofNullable(words.get(GROUP)), members.equals(NOW));
	}

	private static Optional<AttributionPolicy> policy(Map<String, String> words) throws ServiceException {
		String text = words.get(POLICY);
		Optional<AttributionPolicy> policy = Arrays.stream(AttributionPolicy.values()).filter(each -> each.label().equals(text)).findAny();
		if (text != null && policy.isEmpty()) {
			throw invalid("'" + POLICY + "' should be one of " + Arrays.stream(AttributionPolicy.values()).map(AttributionPolicy::label)
					.collect(Collectors.joining(", ")) + ", not '" + text + "'.");
		}
		return policy;
	}

	private static ZoneId zone(String text) throws ServiceException {
		try {
			return ZoneId.of(text);
		} catch (DateTimeException e) {
			throw invalid("'" + ZONE + "' should be the name of a time zone such as Europe/Berlin or UTC, not '" + text
					+ "'.");
		}
	}

	private static Instant moment(String name, String text, ZoneId zone, int daysAfter) throws ServiceException {
		try {
			return LocalDate.parse(text).plusDays(daysAfter).atStartOfDay(zone).toInstant();
		} catch (DateTimeParseException notADay) {
			try {
				return LocalDateTime.parse(text).atZone(zone).toInstant();
			} catch (DateTimeParseException notATime) {
				try {
					return java.time.OffsetDateTime.parse(text).toInstant();
				} catch (DateTimeParseException e) {
					throw invalid("'" + name + "' should be a day such as 2026-03-01, a time such as 2026-03-01T08:00, or an"
							+ " instant such as 2026-03-01T08:00:00Z, not '" + text + "'.");
				}
			}
		}
	}

	private static Granularity granularity(String text) throws ServiceException {
		return Arrays.stream(Granularity.values()).filter(each -> each.name().equalsIgnoreCase(text)).findAny()
				.orElseThrow(() -> invalid("'" + BY + "' should be one of " + Arrays.stream(Granularity.values())
						.map(each -> each.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", ")) + ", not '" + text
						+ "'."));
	}

	private static int limit(String text) throws ServiceException {
		if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) > 0) {
			return Integer.parseInt(text);
		}
		throw invalid("'" + LIMIT + "' should be a number of rows, at least 1, not '" + text + "'.");
	}

	private static int days(String text) throws ServiceException {
		if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) > 0) {
			return Integer.parseInt(text);
		}
		throw invalid("'" + DAYS + "' should be a number of days, at least 1, not '" + text + "'.");
	}

	private static ServiceException invalid(String message) {
		return new ServiceException(Reason.INVALID, message);
	}
}
