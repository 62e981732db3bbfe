package org.lictor.core.internal.reports;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import org.lictor.core.internal.identity.Match;
import org.lictor.query.Unknown;
import org.lictor.store.AccountFact;

/** Values of cells. */
final class Cells {

	private Cells() {
	}

	static Object of(Optional<?> value) {
		return value.isPresent() ? value.get() : Unknown.UNKNOWN;
	}

	static Object of(OptionalLong value) {
		return value.isPresent() ? (Object) value.getAsLong() : Unknown.UNKNOWN;
	}

	/**
	 * @param text maybe empty
	 * @return the text, unknown when it is empty
	 */
	static Object text(String text) {
		return text.isEmpty() ? Unknown.UNKNOWN : text;
	}

	/** Given and family name. */
	static Object name(AccountFact account) {
		return text(account.account().fullName());
	}

	static Object list(Collection<String> texts) {
		return text(String.join(", ", texts));
	}

	static Object accounts(List<Match> matches) {
		return list(matches.stream().map(match -> match.account().account().label()).distinct().toList());
	}

	static Object rules(List<Match> matches) {
		return text(matches.stream().map(match -> match.rule().label()).distinct().collect(Collectors.joining(", ")));
	}

	static Object ratio(Object used, Object total) {
		return used instanceof Long part && total instanceof Long whole && whole > 0 ? (Object) ((double) part / whole)
				: Unknown.UNKNOWN;
	}
}
