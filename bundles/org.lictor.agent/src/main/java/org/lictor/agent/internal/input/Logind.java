package org.lictor.agent.internal.input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.lictor.agent.internal.tools.Tool;
import org.lictor.agent.protocol.EventDetail.Input;

/**
 * Asks logind for the idle hint of a session, which the desktop of the session sets (org.freedesktop.login1(5)). A desktop
 * that never sets it is taken for active.
 */
final class Logind implements InputSource {

	private static final System.Logger LOG = System.getLogger(Logind.class.getName());

	private static final Duration LIMIT = Duration.ofSeconds(5);
	private static final int MOST = 4096;
	private static final Pattern HINT = Pattern.compile("^IdleHint=(yes|no)$", Pattern.MULTILINE);
	/** Microseconds since 1970, 0 when it never changed. */
	private static final Pattern SINCE = Pattern.compile("^IdleSinceHint=([0-9]{1,18})$", Pattern.MULTILINE);

	private final Tool tool;

	/**
	 * @param command {@code loginctl}
	 */
	Logind(List<String> command) {
		this.tool = new Tool(command, LIMIT, MOST);
	}

	@Override
	public Seen look(String osSession, Instant now) throws InterruptedException {
		try {
			return tool.run("show-session", osSession, "-p", "IdleHint", "-p", "IdleSinceHint")
					.filter(answer -> answer.exit() == 0)
					.flatMap(answer -> seen(new String(answer.output(), StandardCharsets.UTF_8), now))
					.orElse(new Seen(Input.UNKNOWN, now));
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, "logind cannot be asked", e);
			return new Seen(Input.UNKNOWN, now);
		}
	}

	private static Optional<Seen> seen(String text, Instant now) {
		Matcher hint = HINT.matcher(text);
		if (!hint.find()) {
			return Optional.empty();
		}
		if (hint.group(1).equals("no")) {
			return Optional.of(new Seen(Input.ACTIVE, now));
		}
		Matcher since = SINCE.matcher(text);
		Instant told = since.find() ? Instant.ofEpochMilli(Long.parseLong(since.group(1)) / 1000) : Instant.EPOCH;
		return Optional.of(new Seen(Input.IDLE, told.equals(Instant.EPOCH) || told.isAfter(now) ? now : told));
	}
}
