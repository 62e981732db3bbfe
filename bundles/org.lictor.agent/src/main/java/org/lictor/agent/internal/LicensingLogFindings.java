package org.lictor.agent.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.lictor.agent.internal.licensinglog.Comparison;
import org.lictor.agent.protocol.Disclosure;
import org.lictor.agent.protocol.Finding;

/** What doctor says of the licensing service's log, in the form in which may be told of people. */
final class LicensingLogFindings {

	private static final String TOPIC = "lic. log";

	/** So many that one of both tells alone are listed. */
	private static final int MOST = 20;

	private static final String ADVICE = "A start without a session: see below whether a rule fits the program. A session without an entry: "
			+ "the patterns may not know how the log names it, or the application obtained its licence otherwise.";

	private LicensingLogFindings() {
	}

	/**
	 * @param sentence   what was found in the log, empty when it is not read
	 * @param comparison with the sessions, empty when there is none
	 * @param form       in which may be told of people
	 * @return what is to be said of it
	 */
	static List<Finding> of(String sentence, Optional<Comparison> comparison, Disclosure form) {
		List<Finding> findings = new ArrayList<>();
		if (!sentence.isEmpty()) {
			findings.add(Finding.note(TOPIC, sentence, ""));
		}
		comparison.ifPresent(compared -> {
			List<Comparison.Alone> alone = compared.alone();
			findings.add(alone.isEmpty() ? Finding.good(TOPIC, compared.sentence()) : Finding.note(TOPIC, compared.sentence(), ADVICE));
			if (!(form instanceof Disclosure.Counts)) {
				alone.subList(Math.max(0, alone.size() - MOST), alone.size())
						.forEach(each -> findings.add(Finding.note(TOPIC, line(each, form), "")));
			}
		});
		return findings;
	}

	/**
	 * @param alone what only one of both tells
	 * @param form  in which may be told of people
	 * @return it, in a line
	 */
	static String line(Comparison.Alone alone, Disclosure form) {
		String user = alone.user().isEmpty() ? "" : ", " + Disguise.user(form, alone.user());
		return alone.at() + ": " + alone.what() + (alone.product().isEmpty() ? "" : ", " + alone.product()) + user;
	}
}
