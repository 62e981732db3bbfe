package org.lictor.simulator.autodesk;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The sessions counted on the Token Flex contracts of an account: one running contract over all its years, and one that ended
 * after the first. One person of 25 (at least 5) works on the running contract, on three of ten working days. As all data of an
 * account, the sessions are computed when they are asked for.
 */
final class TokenFlexData {

	private static final long SESSION = 20L << 40;

	private record Metered(String product, String code, String category, boolean byMachine) {
	}

	private static final List<Metered> PRODUCTS = List.of(new Metered("AutoCAD", "ACD", "DESKTOP_PRODUCT", false),
			new Metered("Revit", "RVT", "DESKTOP_PRODUCT", false), new Metered("Maya", "MAYA", "DESKTOP_PRODUCT", false),
			new Metered("3ds Max", "3DSMAX", "DESKTOP_PRODUCT", false),
			new Metered("VRED Professional", "VRDPRO", "DESKTOP_PRODUCT", true),
			new Metered("Arnold", "ARNOL", "DESKTOP_PRODUCT", true),
			new Metered("RenderNode", "RNDNODE", "DESKTOP_PRODUCT", true),
			new Metered("Moldflow Insight", "MFIP", "DESKTOP_PRODUCT", false),
			new Metered("BIM Collaborate Pro", "COLLRP", "CLOUD_PRODUCT", false),
			new Metered("Rendering", "RNDRNG", "CLOUD_SERVICE", false));

	private final Account account;
	private final Chance chance;
	private final List<FlexContract> contracts;
	private final int users;

	TokenFlexData(Account account, Chance chance) {
		this.account = account;
		this.chance = chance;
		users = Math.min(account.people(), Math.max(5, account.people() / 25));
		contracts = List.of(contract("11000000001", "Example Engineering", account.options().years() + Account.YEARS_TO_COME),
				contract("11000000002", "Example Engineering, Studio", 1));
	}

	private FlexContract contract(String number, String name, int years) {
		List<FlexContract.Year> parts = new ArrayList<>();
		LocalDate begin = account.firstDay();
		for (int year = 1; year <= years; year++) {
			parts.add(new FlexContract.Year(year, begin.plusYears(year - 1L), begin.plusYears(year).minusDays(1),
					20L * users * 12 * (year % 2 == 0 ? 11 : 10)));
		}
		return new FlexContract(number, name, begin, begin.plusYears(years).minusDays(1), parts, 25_000);
	}

	List<FlexContract> contracts() {
		return contracts;
	}

	Optional<FlexContract> contract(String number) {
		return contracts.stream().filter(contract -> contract.number().equals(number)).findFirst();
	}

	/**
	 * @param contract whose
	 * @param from     first day
	 * @param until    last day, inclusive
	 * @param sessions takes them, by day and person
	 */
	void sessions(FlexContract contract, LocalDate from, LocalDate until, Consumer<FlexSession> sessions) {
		LocalDate first = from.isBefore(contract.from()) ? contract.from() : from;
		LocalDate last = until.isAfter(contract.until()) ? contract.until() : until;
		int which = contracts.indexOf(contract);
		int some = which == 0 ? users : Math.max(1, users / 10);
		int end = account.day(last);
		for (int day = account.day(first); day <= end; day++) {
			LocalDate date = account.date(day);
			if (date.getDayOfMonth() == 1 && date.getMonthValue() % 3 == 1) {
				sessions.accept(adjustment(contract, which, day, date));
			}
			boolean weekend = date.getDayOfWeek().getValue() > 5;
			for (int user = 0; user < some; user++) {
				if (account.there(user, day) && chance.happens(weekend ? 100 : 3_000, SESSION + which, user, day)) {
					int count = 1 + chance.below(2, SESSION + 10, user, day);
					for (int i = 0; i < count; i++) {
						sessions.accept(session(contract, which, user, day, i));
					}
				}
			}
		}
	}

	private FlexSession session(FlexContract contract, int which, int user, int day, int i) {
		long place = day * 10L + i;
		Metered metered = PRODUCTS.get(chance.below(PRODUCTS.size(), SESSION + 11, user, place));
		// the morning or the afternoon, so that two sessions of a person do not overlap; ended on the same day (UTC)
		Instant start = account.date(day).atStartOfDay(ZoneOffset.UTC).toInstant()
				.plusSeconds((6 + i * 8) * 3600L + chance.below(7_200, SESSION + 12, user, place));
		int seconds = 300 + chance.below(5 * 3600, SESSION + 13, user, place);
		int draw = chance.below(100, SESSION + 14, user, place);
		String charge = draw < 4 ? "FREE" : draw < 8 ? "CASUAL" : "CHARGED";
		BigDecimal tokens = charge.equals("CHARGED") ? BigDecimal.valueOf(5 + seconds / 360, 1) : BigDecimal.ZERO.setScale(1);
		boolean desktop = metered.category().equals("DESKTOP_PRODUCT");
		String version = desktop ? Integer.toString(account.date(day).getYear() - chance.below(2, SESSION + 15, user, 0)) : "";
		return new FlexSession("c" + which + "-" + user + "-" + day + "-" + i, contract.number(), metered.product(), metered.code(),
				version, desktop ? "87000" + metered.code() + "_" + version + "_0F" : "", metered.category(), charge,
				account.person(user).userName(), desktop ? "WS-" + (1000 + user) : "",
				desktop ? "lic" + (1 + user % 3) + ".example.com" : "", start, start.plusSeconds(seconds), tokens, metered.byMachine());
	}

	/** What the vendor corrects by hand: nobody's. */
	private FlexSession adjustment(FlexContract contract, int which, int day, LocalDate date) {
		Instant noon = date.atTime(12, 0).toInstant(ZoneOffset.UTC);
		return new FlexSession("m" + which + "-" + day, contract.number(), "Manual adjustment", "", "", "", "MANUAL_ADJUSTMENT",
				"CHARGED", "", "", "", noon, noon.plusSeconds(1), BigDecimal.valueOf(10 + chance.below(400, SESSION + 16, which, day), 1),
				false);
	}
}
