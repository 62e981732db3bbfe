package org.lictor.query;

/** What the values of a column are, and of which Java type. */
public enum ColumnType {
	/** {@link String}, never empty by accident: what is not known is {@link Unknown}. */
	TEXT(String.class),
	/** {@link Long}. */
	INTEGER(Long.class),
	/** {@link Double}. */
	DECIMAL(Double.class),
	/** {@link Double}, 1.0 is 100 %. */
	RATIO(Double.class),
	/** {@link java.time.Instant}, shown in the time zone of the query. */
	INSTANT(java.time.Instant.class),
	/** {@link java.time.LocalDate}. */
	DATE(java.time.LocalDate.class),
	/** {@link java.time.Duration}. */
	DURATION(java.time.Duration.class),
	/** {@link Boolean}. */
	FLAG(Boolean.class);

	private final Class<?> valueClass;

	ColumnType(Class<?> valueClass) {
		this.valueClass = valueClass;
	}

	/** @return the class of known values; any cell may be {@link Unknown} instead */
	public Class<?> valueClass() {
		return valueClass;
	}
}
