package org.lictor.remote.internal;

import static org.lictor.remote.protocol.ApiPaths.FINISHED_SIGN_INS;
import static org.lictor.remote.protocol.ApiPaths.SERVERS;
import static org.lictor.remote.protocol.ApiPaths.SERVER_TYPES;
import static org.lictor.remote.protocol.ApiPaths.SIGN_INS;
import static org.lictor.remote.protocol.ApiPaths.VERIFICATIONS;
import static org.lictor.remote.protocol.ApiPaths.below;

import java.util.List;

import org.lictor.model.Progress;
import org.lictor.remote.internal.Transport.Outgoing;
import org.lictor.remote.protocol.FinishedSignIn;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServerInfo;
import org.lictor.service.ServerTypeInfo;
import org.lictor.service.Servers;
import org.lictor.service.ServiceException;
import org.lictor.service.SignIn;
import org.lictor.spi.Verification;

/** Licence servers of a server elsewhere. */
final class RemoteServers implements Servers {

	private final Asking asking;

	RemoteServers(Asking asking) {
		this.asking = asking;
	}

	@Override
	public List<ServerTypeInfo> types() throws ServiceException {
		return asking.list(SERVER_TYPES, ServerTypeInfo.class);
	}

	@Override
	public List<ServerInfo> list() throws ServiceException {
		return asking.list(SERVERS, ServerInfo.class);
	}

	@Override
	public ServerInfo show(String name) throws ServiceException {
		return asking.one(Outgoing.of("GET", below(SERVERS, name)), ServerInfo.class);
	}

	@Override
	public ServerInfo add(ServerDefinition definition) throws ServiceException {
		return asking.one(Outgoing.of("POST", SERVERS).json(definition), ServerInfo.class);
	}

	@Override
	public ServerInfo update(ServerDefinition definition) throws ServiceException {
		return asking.one(Outgoing.of("PUT", below(SERVERS, definition.name())).json(definition), ServerInfo.class);
	}

	@Override
	public void remove(String name) throws ServiceException {
		asking.tell(Outgoing.of("DELETE", below(SERVERS, name)));
	}

	@Override
	public Verification verify(ServerDefinition definition, Progress progress) throws ServiceException {
		return asking.task(Outgoing.of("POST", VERIFICATIONS).json(definition), Verification.class, progress);
	}

	@Override
	public ServerInfo poll(String name, Progress progress) throws ServiceException {
		return asking.task(Outgoing.of("POST", below(SERVERS, name, "poll")), ServerInfo.class, progress);
	}

	@Override
	public SignIn beginSignIn(ServerDefinition definition) throws ServiceException {
		return asking.one(Outgoing.of("POST", SIGN_INS).json(definition), SignIn.class);
	}

	@Override
	public Verification finishSignIn(String id, String query, Progress progress) throws ServiceException {
		return asking.task(Outgoing.of("POST", FINISHED_SIGN_INS).json(new FinishedSignIn(id, query)), Verification.class, progress);
	}
}
