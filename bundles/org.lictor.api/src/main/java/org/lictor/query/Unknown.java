package org.lictor.query;

/** The value of a cell that is not known. It is not zero, not empty and not false. */
public enum Unknown {
	/** The one value. */
	UNKNOWN;

	/** @return the empty text, as shown to people */
	@Override
	public String toString() {
		return "";
	}
}
