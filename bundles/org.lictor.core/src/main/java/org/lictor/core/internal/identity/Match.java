package org.lictor.core.internal.identity;

import org.lictor.store.AccountFact;

/**
 * An account that a host user is, by some rule.
 *
 * @param account the account
 * @param rule    which rule says so
 */
public record Match(AccountFact account, Rule rule) {

	/** The rules, in the order in which they are tried: the first that finds anything decides. */
	public enum Rule {
		/** A person decided it. */
		MAPPING("mapping"),
		/** The host user is the account's mail address, id or hashed id. */
		EXACT_NAME("exact name"),
		/** The host user is the part of the account's mail address before the {@code @}. */
		MAIL_LOCAL_PART("mail local part");

		private final String label;

		Rule(String label) {
			this.label = label;
		}

		/** @return its name for people and scripts */
		public String label() {
			return label;
		}
	}
}
