package org.lictor.core.internal.services;

import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** Text that a person gave. */
final class GivenText {

	private GivenText() {
	}

	/**
	 * @param what    what it is, for a sentence
	 * @param given   what was given
	 * @param longest the most characters
	 * @return it, without blanks around it
	 * @throws ServiceException INVALID when it is empty or too long, or has line breaks or the like in it
	 */
	static String of(String what, String given, int longest) throws ServiceException {
		String text = given.strip();
		if (text.isEmpty() || text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
			throw new ServiceException(Reason.INVALID, what + " has 1 to " + longest + " characters and no line breaks.");
		}
		return text;
	}
}
