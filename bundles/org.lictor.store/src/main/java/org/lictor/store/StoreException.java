package org.lictor.store;

/**
 * The database failed within a transaction: the disk is full, a file is damaged. {@link Store#read} and
 * {@link Store#write} turn it into a {@code ServiceException} with a sentence for people; work in a transaction lets it
 * pass.
 */
public final class StoreException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * @param message what could not be done
	 * @param cause   what the database said
	 */
	public StoreException(String message, Throwable cause) {
		super(message, cause);
	}
}
