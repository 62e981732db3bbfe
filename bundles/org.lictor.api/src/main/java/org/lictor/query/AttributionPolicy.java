package org.lictor.query;

/** To which entitlement a session is laid when several allow it. Chosen with the question; nothing is stored by it. */
public enum AttributionPolicy {
	/** To what the vendor counted on that day; where it counted nothing, as by {@link #PRODUCT}. */
	VENDOR("vendor"),
	/** To a seat of the product itself before one of a collection. */
	PRODUCT("product"),
	/** To a seat of a collection before one of the product itself. */
	COLLECTION("collection");

	private final String label;

	AttributionPolicy(String label) {
		this.label = label;
	}

	/** @return the word for scripts, stable */
	public String label() {
		return label;
	}
}
