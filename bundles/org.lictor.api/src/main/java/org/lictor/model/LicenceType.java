package org.lictor.model;

/** How a product is licensed. */
public enum LicenceType {
	/** A seat belongs to a named person for as long as it is assigned. */
	NAMED_USER("named user"),
	/** Seats are shared; whoever comes first uses them. */
	FLOATING("floating"),
	/** Use is paid by the day with tokens. */
	FLEX("flex"),
	/** The licence belongs to one machine. */
	NODE_LOCKED("node-locked"),
	/** The source does not tell. */
	UNKNOWN("");

	private final String label;

	LicenceType(String label) {
		this.label = label;
	}

	/** @return the word shown to people, empty for {@link #UNKNOWN} */
	public String label() {
		return label;
	}
}
