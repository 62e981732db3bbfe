package org.lictor.remote.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

import org.lictor.model.FileTrouble;
import org.lictor.model.Progress;
import org.lictor.service.Connector;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.OpenOptions;
import org.lictor.service.RunningNode;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.osgi.service.component.annotations.Component;

/** Reaches servers that run elsewhere, or on a data folder of this machine. It is asked before a folder is opened here. */
@Component(property = "service.ranking:Integer=100")
public final class RemoteConnector implements Connector {

	private static final int CONNECT_MILLIS = 1000;

	@Override
	public boolean accepts(Location location) {
		return switch (location) {
		case Location.Address address -> true;
		case Location.Folder folder -> runningOn(folder.path()).filter(RemoteConnector::listens).isPresent();
		};
	}

	@Override
	public Lictor open(Location location, OpenOptions options, Progress progress) throws ServiceException {
		return switch (location) {
		case Location.Address address -> {
			Endpoint endpoint = check(address);
			yield RemoteLictor.open(endpoint.address().toString(), new Transport(() -> endpoint));
		}
		case Location.Folder folder -> RemoteLictor.open(folder.path().toString(), new Transport(() -> find(folder.path())));
		};
	}

	private static Endpoint check(Location.Address location) throws ServiceException {
		URI address = location.address();
		if (!"https".equalsIgnoreCase(address.getScheme()) || address.getHost() == null || address.getRawQuery() != null
				|| address.getRawFragment() != null || address.getRawUserInfo() != null) {
			throw new ServiceException(Reason.INVALID,
					"The address of a server looks like https://host:7443, not like '" + address + "'.");
		}
		if (location.fingerprint().filter(fingerprint -> !fingerprint.matches("[0-9a-f]{64}")).isPresent()) {
			throw new ServiceException(Reason.INVALID,
					"A fingerprint has 64 hexadecimal digits, as the server prints it when it starts.");
		}
		if (!location.token().matches("[\\x21-\\x7e]+")) {
			throw new ServiceException(Reason.INVALID, "The token is empty or holds characters that no token has.");
		}
		return Endpoint.of(location);
	}

	private static Endpoint find(Path folder) throws ServiceException {
		try {
			return RunningNode.read(folder).map(Endpoint::of).orElseThrow(() -> new ServiceException(Reason.UNAVAILABLE,
					"The server on the data folder " + folder + " does not run any more."));
		} catch (IOException e) {
			throw unreadable(folder, e);
		}
	}

	/** A file that cannot be read is the business of whoever opens the folder, and is told then. */
	private static Optional<RunningNode> runningOn(Path folder) {
		try {
			return RunningNode.read(folder);
		} catch (IOException e) {
			return Optional.empty();
		}
	}

	private static ServiceException unreadable(Path folder, IOException e) {
		return new ServiceException(Reason.FORBIDDEN, "The file node.properties in " + folder + " cannot be read: " + FileTrouble.why(e)
				+ ". Give the command as the user whose server runs on this folder.", e);
	}

	/** Its process may have been killed and its number given to another. */
	private static boolean listens(RunningNode node) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(node.address().getHost(), node.address().getPort()), CONNECT_MILLIS);
			return true;
		} catch (IOException | IllegalArgumentException e) {
			return false;
		}
	}
}
