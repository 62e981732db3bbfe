package org.lictor.simulator.autodesk;

/** How the columns of exports are named. All three were documented or seen at one time or another. */
public enum ColumnGeneration {

	/** {@code Day used}, and days written month first: the portal, for years. */
	PORTAL,

	/** {@code day_used}, and ISO days: since 2026. Groups keep names with blanks. */
	UNDERSCORE,

	/** {@code usageDate}: Usage has the names of the fields of usage queries, the others are as in UNDERSCORE. */
	FIELDS
}
