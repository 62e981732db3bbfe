package org.lictor.core.internal.reports;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.lictor.core.internal.identity.HostUsers;
import org.lictor.store.Dictionary;

/** Small numbers for host users, the same for all ways in which sources write one of them. For one thread. */
final class UserNumbers {

	private final Dictionary dictionary;
	private final Map<String, Integer> byKey = new HashMap<>();
	/** By number of a text; 0 of those not yet seen, else one more than the user's number. */
	private int[] byText = new int[1024];

	/**
	 * @param dictionary knows what sources wrote
	 */
	UserNumbers(Dictionary dictionary) {
		this.dictionary = dictionary;
	}

	/**
	 * @param hostUser number of the text
	 * @return number of the user, from 0
	 */
	int of(int hostUser) {
		if (hostUser >= byText.length) {
			byText = Arrays.copyOf(byText, Math.max(hostUser + 1, byText.length * 2));
		}
		if (byText[hostUser] == 0) {
			byText[hostUser] = 1 + byKey.computeIfAbsent(HostUsers.key(dictionary.text(hostUser)), none -> byKey.size());
		}
		return byText[hostUser] - 1;
	}
}
