package org.lictor.model;

import java.util.Locale;
import java.util.Objects;

/**
 * The vendor's name for a person. The same account may be told with more or fewer fields by different files.
 *
 * @param id        the vendor's stable identifier, empty when the source does not tell
 * @param hashedId  the vendor's stable hash where personal data is hidden, empty when the source does not tell
 * @param email     the mail address as written, empty when not told
 * @param firstName given name, empty when not told
 * @param lastName  family name, empty when not told
 */
public record Account(String id, String hashedId, String email, String firstName, String lastName) {

	/** Checks that nothing is null and that at least one of id, hash and mail is there. */
	public Account {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(hashedId, "hashedId");
		Objects.requireNonNull(email, "email");
		Objects.requireNonNull(firstName, "firstName");
		Objects.requireNonNull(lastName, "lastName");
		if (id.isBlank() && hashedId.isBlank() && email.isBlank()) {
			throw new IllegalArgumentException("an account needs an id, a hashed id or a mail address");
		}
	}

	/**
	 * @param email a mail address
	 * @return an account known by its mail address alone
	 */
	public static Account ofEmail(String email) {
		return new Account("", "", email, "", "");
	}

	/** @return the mail address in lower case, for comparing; empty when not told */
	public String emailKey() {
		return email.strip().toLowerCase(Locale.ROOT);
	}

	/** @return the part of the mail address before the {@code @}, in lower case; empty when there is none */
	public String mailLocalPart() {
		String key = emailKey();
		int at = key.indexOf('@');
		return at <= 0 ? "" : key.substring(0, at);
	}

	/** @return what to show: the mail address, else the id, else the hashed id */
	public String label() {
		return !email.isBlank() ? email : !id.isBlank() ? id : hashedId;
	}

	/** @return given and family name with a blank between, empty when neither is told */
	public String fullName() {
		return (firstName + " " + lastName).strip();
	}
}
