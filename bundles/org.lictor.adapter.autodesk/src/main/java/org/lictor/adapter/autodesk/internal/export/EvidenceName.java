package org.lictor.adapter.autodesk.internal.export;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.lictor.spi.DayRange;

/**
 * The names of what the cloud answered. They say all that is needed to understand an answer, years later and without the
 * settings of that time: which question, of which team or contract, for which days.
 *
 * <pre>
 * name  = api "/" what { " " key "=" value } "." ending
 * api   = "insights" | "tokenflex"
 * what  = capital letters, digits and underscores
 * value = encoded as in an address: no blank, no "="
 * </pre>
 *
 * <p>For example {@code insights/USAGE team=4865648 alias=New+York from=2026-10-01 to=2026-10-31.csv}. A question that is
 * asked again has the same name, so that an answer that did not change is stored once.
 *
 * @param api    which interface
 * @param what   which question
 * @param about  values by key, in their order
 * @param ending csv or json
 */
public record EvidenceName(String api, String what, Map<String, String> about, String ending) {

	/** The interface of reports. */
	public static final String INSIGHTS = "insights";
	/** The interface of Token Flex. */
	public static final String TOKEN_FLEX = "tokenflex";

	private static final Pattern FORM = Pattern.compile("(insights|tokenflex)/([A-Z0-9_]+)((?: [a-z]+=[^ =]*)*)\\.(csv|json)");

	/** Copies the values. */
	public EvidenceName {
		about = Collections.unmodifiableMap(new LinkedHashMap<>(about));
	}

	/**
	 * @param api    which interface
	 * @param what   which question
	 * @param ending csv or json
	 * @return a name that says no more than that
	 */
	public static EvidenceName of(String api, String what, String ending) {
		return new EvidenceName(api, what, Map.of(), ending);
	}

	/**
	 * @param key   lower case letters
	 * @param value what it says
	 * @return the same name that says more; an empty value is left out
	 */
	public EvidenceName with(String key, String value) {
		Map<String, String> more = new LinkedHashMap<>(about);
		if (!value.isEmpty()) {
			more.put(key, value);
		}
		return new EvidenceName(api, what, more, ending);
	}

	/**
	 * @param first the first day
	 * @param last  the last day
	 * @return the same name with days
	 */
	public EvidenceName days(LocalDate first, LocalDate last) {
		return with("from", first.toString()).with("to", last.toString());
	}

	/**
	 * @param key of a value
	 * @return the value, empty when there is none
	 */
	public String get(String key) {
		return about.getOrDefault(key, "");
	}

	/** @return the days it is about, empty when it names none */
	public Optional<DayRange> days() {
		try {
			return about.containsKey("from") && about.containsKey("to")
					? Optional.of(new DayRange(LocalDate.parse(get("from")), LocalDate.parse(get("to")))) : Optional.empty();
		} catch (DateTimeException | IllegalArgumentException e) {
			return Optional.empty();
		}
	}

	/** @return the name, as the grammar says */
	@Override
	public String toString() {
		StringBuilder name = new StringBuilder(api).append('/').append(what);
		about.forEach((key, value) -> name.append(' ').append(key).append('=')
				.append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
		return name.append('.').append(ending).toString();
	}

	/**
	 * @param name the name of some evidence
	 * @return what it says, empty when it is not one of these: the name of a file
	 */
	public static Optional<EvidenceName> parse(String name) {
		Matcher form = FORM.matcher(name);
		if (!form.matches()) {
			return Optional.empty();
		}
		Map<String, String> about = new LinkedHashMap<>();
		try {
			for (String pair : form.group(3).isEmpty() ? new String[0] : form.group(3).substring(1).split(" ")) {
				int equals = pair.indexOf('=');
				about.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
			}
		} catch (IllegalArgumentException e) {
			return Optional.empty();
		}
		return Optional.of(new EvidenceName(form.group(1), form.group(2), about, form.group(4)));
	}
}
