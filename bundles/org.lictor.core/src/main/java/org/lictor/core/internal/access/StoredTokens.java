package org.lictor.core.internal.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.lictor.core.internal.Journal;
import org.lictor.core.internal.Names;
import org.lictor.model.Diagnostic;
import org.lictor.model.Role;
import org.lictor.service.AccessToken;
import org.lictor.service.AccessTokens;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.Store;
import org.lictor.store.StoredAccessToken;

/** Administration of tokens for people and scripts, of which the store keeps hashes. */
public final class StoredTokens implements AccessTokens {

	private final Store store;
	private final InstantSource clock;
	private final Journal journal;

	/**
	 * @param store   keeps the hashes
	 * @param clock   tells when a token is made
	 * @param journal is told of tokens that come and go
	 */
	public StoredTokens(Store store, InstantSource clock, Journal journal) {
		this.store = store;
		this.clock = clock;
		this.journal = journal;
	}

	@Override
	public List<AccessToken> list() throws ServiceException {
		return store.read(transaction -> transaction.accessTokens().all().stream().map(
				token -> new AccessToken(token.name(), token.role(), token.createdAt(), token.expiresAt())).toList());
	}

	@Override
	public String create(String name, Role role, Optional<Duration> lifetime) throws ServiceException {
		String checked = Names.check("A token", name);
		if (role == Role.AGENT) {
			throw new ServiceException(Reason.INVALID,
					"Agents get no tokens from here, they enrol. Make an enrolment string with 'agents token'.");
		}
		if (lifetime.filter(length -> length.isNegative() || length.isZero()).isPresent()) {
			throw new ServiceException(Reason.INVALID, "A token must be good for longer than no time at all.");
		}
		String token = Tokens.fresh();
		Instant now = clock.instant();
		store.write(transaction -> {
			if (transaction.accessTokens().all().stream().anyMatch(each -> each.name().equalsIgnoreCase(checked))) {
				throw new ServiceException(Reason.ALREADY_EXISTS, "There is a token named '" + checked
						+ "' already. Take another name, or revoke that one first.");
			}
			transaction.accessTokens().add(
					new StoredAccessToken(checked, Tokens.hash(token), role, now, lifetime.map(now::plus)));
			return null;
		});
		journal.add(Diagnostic.Severity.INFO, Journal.LICTOR,
				"The token '" + checked + "' with the role " + role + " was made.");
		return token;
	}

	@Override
	public void revoke(String name) throws ServiceException {
		boolean removed = store.write(transaction -> transaction.accessTokens().remove(name));
		if (!removed) {
			throw new ServiceException(Reason.NOT_FOUND, "There is no token named '" + name + "'.");
		}
		journal.add(Diagnostic.Severity.INFO, Journal.LICTOR, "The token '" + name + "' was revoked.");
	}
}
