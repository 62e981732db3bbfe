package org.lictor.spi;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
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
	 */
	record Entitlement(Product product, String reference, String contract, long seats, Optional<LocalDate> from,
			Optional<LocalDate> until, String status, boolean active) implements Observation {

		/** Checks that nothing is null. */
		public Entitlement {
			Objects.requireNonNull(product, "product");
			Objects.requireNonNull(reference, "reference");
			Objects.requireNonNull(contract, "contract");
			Objects.requireNonNull(from, "from");
			Objects.requireNonNull(until, "until");
			Objects.requireNonNull(status, "status");
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
	 */
	record Assignment(Account account, Product product, Optional<Instant> assignedAt, Optional<Instant> unassignedAt)
			implements Observation {

		/** Checks that nothing is null. */
		public Assignment {
			Objects.requireNonNull(account, "account");
			Objects.requireNonNull(product, "product");
			Objects.requireNonNull(assignedAt, "assignedAt");
			Objects.requireNonNull(unassignedAt, "unassignedAt");
		}
	}

	/**
	 * The vendor counted a person's use of a product on a day.
	 *
	 * @param account who
	 * @param product what, with the version where it is told
	 * @param day     the vendor's day
	 * @param tokens  what it cost, empty when it is not paid in tokens
	 */
	record UsageDay(Account account, Product product, LocalDate day, Optional<BigDecimal> tokens) implements Observation {

		/** Checks that nothing is null. */
		public UsageDay {
			Objects.requireNonNull(account, "account");
			Objects.requireNonNull(product, "product");
			Objects.requireNonNull(day, "day");
			Objects.requireNonNull(tokens, "tokens");
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
}
