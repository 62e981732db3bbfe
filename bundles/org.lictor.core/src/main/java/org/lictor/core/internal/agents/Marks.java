package org.lictor.core.internal.agents;

import java.util.List;

/**
 * Compares machines by the marks that agents tell of them (see {@link org.lictor.agent.protocol.EventDetail.AgentStarted}).
 * Where both tell the number their maker gave them, that decides; otherwise one network card in common is enough.
 */
final class Marks {

	private static final String MAKERS_NUMBER = "u:";

	private Marks() {
	}

	/**
	 * @param one   marks of a machine
	 * @param other marks of a machine
	 * @return whether they are known to be the same machine
	 */
	static boolean same(List<String> one, List<String> other) {
		return isNumbered(one) && isNumbered(other) ? shares(numbers(one), other) : shares(one, other);
	}

	/**
	 * @param one   marks of a machine
	 * @param other marks of a machine
	 * @return whether they are known to be two machines
	 */
	static boolean differ(List<String> one, List<String> other) {
		return !one.isEmpty() && !other.isEmpty() && !same(one, other);
	}

	private static boolean isNumbered(List<String> marks) {
		return !numbers(marks).isEmpty();
	}

	private static List<String> numbers(List<String> marks) {
		return marks.stream().filter(mark -> mark.startsWith(MAKERS_NUMBER)).toList();
	}

	private static boolean shares(List<String> one, List<String> other) {
		return one.stream().anyMatch(other::contains);
	}
}
