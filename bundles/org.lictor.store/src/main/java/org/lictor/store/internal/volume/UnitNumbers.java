package org.lictor.store.internal.volume;

import org.lictor.store.SessionUnit;
import org.lictor.store.SessionUnit.Origin;

/**
 * Units of sessions as they stand in the database, in one number: four times the number of the agent or server, and 0 for
 * events of an agent, 1 for checkouts, 2 for a vendor's sessions, 3 for usage files.
 */
final class UnitNumbers {

	private static final int ORIGINS = 4;

	private UnitNumbers() {
	}

	/**
	 * @param unit sessions derived together
	 * @return its number
	 * @throws IllegalStateException when there are more agents or servers than can be numbered, half a milliard
	 */
	static int number(SessionUnit unit) {
		long number = unit.id() * ORIGINS + number(unit.origin());
		if (unit.id() < 0 || unit.id() > Integer.MAX_VALUE / ORIGINS || number > Integer.MAX_VALUE) {
			throw new IllegalStateException("sessions of " + unit + " cannot be kept: its number is greater than "
					+ Integer.MAX_VALUE / ORIGINS);
		}
		return (int) number;
	}

	/**
	 * @param number of a unit
	 * @return the unit
	 */
	static SessionUnit unit(int number) {
		return new SessionUnit(origin(number), id(number));
	}

	/**
	 * @param number of a unit
	 * @return what its sessions are derived from
	 */
	static Origin origin(int number) {
		return switch (number % ORIGINS) {
		case 0 -> Origin.AGENT;
		case 1 -> Origin.CHECKOUT;
		case 2 -> Origin.VENDOR;
		default -> Origin.USAGE_FILES;
		};
	}

	/**
	 * @param number of a unit
	 * @return number of the agent or server
	 */
	static long id(int number) {
		return number / ORIGINS;
	}

	private static int number(Origin origin) {
		return switch (origin) {
		case AGENT -> 0;
		case CHECKOUT -> 1;
		case VENDOR -> 2;
		case USAGE_FILES -> 3;
		};
	}
}
