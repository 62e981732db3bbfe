package org.lictor.simulator.autodesk;

import java.util.Set;

/**
 * A team of the account, which the reporting interface calls a context.
 *
 * @param id       a number in digits, unique
 * @param alias    the name shown to people, unique; it may hold blanks, commas and letters that are not ASCII
 * @param benefits what the team's plan allows, such as {@link #REPORTING_API}
 */
public record Team(String id, String alias, Set<String> benefits) {

	/** The benefit without which the reporting interface gives nothing of a team. */
	public static final String REPORTING_API = "ReportingAPIAccess";

	/** The benefits are copied. */
	public Team {
		benefits = Set.copyOf(benefits);
	}
}
