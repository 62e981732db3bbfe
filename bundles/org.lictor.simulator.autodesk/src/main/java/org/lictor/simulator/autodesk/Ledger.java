package org.lictor.simulator.autodesk;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The truth about an account, for tests: what a perfect observer would know, computed by other ways than the answers where
 * there are other ways. Days are those of UTC. Nothing is held in memory but the account, so that it may be asked of large
 * ones; each question takes the time of walking over the days asked for.
 */
public final class Ledger {

	/**
	 * Seats of a day.
	 *
	 * @param team     whose
	 * @param offering what; {@value Account#FLEX} counts tokens
	 * @param seats    of all subscriptions that run on that day
	 * @param assigned people who have one
	 */
	public record Seats(Team team, String offering, int seats, int assigned) {
	}

	/**
	 * Tokens of a month.
	 *
	 * @param tokens consumed, not negative
	 * @param users  different people, 0 when nobody is named
	 */
	public record Tokens(BigDecimal tokens, int users) {
	}

	/**
	 * @param month    of a calendar, UTC
	 * @param category such as DESKTOP_PRODUCT
	 */
	public record MonthAndCategory(YearMonth month, String category) implements Comparable<MonthAndCategory> {

		@Override
		public int compareTo(MonthAndCategory other) {
			int order = month.compareTo(other.month);
			return order != 0 ? order : category.compareTo(other.category);
		}
	}

	private final Account account;

	/**
	 * @param account of which it tells
	 */
	public Ledger(Account account) {
		this.account = account;
	}

	/** @return of which it tells */
	public Account account() {
		return account;
	}

	/**
	 * @param at a moment
	 * @return the last day of which use can be asked then: the day before, or the last of all
	 */
	public LocalDate lastKnownDay(Instant at) {
		LocalDate before = at.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(1);
		LocalDate last = account.date(account.days() - 1);
		return before.isAfter(last) ? last : before;
	}

	/**
	 * @param day any
	 * @return seats and assignments by team and offering, without those that have neither
	 */
	public List<Seats> seats(LocalDate day) {
		Map<String, int[]> found = new TreeMap<>();
		Map<String, Team> teams = new TreeMap<>();
		account.teams().forEach(team -> teams.put(team.id(), team));
		for (Subscription subscription : account.subscriptions()) {
			if (subscription.on(day)) {
				found.computeIfAbsent(subscription.team().id() + "\n" + subscription.offering(), key -> new int[2])[0] += subscription.seats();
			}
		}
		assignments(day, assigned -> found.computeIfAbsent(assigned.person().team().id() + "\n" + assigned.offering(),
				key -> new int[2])[1]++);
		List<Seats> seats = new ArrayList<>();
		found.forEach((key, counts) -> {
			String[] parts = key.split("\n", 2);
			seats.add(new Seats(teams.get(parts[0]), parts[1], counts[0], counts[1]));
		});
		return seats;
	}

	/**
	 * @param team     whose
	 * @param offering what
	 * @param day      when
	 * @return the seats of all subscriptions that run on that day
	 */
	public int seats(Team team, String offering, LocalDate day) {
		return account.subscriptions().stream().filter(
				subscription -> subscription.team().equals(team) && subscription.offering().equals(offering) && subscription.on(day))
				.mapToInt(Subscription::seats).sum();
	}

	/**
	 * @param day     any
	 * @param visitor takes everyone who has a seat on that day, by person
	 */
	public void assignments(LocalDate day, Consumer<Assigned> visitor) {
		int number = account.day(day);
		for (int person = 0; person < account.people(); person++) {
			Person who = null;
			for (int use = account.firstUse(person); use < account.endOfUses(person); use++) {
				if (!account.flex(use) && number >= account.from(use) && number < account.until(use)) {
					who = who == null ? account.person(person) : who;
					visitor.accept(assigned(who, use));
				}
			}
		}
	}

	/**
	 * @param visitor takes every assignment that ever stands, by person
	 */
	public void assignments(Consumer<Assigned> visitor) {
		for (int person = 0; person < account.people(); person++) {
			Person who = account.person(person);
			for (int use = account.firstUse(person); use < account.endOfUses(person); use++) {
				if (!account.flex(use) && account.from(use) < account.until(use)) {
					visitor.accept(assigned(who, use));
				}
			}
		}
	}

	private Assigned assigned(Person who, int use) {
		Optional<LocalDate> last = account.until(use) >= account.days() ? Optional.empty()
				: Optional.of(account.date(account.until(use) - 1));
		return new Assigned(who, account.offering(use).name(), account.date(account.from(use)), last);
	}

	/**
	 * @param from    first day
	 * @param until   last day, inclusive
	 * @param at      what can be asked at that moment
	 * @param visitor takes each, by person
	 */
	public void usageDays(LocalDate from, LocalDate until, Instant at, Consumer<UsedDay> visitor) {
		int now = account.day(at.atOffset(ZoneOffset.UTC).toLocalDate());
		int first = Math.max(0, account.day(from));
		int last = Math.min(account.day(until), Math.min(now, account.days()) - 1);
		for (int person = 0; person < account.people(); person++) {
			Person who = null;
			for (int use = account.firstUse(person); use < account.endOfUses(person); use++) {
				int end = Math.min(last, account.until(use) - 1);
				for (int day = Math.max(first, account.from(use)); day <= end; day++) {
					if (account.used(use, day) && account.known(use, day) <= now) {
						who = who == null ? account.person(person) : who;
						Offering bought = account.offering(use);
						for (Offering ran : account.ran(use, day)) {
							visitor.accept(new UsedDay(who, bought.name(), ran.name(), account.version(use, day, ran), account.date(day),
									account.flex(use), account.flex(use) ? bought.tokens() : 0));
						}
					}
				}
			}
		}
	}

	/**
	 * @param from  first day
	 * @param until last day, inclusive
	 * @param at    what can be asked at that moment
	 * @return how many rows a usage export of all teams has then
	 */
	public long countUsageDays(LocalDate from, LocalDate until, Instant at) {
		long[] count = { 0 };
		usageDays(from, until, at, used -> count[0]++);
		return count[0];
	}

	/**
	 * @param from  first day
	 * @param until last day, inclusive
	 * @param at    what can be asked at that moment
	 * @return Flex tokens (of the reporting interface, not of Token Flex contracts) by month; months without are left out
	 */
	public Map<YearMonth, Tokens> flexTokens(LocalDate from, LocalDate until, Instant at) {
		Map<YearMonth, Long> sums = new TreeMap<>();
		Map<YearMonth, Set<Integer>> users = new TreeMap<>();
		usageDays(from, until, at, used -> {
			if (used.flex()) {
				YearMonth month = YearMonth.from(used.day());
				sums.merge(month, (long) used.tokens(), Long::sum);
				users.computeIfAbsent(month, key -> new HashSet<>()).add(used.person().index());
			}
		});
		Map<YearMonth, Tokens> tokens = new TreeMap<>();
		sums.forEach((month, sum) -> tokens.put(month, new Tokens(BigDecimal.valueOf(sum), users.get(month).size())));
		return tokens;
	}

	/** @return the Token Flex contracts */
	public List<FlexContract> contracts() {
		return account.tokenFlex().contracts();
	}

	/**
	 * @param contract its number
	 * @param at       what can be asked at that moment
	 * @param visitor  takes each session, by day; user and machine never swapped
	 */
	public void sessions(String contract, Instant at, Consumer<FlexSession> visitor) {
		account.tokenFlex().contract(contract).ifPresent(
				found -> account.tokenFlex().sessions(found, found.from(), lastKnownDay(at), visitor));
	}

	/**
	 * @param contract its number
	 * @param at       what can be asked at that moment
	 * @return tokens by month and category
	 */
	public Map<MonthAndCategory, Tokens> contractTokens(String contract, Instant at) {
		Map<MonthAndCategory, BigDecimal> sums = new TreeMap<>();
		Map<MonthAndCategory, Set<String>> users = new TreeMap<>();
		sessions(contract, at, session -> {
			MonthAndCategory key = new MonthAndCategory(YearMonth.from(session.start().atOffset(ZoneOffset.UTC)), session.category());
			sums.merge(key, session.tokens(), BigDecimal::add);
			Set<String> named = users.computeIfAbsent(key, missing -> new HashSet<>());
			if (!session.user().isEmpty()) {
				named.add(session.user());
			}
		});
		Map<MonthAndCategory, Tokens> tokens = new TreeMap<>();
		sums.forEach((key, sum) -> tokens.put(key, new Tokens(sum, users.get(key).size())));
		return tokens;
	}

	/**
	 * @param day     any
	 * @param visitor takes each membership on that day, by person
	 */
	public void groups(LocalDate day, Consumer<GroupMember> visitor) {
		int number = account.day(day);
		for (int person = 0; person < account.people(); person++) {
			account.groups(person, number).forEach(visitor);
		}
	}

	/**
	 * @param day     any
	 * @param visitor takes everyone who is in a team on that day
	 */
	public void people(LocalDate day, Consumer<Person> visitor) {
		int number = account.day(day);
		for (int person = 0; person < account.people(); person++) {
			if (account.there(person, number)) {
				visitor.accept(account.person(person));
			}
		}
	}
}
