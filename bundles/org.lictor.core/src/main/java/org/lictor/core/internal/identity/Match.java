package org.lictor.core.internal.identity;

import org.lictor.store.AccountFact;

/**
 * An account that a host user is, by some rule.
 *
 * @param account   the account
 * @param rule      which rule says so
 * @param ambiguous whether the rule, not a person, found several people, so that at most one of them is right
 */
public record Match(AccountFact account, Rule rule, boolean ambiguous) {

	/** How far an ambiguous match can be trusted, of 100, by whatever rule: less than any match that is not. */
	public static final int AMBIGUOUS = 30;

	/** The rules, in the order in which they are tried: the first that finds anything decides. */
	public enum Rule {
		/** A person decided it. */
		MAPPING("mapping", 100),
		/** The host user is the account's mail address, id or hashed id. */
		EXACT_NAME("exact name", 95),
		/** The host user is a user in a company's directory who has the account's mail address. */
		DIRECTORY_MAIL("directory mail", 90),
		/** The host user is the part of the account's mail address before the {@code @}. */
		MAIL_LOCAL_PART("mail local part", 80),
		/** The host user is made of the account's given and family name, by one of the patterns. */
		PATTERN("pattern", 60);

		private final String label;
		private final int confidence;

		Rule(String label, int confidence) {
			this.label = label;
			this.confidence = confidence;
		}

		/** @return its name for people and scripts */
		public String label() {
			return label;
		}
	}

	/** @return how far it can be trusted, from 1 to 100; a class of its rule, not a probability */
	public int confidence() {
		return ambiguous ? AMBIGUOUS : rule.confidence;
	}
}
