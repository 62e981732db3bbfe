package org.lictor.core;

import java.util.List;
import java.util.Objects;

import org.lictor.model.Status;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.Verification;

/** A directory cannot be read, for a reason that a person can understand. */
public final class DirectoryTrouble extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient Verification verification;

	/**
	 * @param verification which setting is at fault and what to do about it; no secrets
	 * @param cause        what lies behind it
	 */
	public DirectoryTrouble(Verification verification, Throwable cause) {
		super(verification.status().message(), cause);
		this.verification = Objects.requireNonNull(verification, "verification");
	}

	/**
	 * A setting at fault.
	 *
	 * @param state   of the directory
	 * @param detail  the class of trouble
	 * @param key     of the field
	 * @param message what is wrong and what to do
	 * @return the trouble
	 */
	public static DirectoryTrouble of(Status.State state, Status.Detail detail, String key, String message) {
		return new DirectoryTrouble(new Verification(new Status(state, detail, message), List.of(new FieldProblem(key, message))), null);
	}

	/** @return which setting is at fault and what to do about it */
	public Verification verification() {
		return verification;
	}
}
