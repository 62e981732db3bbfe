package org.lictor.service;

/**
 * A database on a server.
 *
 * @param url      where, such as {@code jdbc:postgresql://host/name}; holds no secret
 * @param user     of the database
 * @param password of that user, may be empty
 */
public record DatabaseAddress(String url, String user, String password) {

	/** @return where it is, without the secret */
	@Override
	public String toString() {
		return url + " as " + user;
	}
}
