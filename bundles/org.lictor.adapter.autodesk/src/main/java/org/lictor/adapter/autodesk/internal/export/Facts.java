package org.lictor.adapter.autodesk.internal.export;

import static org.lictor.adapter.autodesk.internal.export.ExportColumn.*;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

import org.lictor.adapter.autodesk.internal.export.ExportRow.Rejected;
import org.lictor.model.Account;
import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.spi.Observation;
import org.lictor.spi.ObservationSink;

/**
 * What the rows of each kind of export say.
 *
 * <p><b>Which column names the product.</b> The name of a product is that of what was bought: {@code offering_name}, or
 * {@code product_name} where an export has no other. It is what seats, assignments and summaries are counted by. What ran,
 * where it is told and differs (Revit out of a collection), is the product's feature on a day of use. The version is that
 * of what ran; a seat and an assignment have none.
 *
 * <p><b>Who.</b> The account's id is {@code autodesk_id}, or the API's user id where there is no other. Where a team hides
 * personal data ({@code *****}), the account is known by its hashed id alone, which is stable for a person.
 */
final class Facts {

	/** Words of a subscription that may not be used any more; every other word means that it may. */
	private static final Set<String> OVER = Set.of("expired", "cancelled", "canceled", "terminated", "inactive", "suspended",
			"closed", "deleted", "ended", "refunded");

	private static final Set<String> FLEX = Set.of("flex", "ppu", "pay per use", "token", "tokens", "token flex");

	/** Rows name few products and options, again and again. */
	private static final int REMEMBERED = 10_000;

	private final Products products;
	private final String defaultTeam;
	private final boolean summaries;
	private final Map<String, String> names = new HashMap<>();
	private final Map<String, Boolean> flexOptions = new HashMap<>();
	private final Set<String> teams = new LinkedHashSet<>();
	private final Last<Account> lastAccount = new Last<>();
	private final Last<Product> lastUsed = new Last<>();
	private Observation.AccountSeen lastSeen;
	private String lastTeam = "";
	private LocalDate firstDay;
	private LocalDate lastDay;

	/**
	 * What was made of some texts the last time. Rows of one person stand together, and among those the rows of one product.
	 *
	 * @param <T> what is made of them
	 */
	private static final class Last<T> {

		private String[] texts = {};
		private T made;

		/** @return what was made of them, empty when they were others */
		Optional<T> of(String[] now) {
			return Arrays.equals(now, texts) ? Optional.of(made) : Optional.empty();
		}

		T is(T value, String[] of) {
			made = value;
			texts = of;
			return value;
		}
	}

	/**
	 * @param products    what names and codes mean
	 * @param defaultTeam the team of rows that name none, empty when it is not known
	 * @param summaries   whether the summaries of a usage report hold for now
	 */
	Facts(Products products, String defaultTeam, boolean summaries) {
		this.products = products;
		this.defaultTeam = defaultTeam;
		this.summaries = summaries;
	}

	/** @return the first day of use so far, empty when there is none */
	Optional<LocalDate> firstDay() {
		return Optional.ofNullable(firstDay);
	}

	/** @return the last day of use so far, empty when there is none */
	Optional<LocalDate> lastDay() {
		return Optional.ofNullable(lastDay);
	}

	/** @return the teams of the rows so far; empty when a row named none */
	Set<String> teams() {
		return teams.contains("") ? Set.of() : teams;
	}

	private String team(ExportRow row) {
		String team = row.told(TEAM);
		team = team.isEmpty() ? defaultTeam : team;
		if (!team.equals(lastTeam) || teams.isEmpty()) {
			teams.add(team);
			lastTeam = team;
		}
		return team;
	}

	/** Says what one row means. */
	void read(ExportKind kind, ExportRow row, ObservationSink sink) throws Rejected {
		switch (kind) {
		case SUBSCRIPTIONS -> subscription(row, sink);
		case USAGE, TOKEN_USAGE -> usage(kind, row, sink);
		case USAGE_REPORT -> summary(row, sink);
		case USERS -> user(row, sink);
		case GROUPS -> group(row, sink);
		}
	}

	private void subscription(ExportRow row, ObservationSink sink) throws Rejected {
		String name = bought(row);
		long seats = row.neededWhole(SEAT_QUANTITY);
		Optional<LocalDate> from = row.day(START_DATE);
		Optional<LocalDate> until = row.day(END_DATE);
		String contract = row.told(CONTRACT_NUMBER);
		String status = row.told(SUBSCRIPTION_STATUS);
		String reference = row.told(SUBSCRIPTION_ID);
		if (reference.isEmpty()) {
			// Two subscriptions of one product must stay two.
			reference = (contract + " " + from.map(LocalDate::toString).orElse("") + " "
					+ until.map(LocalDate::toString).orElse("")).strip();
		}
		LicenceType type = name.equalsIgnoreCase("Flex") ? LicenceType.FLEX : LicenceType.NAMED_USER;
		sink.observe(new Observation.Entitlement(new Product(name, "", type, ""), reference, contract, seats, from, until, status,
				!OVER.contains(status.toLowerCase(Locale.ROOT)), team(row)));
	}

	private void group(ExportRow row, ObservationSink sink) throws Rejected {
		Account account = account(row, row.told(ROLE), "", sink);
		String team = team(row);
		String group = row.told(GROUP);
		if (!group.isEmpty()) {
			sink.observe(new Observation.GroupMember(group, row.told(GROUP_TYPE), account, team));
		}
	}

	private void user(ExportRow row, ObservationSink sink) throws Rejected {
		Account account = account(row, row.told(ROLE), row.told(ACCOUNT_STATUS, SUBSCRIPTION_STATUS), sink);
		String team = team(row);
		if (!row.told(OFFERING_NAME, PRODUCT_NAME).isEmpty()) {
			sink.observe(new Observation.Assignment(account, Product.namedUser(bought(row)), Optional.empty(), Optional.empty(),
					team));
		}
	}

	private void usage(ExportKind kind, ExportRow row, ObservationSink sink) throws Rejected {
		Account account = account(row);
		String bought = toldBought(row);
		LocalDate day = row.neededDay(DAY_USED);
		firstDay = firstDay == null || day.isBefore(firstDay) ? day : firstDay;
		lastDay = lastDay == null || day.isAfter(lastDay) ? day : lastDay;
		Optional<BigDecimal> tokens = row.decimal(TOKENS_USED);
		Product product = used(bought, row.told(CHILD_PRODUCT_NAME, PRODUCT_NAME), row.told(VERSION),
				type(row, kind == ExportKind.TOKEN_USAGE || positive(tokens)));
		sink.observe(new Observation.UsageDay(account, product, day, tokens, team(row)));
	}

	private Product used(String bought, String ran, String version, LicenceType type) {
		String[] texts = { bought, ran, version, type.name() };
		Optional<Product> before = lastUsed.of(texts);
		if (before.isPresent()) {
			return before.get();
		}
		String name = name(bought);
		String feature = name(orElse(ran, name));
		return lastUsed.is(new Product(name, version, type, feature.equals(name) ? "" : feature), texts);
	}

	private void summary(ExportRow row, ObservationSink sink) throws Rejected {
		Account account = account(row);
		String name = bought(row);
		OptionalLong days = row.whole(DAYS_USED);
		Optional<BigDecimal> tokens = row.decimal(TOKENS_USED);
		Optional<LocalDate> last = row.day(LAST_ACCESSED);
		Optional<Instant> assigned = row.moment(ASSIGNED_DATE);
		Optional<Instant> unassigned = row.moment(UNASSIGNED_DATE);
		String team = team(row);
		if (assigned.isPresent() || unassigned.isPresent() || row.told(SEAT_ASSIGNMENT).equalsIgnoreCase("assigned")) {
			sink.observe(new Observation.Assignment(account, Product.namedUser(name), assigned, unassigned, team));
		}
		if (summaries && (days.isPresent() || tokens.isPresent() || last.isPresent())) {
			sink.observe(new Observation.UsageSummary(account, new Product(name, row.told(VERSION), type(row, positive(tokens)), ""), days,
					tokens, last));
		}
	}

	private LicenceType type(ExportRow row, boolean flexUnlessTold) {
		String option = row.told(ACCESS_OPTION);
		boolean flex = option.isEmpty() ? flexUnlessTold : remembered(flexOptions, option, word -> FLEX.contains(word.toLowerCase(Locale.ROOT)));
		return flex ? LicenceType.FLEX : LicenceType.NAMED_USER;
	}

	private static boolean positive(Optional<BigDecimal> tokens) {
		return tokens.isPresent() && tokens.get().signum() > 0;
	}

	private String name(String written) {
		return remembered(names, written, products::name);
	}

	private static <T> T remembered(Map<String, T> known, String text, Function<String, T> meaning) {
		T value = known.get(text);
		if (value == null) {
			value = meaning.apply(text);
			if (known.size() < REMEMBERED) {
				known.put(text, value);
			}
		}
		return value;
	}

	private String bought(ExportRow row) throws Rejected {
		return name(toldBought(row));
	}

	private static String toldBought(ExportRow row) throws Rejected {
		String name = row.told(OFFERING_NAME, PRODUCT_NAME);
		if (name.isEmpty()) {
			throw row.reject(OFFERING_NAME, "No product is named.");
		}
		return name;
	}

	private Account account(ExportRow row, String role, String status, ObservationSink sink) throws Rejected {
		Observation.AccountSeen seen = new Observation.AccountSeen(account(row), role, status);
		if (!seen.equals(lastSeen)) {
			// A person with several products stands in several rows in a row.
			sink.observe(seen);
			lastSeen = seen;
		}
		return seen.account();
	}

	private Account account(ExportRow row) throws Rejected {
		String id = row.told(AUTODESK_ID, USER_ID);
		String hash = row.told(HASHED_ID);
		String email = row.told(EMAIL);
		String first = row.told(FIRST_NAME);
		String last = row.told(LAST_NAME, FULL_NAME);
		String[] texts = { id, hash, email, first, last };
		Optional<Account> before = lastAccount.of(texts);
		if (before.isPresent()) {
			return before.get();
		}
		boolean mail = email.contains("@");
		// Where personal data are hidden, a hash may stand in the place of an address.
		boolean hidden = isHash(email);
		boolean good = email.isEmpty() || mail || hidden;
		if (!good) {
			row.warn(EMAIL, "'" + ExportRow.shortened(email) + "' is no mail address. It was left out, the rest of the row was used.");
		}
		if (id.isEmpty() && hash.isEmpty() && !mail && !hidden) {
			throw row.reject(EMAIL, "The row names nobody: neither mail address nor id is told. If the team hides personal data, "
					+ "export again with the hashed ids, or have an administrator of the team share names.");
		}
		Account account = new Account(id, hash.isEmpty() && hidden ? email : hash, mail ? email : "", named(first), named(last));
		// of what is wrong each row is told
		return good ? lastAccount.is(account, texts) : account;
	}

	/** A hash is no name: it would only look like one. */
	private static String named(String name) {
		return name.length() >= 16 && isHash(name) ? "" : name;
	}

	private static boolean isHash(String text) {
		if (text.length() < 16 || text.length() > 128) {
			return false;
		}
		for (int i = 0; i < text.length(); i++) {
			if (Character.digit(text.charAt(i), 16) < 0) {
				return false;
			}
		}
		return true;
	}

	private static String orElse(String text, String otherwise) {
		return text.isEmpty() ? otherwise : text;
	}
}
