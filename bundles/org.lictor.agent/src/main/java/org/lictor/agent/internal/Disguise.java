package org.lictor.agent.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.lictor.agent.internal.watch.Recorder;
import org.lictor.agent.protocol.Disclosure;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.EventDetail.ConsentSeen;
import org.lictor.agent.protocol.EventDetail.SessionEnded;
import org.lictor.agent.protocol.EventDetail.SessionStarted;
import org.lictor.agent.protocol.Protocol;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.UseInfo;

/**
 * Stands before the recorder and gives everything that is told the form the server asked for: what it hides never reaches the
 * spool. Rule {@code pseudonym v1}: {@code ~} and the first 20 digits of HMAC-SHA-256 with the company's key over the user
 * without domain in lower case. Rule {@code counts v1}: likewise with this host's own key, which never leaves it, over user
 * and day; of consents over the user alone, so that they can be counted, after {@link Protocol#COUNTED_USER}. Safe for use by
 * many threads.
 */
final class Disguise implements Recorder {

	private static final int DIGITS = 20;
	private static final String HIDDEN = "~";

	private final Recorder recorder;
	private final Supplier<byte[]> hostKey;
	private volatile Disclosure form = Disclosure.CLEAR;

	/**
	 * @param recorder takes what may be told
	 * @param hostKey  this host's own key, asked for when it is first needed
	 */
	Disguise(Recorder recorder, Supplier<byte[]> hostKey) {
		this.recorder = recorder;
		this.hostKey = hostKey;
	}

	/**
	 * @param next the form from now on
	 */
	void use(Disclosure next) {
		form = next;
	}

	/** @return the form at present */
	Disclosure form() {
		return form;
	}

	@Override
	public synchronized boolean record(List<? extends EventDetail> details) {
		return recorder.record(details.stream().map(this::told).toList());
	}

	private EventDetail told(EventDetail detail) {
		return switch (detail) {
		case SessionStarted started -> new SessionStarted(told(started.session()));
		case SessionEnded ended -> new SessionEnded(told(ended.session()), ended.end(), ended.exact(), ended.reason());
		case EventDetail.SessionsRunning running -> running;
		case EventDetail.AgentStarted started -> started;
		case EventDetail.AgentStopped stopped -> stopped;
		case EventDetail.Trouble trouble -> trouble;
		case EventDetail.ActionSeen seen -> new EventDetail.ActionSeen(told(seen.use(), seen.action()), seen.action(),
				seen.change());
		case EventDetail.ConsentSeen seen -> told(seen);
		case EventDetail.ProductsRegistered registered -> registered;
		case EventDetail.InputSeen seen -> seen;
		};
	}

	private UseInfo told(UseInfo use, Instant action) {
		return switch (form) {
		case Disclosure.Clear clear -> use;
		case Disclosure.Pseudonym pseudonym -> changed(use, use.host(), pseudonym(pseudonym, use.user()));
		case Disclosure.Counts counts -> changed(use, HIDDEN,
				HIDDEN + mac(hostKey.get(), person(use.user()) + "|" + day(action)));
		};
	}

	private static UseInfo changed(UseInfo use, String host, String user) {
		return new UseInfo(use.key(), use.server(), use.applicationId(), use.product(), use.version(), host, user);
	}

	private ConsentSeen told(ConsentSeen seen) {
		String user = switch (form) {
		case Disclosure.Clear clear -> seen.user();
		case Disclosure.Pseudonym pseudonym -> pseudonym(pseudonym, seen.user());
		case Disclosure.Counts counts -> Protocol.COUNTED_USER + mac(hostKey.get(), person(seen.user()) + "|consent");
		};
		return new ConsentSeen(seen.server(), seen.applicationId(), seen.product(), user, seen.consent(), seen.uses(),
				seen.help());
	}

	/**
	 * @param session as it was seen
	 * @return as it may be told
	 */
	SessionInfo told(SessionInfo session) {
		return switch (form) {
		case Disclosure.Clear clear -> session;
		case Disclosure.Pseudonym pseudonym -> changed(session, session.host(), pseudonym(pseudonym, session.user()),
				session.pid(), lastPart(session.path()), session.osSession());
		case Disclosure.Counts counts -> changed(session, HIDDEN,
				HIDDEN + mac(hostKey.get(), person(session.user()) + "|" + day(session)), 0, "", "");
		};
	}

	/**
	 * @param form in which it is told
	 * @param user as the system names it
	 * @return as it may be told, empty when it may not
	 */
	static String user(Disclosure form, String user) {
		return switch (form) {
		case Disclosure.Clear clear -> user;
		case Disclosure.Pseudonym pseudonym -> pseudonym(pseudonym, user);
		case Disclosure.Counts counts -> "";
		};
	}

	/**
	 * @param form in which it is told
	 * @param path of a program
	 * @return as much of it as may be told, empty when nothing
	 */
	static String program(Disclosure form, String path) {
		return switch (form) {
		case Disclosure.Clear clear -> path;
		case Disclosure.Pseudonym pseudonym -> lastPart(path);
		case Disclosure.Counts counts -> "";
		};
	}

	private static SessionInfo changed(SessionInfo session, String host, String user, long pid, String path,
			String osSession) {
		return new SessionInfo(session.key(), session.server(), session.applicationId(), session.product(), session.kind(),
				session.version(), host, user, pid, session.processStart(), path, session.use(),
				osSession);
	}

	private static String pseudonym(Disclosure.Pseudonym pseudonym, String user) {
		return user.isEmpty() ? "" : HIDDEN + mac(HexFormat.of().parseHex(pseudonym.key()), person(user));
	}

	/** As the server compares users: the domain and the case of letters do not count. */
	private static String person(String user) {
		String name = user.substring(user.lastIndexOf('\\') + 1);
		int at = name.indexOf('@');
		return (at >= 0 ? name.substring(0, at) : name).strip().toLowerCase(Locale.ROOT);
	}

	/** The same for all that is told of a session, however long it runs; each session of unknown beginning is its own. */
	private static String day(SessionInfo session) {
		return session.processStart().map(start -> day(start).toString()).orElse(session.key().toString());
	}

	private static LocalDate day(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC).toLocalDate();
	}

	private static String lastPart(String path) {
		return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
	}

	private static String mac(byte[] key, String text) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key, "HmacSHA256"));
			return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8))).substring(0, DIGITS);
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("every Java has HMAC-SHA-256", e);
		}
	}
}
