package org.lictor.spi;

/** What servers of a type can tell. */
public enum Capability {
	/** {@link Monitor#poll} brings the present state: seats, assignments, samples. */
	SNAPSHOT,
	/** The evidence tells who uses what since when. */
	SESSIONS,
	/** The evidence tells who used what on which day. */
	DAILY_USAGE,
	/** The evidence tells who was refused a licence, and when. */
	DENIALS,
	/** A person may hand in files of this type. */
	IMPORT,
	/** Agents watch applications for servers of this type. */
	AGENTS,
	/** Agents ask the vendor's licensing helper which products are registered on their hosts. They know Autodesk's. */
	REGISTRATIONS
}
