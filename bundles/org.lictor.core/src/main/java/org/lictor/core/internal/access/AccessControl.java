package org.lictor.core.internal.access;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.lictor.core.Access;
import org.lictor.core.Principal;
import org.lictor.model.Role;
import org.lictor.service.ServiceException;
import org.lictor.store.Store;
import org.lictor.store.Transaction;

/** Finds out whose a token is: made for this process, made by an administrator, or an agent's secret. */
public final class AccessControl implements Access {

	private static final System.Logger LOGGER = System.getLogger(AccessControl.class.getName());

	private final Store store;
	private final InstantSource clock;
	private final Map<String, Principal> temporary = new ConcurrentHashMap<>();

	/**
	 * @param store knows the hashes of tokens and secrets
	 * @param clock tells whether a token has expired
	 */
	public AccessControl(Store store, InstantSource clock) {
		this.store = store;
		this.clock = clock;
	}

	@Override
	public Optional<Principal> authenticate(String token) {
		if (token.isBlank()) {
			return Optional.empty();
		}
		String hash = Tokens.hash(token);
		Principal here = temporary.get(hash);
		if (here != null) {
			return Optional.of(here);
		}
		try {
			return store.read(transaction -> stored(transaction, hash));
		} catch (ServiceException e) {
			LOGGER.log(System.Logger.Level.WARNING, "Nobody can be let in, because the tokens cannot be read.", e);
			return Optional.empty();
		}
	}

	private Optional<Principal> stored(Transaction transaction, String hash) {
		return transaction.accessTokens().byHash(hash)
				.filter(token -> token.expiresAt().filter(end -> !clock.instant().isBefore(end)).isEmpty())
				.map(token -> new Principal(token.role(), token.name()))
				.or(() -> transaction.agents().bySecretHash(hash)
						.map(agent -> new Principal(Role.AGENT, Long.toString(agent.id()))));
	}

	@Override
	public String temporary(Role role, String name) {
		if (role == Role.AGENT) {
			throw new IllegalArgumentException("agents enrol, they get no tokens");
		}
		String token = Tokens.fresh();
		temporary.put(Tokens.hash(token), new Principal(role, name));
		return token;
	}
}
