package org.lictor.remote.internal;

import static org.lictor.remote.protocol.ApiPaths.TOKENS;
import static org.lictor.remote.protocol.ApiPaths.below;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.lictor.model.Role;
import org.lictor.remote.internal.Transport.Outgoing;
import org.lictor.remote.protocol.NewToken;
import org.lictor.remote.protocol.TokenSecret;
import org.lictor.service.AccessToken;
import org.lictor.service.AccessTokens;
import org.lictor.service.ServiceException;

/** Tokens of a server elsewhere. */
final class RemoteAccessTokens implements AccessTokens {

	private final Asking asking;

	RemoteAccessTokens(Asking asking) {
		this.asking = asking;
	}

	@Override
	public List<AccessToken> list() throws ServiceException {
		return asking.list(TOKENS, AccessToken.class);
	}

	@Override
	public String create(String name, Role role, Optional<Duration> lifetime) throws ServiceException {
		return asking.one(Outgoing.of("POST", TOKENS).json(new NewToken(name, role, lifetime)), TokenSecret.class).token();
	}

	@Override
	public void revoke(String name) throws ServiceException {
		asking.tell(Outgoing.of("DELETE", below(TOKENS, name)));
	}
}
