package org.lictor.core.internal.collect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.lictor.core.internal.access.Tokens;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.service.SignIn;
import org.lictor.spi.SignInStart;

/**
 * Sign-ins with a browser that were begun, and the secrets of those that were finished and not saved yet. Kept in memory
 * alone, for some time, the last ones only. Safe for use by many threads.
 */
final class PendingSignIns {

	/** How long a person has to sign in. */
	static final Duration LIFE = Duration.ofMinutes(10);
	/** How long what came of it waits to be saved. */
	static final Duration KEPT = Duration.ofHours(1);
	/** Of both kinds together. */
	static final int MOST = 50;

	/** A sign-in that was begun, with the server it is for. */
	record Pending(ServerDefinition definition, SignInStart.Begun begun) {
	}

	private sealed interface Entry {

		Instant end();
	}

	private record Waiting(Pending pending, Instant end) implements Entry {
	}

	private record Finished(String type, Map<String, String> secrets, Instant end) implements Entry {
	}

	private final InstantSource clock;
	private final Map<String, Entry> entries = new LinkedHashMap<>();

	PendingSignIns(InstantSource clock) {
		this.clock = clock;
	}

	/** @return the sign-in as it is told to whoever began it */
	synchronized SignIn begin(Pending pending) {
		Instant end = clock.instant().plus(LIFE);
		String id = Tokens.fresh();
		put(id, new Waiting(pending, end));
		return new SignIn(id, pending.begun().address(), pending.begun().redirect(), end);
	}

	/**
	 * @param id of a sign-in
	 * @return what was begun; nobody can take it again
	 * @throws ServiceException NOT_FOUND when there is none, or not any more
	 */
	synchronized Pending take(String id) throws ServiceException {
		forgetOld();
		if (!(entries.get(id) instanceof Waiting waiting)) {
			throw new ServiceException(Reason.NOT_FOUND, "There is no such sign-in any more: it waits for " + LIFE.toMinutes()
					+ " minutes and can be finished once. Begin it again.");
		}
		entries.remove(id);
		return waiting.pending();
	}

	/** Keeps what came of a sign-in. */
	synchronized void finish(String id, String type, Map<String, String> secrets) {
		put(id, new Finished(type, secrets, clock.instant().plus(KEPT)));
	}

	/**
	 * @param id   of a sign-in that was finished
	 * @param type of the server it is to be used for
	 * @return what came of it
	 * @throws ServiceException INVALID when there is none for that type, or not any more
	 */
	synchronized Map<String, String> secrets(String id, String type) throws ServiceException {
		forgetOld();
		if (entries.get(id) instanceof Finished finished && finished.type().equals(type)) {
			return finished.secrets();
		}
		throw new ServiceException(Reason.INVALID, "What came of the sign-in with the browser is not there any more: it is kept for "
				+ KEPT.toMinutes() + " minutes, and until it is saved. Sign in again.");
	}

	/** It was saved. */
	synchronized void forget(String id) {
		entries.remove(id);
	}

	private void put(String id, Entry entry) {
		forgetOld();
		entries.put(id, entry);
		Iterator<String> oldest = entries.keySet().iterator();
		while (entries.size() > MOST) {
			oldest.next();
			oldest.remove();
		}
	}

	private void forgetOld() {
		Instant now = clock.instant();
		entries.values().removeIf(entry -> !entry.end().isAfter(now));
	}
}
