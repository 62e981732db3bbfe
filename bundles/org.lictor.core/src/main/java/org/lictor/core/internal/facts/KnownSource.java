package org.lictor.core.internal.facts;

import java.util.Optional;
import java.util.function.Function;

import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Configuration;
import org.lictor.spi.ServerType;
import org.lictor.store.StoredServer;

/**
 * What is needed to read the evidence of a server.
 *
 * @param type          knows what it means
 * @param configuration of the server, defaults filled in
 */
public record KnownSource(ServerType type, Configuration configuration) {

	/**
	 * @param server whose evidence is to be read
	 * @param types  finds installed server types by their ids
	 * @return what is needed
	 * @throws ServiceException UNAVAILABLE; its message is the end of a sentence: "the plug-in ... is not installed"
	 */
	public static KnownSource of(StoredServer server, Function<String, Optional<ServerType>> types) throws ServiceException {
		String plugin = "the plug-in for servers of type '" + server.type() + "'";
		ServerType type = types.apply(server.type())
				.orElseThrow(() -> new ServiceException(Reason.UNAVAILABLE, plugin + " is not installed"));
		try {
			return new KnownSource(type, type.schema().complete(server.settings()));
		} catch (RuntimeException | LinkageError e) {
			throw new ServiceException(Reason.UNAVAILABLE, plugin + " failed (" + e.getClass().getSimpleName() + ")", e);
		}
	}
}
