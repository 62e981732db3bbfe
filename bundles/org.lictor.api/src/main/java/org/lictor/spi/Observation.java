package org.lictor.spi;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

import org.lictor.model.Account;
import org.lictor.model.Product;

/** One thing a piece of evidence says. Values that the evidence does not tell are empty, never zero. */
public sealed interface Observation {

	/**
	 * So many seats of a product are owned.
	 *
	 * @param product   what
	 * @param reference what tells this entitlement from others of the product: a subscription id, or empty
	 * @param contract  the contract's number, empty when not told
	 * @param seats     how many
	 * @param from      first day, empty when not told
	 * @param until     last day, empty when it does not end or is not told
	 * @param status    the vendor's word for its state ("Active"), empty when not told
	 * @param active    false when the vendor says that the seats may not be used (expired, cancelled)
	 * @param team      the team that owns them, as the source names it; empty when not told
	 */
	record Entitlement(Product product, String reference, String contract, long seats, Optional<LocalDate> from,
			Optional<LocalDate> until, String status, boolean active, String team) implements Observation {

		/** Checks that nothing is null. */
		public Entitlement {
			Objects.requireNonNull(product, "product");
			Objects.requireNonNull(reference, "reference");
			Objects.requireNonNull(contract, "contract");
			Objects.requireNonNull(from, "from");
			Objects.requireNonNull(until, "until");
			Objects.requireNonNull(status, "status");
			Objects.requireNonNull(team, "team");
		}

		/**
		 * An entitlement of which no team is told.
		 *
		 * @param product   what
		 * @param reference what tells this entitlement from others of the product
		 * @param contract  the contract's number
		 * @param seats     how many
		 * @param from      first day
		 * @param until     last day
		 * @param status    the vendor's word for its state
		 * @param active    whether the seats may be used
		 */
		public Entitlement(Product product, String reference, String contract, long seats, Optional<LocalDate> from,
				Optional<LocalDate> until, String status, boolean active) {
			this(product, reference, contract, seats, from, until, status, active, "");
		}
	}

	/**
	 * A person has an account.
	 *
	 * @param account who
	 * @param role    the vendor's word for the role, empty when not told
	 * @param status  the vendor's word for the state of the account, empty when not told
	 */
	record AccountSeen(Account account, String role, String status) implements Observation {

		/** Checks that nothing is null. */
		public AccountSeen {
			Objects.requireNonNull(account, "account");
			Objects.requireNonNull(role, "role");
			Objects.requireNonNull(status, "status");
		}
	}

	/**
	 * A person may use a product.
	 *
	 * @param account      who
	 * @param product      what
	 * @param assignedAt   since when, empty when not told
	 * @param unassignedAt until when, empty when the assignment stands or it is not told
	 * @param team         the team that assigned it, as the source names it; empty when not told
	 */
	record Assignment(Account account, Product product, Optional<Instant> assignedAt, Optional<Instant> unassignedAt,
			String team) implements Observation {

		/** Checks that nothing is null. */
		public Assignment {
			Objects.requireNonNull(account, "account");
			Objects.requireNonNull(product, "product");
			Objects.requireNonNull(assignedAt, "assignedAt");
			Objects.requireNonNull(unassignedAt, "unassignedAt");
			Objects.requireNonNull(team, "team");
		}

		/**
		 * An assignment of which no team is told.
		 *
		 * @param account      who
		 * @param product      what
		 * @param assignedAt   since when
		 * @param unassignedAt until when
		 */
		public Assignment(Account account, Product product, Optional<Instant> assignedAt,
				Optional<Instant> unassignedAt) {
			this(account, product, assignedAt, unassignedAt, "");
		}
	}

	/**
	 * The vendor counted a person's use of a product on a day.
	 *
	 * @param account who
	 * @param product what, with the version where it is told
	 * @param day     the vendor's day
	 * @param tokens  what it cost, empty when it is not paid in tokens
	 * @param team    the team it was counted for, as the source names it; empty when not told
	 */
	record UsageDay(Account account, Product product, LocalDate day, Optional<BigDecimal> tokens, String team)
			implements Observation {

		/** Checks that nothing is null. */
		public UsageDay {
			Objects.requireNonNull(account, "account");
			Objects.requireNonNull(product, "product");
			Objects.requireNonNull(day, "day");
			Objects.requireNonNull(tokens, "tokens");
			Objects.requireNonNull(team, "team");
		}

		/**
		 * A day of which no team is told.
		 *
		 * @param account who
		 * @param product what
		 * @param day     the vendor's day
		 * @param tokens  what it cost
		 */
		public UsageDay(Account account, Product product, LocalDate day, Optional<BigDecimal> tokens) {
			this(account, product, day, tokens, "");
		}
	}

	/**
	 * The vendor's summary of a person's use of a product over the period a report was made for.
	 *
	 * @param account  who
	 * @param product  what
	 * @param daysUsed on how many days, empty when not told
	 * @param tokens   what it cost, empty when not told
	 * @param lastUsed last day of use, empty when never or not told
	 */
	record UsageSummary(Account account, Product product, OptionalLong daysUsed, Optional<BigDecimal> tokens,
			Optional<LocalDate> lastUsed) implements Observation {

		/** Checks that nothing is null. */
		public UsageSummary {
			Objects.requireNonNull(account, "account");
			Objects.requireNonNull(product, "product");
			Objects.requireNonNull(daysUsed, "daysUsed");
			Objects.requireNonNull(tokens, "tokens");
			Objects.requireNonNull(lastUsed, "lastUsed");
		}
	}

	/**
	 * So many licences of a product were in use at the instant of the evidence.
	 *
	 * @param product  what
	 * @param used     in use, including borrowed ones
	 * @param total    owned, empty when not told or unlimited
	 * @param borrowed borrowed, empty when not told
	 * @param reserved reserved, empty when not told
	 * @param queued   waited for, empty when not told
	 */
	record Sample(Product product, long used, OptionalLong total, OptionalLong borrowed, OptionalLong reserved,
			OptionalLong queued) implements Observation {

		/** Checks that nothing is null. */
		public Sample {
			Objects.requireNonNull(product, "product");
			Objects.requireNonNull(total, "total");
			Objects.requireNonNull(borrowed, "borrowed");
			Objects.requireNonNull(reserved, "reserved");
			Objects.requireNonNull(queued, "queued");
		}
	}

	/**
	 * Somebody holds licences of a product at the instant of the evidence.
	 *
	 * @param product       what
	 * @param user          the host user, empty when not told
	 * @param host          on which machine, empty when not told
	 * @param licences      how many, at least 1
	 * @param since         since when without a break
	 * @param borrowedUntil until when they are borrowed, empty when they are not
	 */
	record Checkout(Product product, String user, String host, long licences, Instant since,
			Optional<Instant> borrowedUntil) implements Observation {

		/** Checks that nothing is null. */
		public Checkout {
			Objects.requireNonNull(product, "product");
			Objects.requireNonNull(user, "user");
			Objects.requireNonNull(host, "host");
			Objects.requireNonNull(since, "since");
			Objects.requireNonNull(borrowedUntil, "borrowedUntil");
		}
	}

	/**
	 * The account has a team. The latest evidence that tells of it holds.
	 *
	 * @param id       the source's id of it, empty when not told
	 * @param name     its name, as other observations name it
	 * @param benefits what the team may do at the vendor's, in the vendor's words, in the order in which they are told
	 */
	record Team(String id, String name, List<String> benefits) implements Observation {

		/** Checks that nothing is null, copies the list. */
		public Team {
			Objects.requireNonNull(id, "id");
			Objects.requireNonNull(name, "name");
			benefits = List.copyOf(benefits);
		}
	}

	/**
	 * A person is in a group at the instant of the evidence.
	 *
	 * @param group     its name
	 * @param groupType the vendor's word for its type, empty when not told
	 * @param account   who
	 * @param team      the team the group belongs to, as the source names it; empty when not told
	 */
	record GroupMember(String group, String groupType, Account account, String team) implements Observation {

		/** Checks that nothing is null. */
		public GroupMember {
			Objects.requireNonNull(group, "group");
			Objects.requireNonNull(groupType, "groupType");
			Objects.requireNonNull(account, "account");
			Objects.requireNonNull(team, "team");
		}
	}

	/**
	 * So many tokens of a contract were used in a month. The latest evidence that tells of the same contract, month and
	 * category holds.
	 *
	 * @param contract the contract's number
	 * @param month    the vendor's month
	 * @param category what they were used for, in the vendor's words: a product or a kind of usage; may be empty
	 * @param tokens   how many
	 * @param users    by how many people, empty when not told
	 */
	record TokenUse(String contract, YearMonth month, String category, BigDecimal tokens, OptionalLong users)
			implements Observation {

		/** Checks that nothing is null. */
		public TokenUse {
			Objects.requireNonNull(contract, "contract");
			Objects.requireNonNull(month, "month");
			Objects.requireNonNull(category, "category");
			Objects.requireNonNull(tokens, "tokens");
			Objects.requireNonNull(users, "users");
		}
	}

	/**
	 * There is a contract about tokens. The latest evidence that tells of its number holds.
	 *
	 * @param number its number
	 * @param name   its name, empty when not told
	 * @param from   first day, empty when not told
	 * @param until  last day, empty when not told
	 * @param tokens how many were bought, empty when not told
	 * @param status the vendor's word for its state, empty when not told
	 */
	record TokenContract(String number, String name, Optional<LocalDate> from, Optional<LocalDate> until,
			Optional<BigDecimal> tokens, String status) implements Observation {

		/** Checks that nothing is null. */
		public TokenContract {
			Objects.requireNonNull(number, "number");
			Objects.requireNonNull(name, "name");
			Objects.requireNonNull(from, "from");
			Objects.requireNonNull(until, "until");
			Objects.requireNonNull(tokens, "tokens");
			Objects.requireNonNull(status, "status");
		}
	}

	/**
	 * A finished session the vendor tells of. The same reference told again is the same session; the latest evidence holds.
	 *
	 * @param reference the vendor's id of it, unique for the server
	 * @param product   what
	 * @param user      the host user or the account's mail, as the vendor names whoever used it; empty when not told
	 * @param host      on which machine, empty when not told
	 * @param start     when it began
	 * @param end       when it ended, not before it began; empty when not told
	 * @param tokens    what it cost, empty when it is not paid in tokens
	 */
	record UsageSession(String reference, Product product, String user, String host, Instant start,
			Optional<Instant> end, Optional<BigDecimal> tokens) implements Observation {

		/** Checks that nothing is null. */
		public UsageSession {
			Objects.requireNonNull(reference, "reference");
			Objects.requireNonNull(product, "product");
			Objects.requireNonNull(user, "user");
			Objects.requireNonNull(host, "host");
			Objects.requireNonNull(start, "start");
			Objects.requireNonNull(end, "end");
			Objects.requireNonNull(tokens, "tokens");
		}
	}

	/**
	 * Somebody asked for licences of a product and was refused. The same said by several pieces of evidence is one denial: what
	 * is the same in all that is told here. One piece of evidence that says the same several times tells of so many denials.
	 *
	 * <p>Tell it as it stands there, always in the same way: a moment that is corrected by the time of reading, for instance,
	 * would make another denial of it with each poll.
	 *
	 * @param at       when, as the source tells it
	 * @param product  what was asked for
	 * @param user     the host user, empty when not told
	 * @param host     on which machine, empty when not told
	 * @param licences how many were asked for, at least 1; empty when not told
	 * @param reason   why, in the vendor's words; empty when not told
	 */
	record Denial(Instant at, Product product, String user, String host, OptionalLong licences, String reason)
			implements Observation {

		/** Checks that nothing is null. */
		public Denial {
			Objects.requireNonNull(at, "at");
			Objects.requireNonNull(product, "product");
			Objects.requireNonNull(user, "user");
			Objects.requireNonNull(host, "host");
			Objects.requireNonNull(licences, "licences");
			Objects.requireNonNull(reason, "reason");
		}
	}
}
