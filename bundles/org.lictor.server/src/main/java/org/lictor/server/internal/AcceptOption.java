package org.lictor.server.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;

import org.lictor.service.Doubt;
import org.lictor.service.Doubts;

import picocli.CommandLine.Option;

/** What is installed this one time though nobody trusted has signed it. */
final class AcceptOption {

	private static final String UNSIGNED = "unsigned";

	@Option(names = "--accept", paramLabel = "unsigned|FINGERPRINT", description = "Installs this one time what is not signed, or is signed "
			+ "with this key, though it is not trusted. Only where the policy is to ask; may be given several times.")
	private List<String> accepted = List.of();

	/**
	 * @param terminal where a person is asked about the rest, if one sits there
	 * @return who answers
	 */
	Doubts doubts(Terminal terminal) {
		return doubts -> doubts.stream().allMatch(this::accepts) || ask(doubts, terminal);
	}

	private boolean accepts(Doubt doubt) {
		String wanted = doubt.key().map(key -> key.fingerprint()).orElse(UNSIGNED);
		return accepted.stream().map(each -> each.replaceAll("[\\s:]", "")).anyMatch(wanted::equalsIgnoreCase);
	}

	private static boolean ask(List<Doubt> doubts, Terminal terminal) {
		if (!terminal.interactive().in() || !terminal.interactive().err()) {
			return false;
		}
		// after the line of progress, which ends without a line break
		terminal.err().println();
		doubts.forEach(doubt -> terminal.err().println(doubt.sentence()));
		terminal.err().print("Install all the same? [y/N] ");
		terminal.err().flush();
		try {
			// as a terminal has it
			String answer = new BufferedReader(new InputStreamReader(terminal.in(), Charset.defaultCharset())).readLine();
			return answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
