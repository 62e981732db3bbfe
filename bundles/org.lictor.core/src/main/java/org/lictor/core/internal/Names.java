package org.lictor.core.internal;

import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** What people may name servers, groups and tokens. */
public final class Names {

	private static final int LONGEST = 100;

	private Names() {
	}

	/**
	 * @param what "A group", for the sentence
	 * @param name as it was given
	 * @return the name
	 * @throws ServiceException INVALID when it is empty, longer than 100 characters, begins or ends with a blank, or has a
	 *                          line break or another control character
	 */
	public static String check(String what, String name) throws ServiceException {
		if (name.isBlank()) {
			throw new ServiceException(Reason.INVALID, what + " needs a name.");
		}
		if (name.length() > LONGEST) {
			throw new ServiceException(Reason.INVALID,
					what + " has a name of at most " + LONGEST + " characters, not " + name.length() + ".");
		}
		if (!name.equals(name.strip())) {
			throw new ServiceException(Reason.INVALID,
					what + " has a name without blanks at its beginning and end, not '" + name + "'.");
		}
		if (name.chars().anyMatch(Character::isISOControl)) {
			throw new ServiceException(Reason.INVALID, what + " has a name without line breaks and control characters.");
		}
		return name;
	}
}
