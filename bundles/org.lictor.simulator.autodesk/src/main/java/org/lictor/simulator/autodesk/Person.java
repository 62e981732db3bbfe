package org.lictor.simulator.autodesk;

/**
 * A person of the account.
 *
 * @param index      from 0, the place in the account
 * @param autodeskId the vendor's id, unique, 12 letters and digits
 * @param hashedId   what stands for the person where personal data are hidden, unique, 64 hexadecimal digits, always the same
 * @param email      unique
 * @param firstName  not empty
 * @param lastName   not empty
 * @param team       to which the person belongs
 * @param role       "Primary admin", "Secondary admin" or "User"
 */
public record Person(int index, String autodeskId, String hashedId, String email, String firstName, String lastName, Team team,
		String role) {

	/** @return the name with which the person signs in on machines, unique */
	public String userName() {
		return email.substring(0, email.indexOf('@'));
	}
}
