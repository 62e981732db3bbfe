package org.lictor.http.internal;

import static org.lictor.http.internal.Guard.ADMINISTRATOR;
import static org.lictor.remote.protocol.ApiPaths.PLUGINS;
import static org.lictor.remote.protocol.ApiPaths.PLUGIN_CHANGES;
import static org.lictor.remote.protocol.ApiPaths.PLUGIN_OFFERS;
import static org.lictor.remote.protocol.ApiPaths.PLUGIN_TRUST;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import org.lictor.http.internal.Route.Body;
import org.lictor.remote.protocol.NewPluginChange;
import org.lictor.remote.protocol.NewPluginChange.Deed;
import org.lictor.remote.protocol.PluginOffer;
import org.lictor.remote.protocol.PluginRepository;
import org.lictor.remote.protocol.StartedPluginChange;
import org.lictor.service.Plugins;
import org.lictor.service.RemoteChange;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/**
 * Plug-ins of the server's installation. Whom it trusts can be read, and is changed only by a command on its machine; files of that machine
 * are not installed from here either.
 */
final class PluginRoutes implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(PluginRoutes.class.getName());
	private static final String CHANGE = PLUGIN_CHANGES + "/{change}";

	private final Plugins plugins;
	private final PluginChanges changes;

	/**
	 * @param plugins    that are shown and changed
	 * @param dataFolder keeps what came of changes
	 */
	PluginRoutes(Plugins plugins, Path dataFolder) {
		this.plugins = plugins;
		this.changes = new PluginChanges(plugins, new KeptOutcomes(dataFolder));
	}

	/** @param routes takes the routes */
	void add(Routes routes) {
		routes.get(PLUGINS, ADMINISTRATOR, call -> Answer.json(plugins.installed()));
		routes.get(PLUGIN_TRUST, ADMINISTRATOR, call -> Answer.json(plugins.trust()));
		routes.add("POST", PLUGIN_OFFERS, ADMINISTRATOR, Body.JSON, call -> {
			URI repository = call.json(PluginRepository.class).repository();
			checkAddress(repository);
			return Answer.task(progress -> new PluginOffer(plugins.offered(repository, progress)));
		});
		routes.add("POST", PLUGIN_CHANGES, ADMINISTRATOR, Body.JSON, call -> {
			NewPluginChange wanted = call.json(NewPluginChange.class);
			check(wanted);
			String id = changes.start(wanted, allowed());
			LOG.log(System.Logger.Level.INFO, "{0} of plug-in {1} from {2} was asked for over HTTPS by ''{3}''.", wanted.deed(),
					wanted.id().orElse("(all)"), wanted.repository().map(URI::getHost).orElse("where it came from"), call.who().name());
			return Answer.json(201, new StartedPluginChange(id));
		});
		routes.get(CHANGE, ADMINISTRATOR, call -> Answer.task(progress -> changes.await(call.name("change"), progress)));
		routes.add("DELETE", CHANGE, ADMINISTRATOR, Body.NONE, call -> {
			changes.cancel(call.name("change"));
			return Answer.done();
		});
	}

	private RemoteChange allowed() throws ServiceException {
		RemoteChange allowed = plugins.trust().remote();
		if (allowed == RemoteChange.REFUSE) {
			throw new ServiceException(Reason.FORBIDDEN, "The plug-ins of this server are changed only on its machine. Where it is no workbench,"
					+ " 'plugins trust remote trusted', given there, allows what trusted keys have signed over HTTPS too.");
		}
		return allowed;
	}

	private static void check(NewPluginChange wanted) throws ServiceException {
		if (wanted.deed() != Deed.UPDATE && wanted.id().isEmpty()) {
			throw new ServiceException(Reason.INVALID, "Which plug-in is meant? 'id' is missing.");
		}
		if (wanted.deed() == Deed.INSTALL && wanted.repository().isEmpty()) {
			throw new ServiceException(Reason.INVALID, "Where is the plug-in to come from? 'repository' is missing.");
		}
		if (wanted.deed() == Deed.REMOVE && wanted.repository().isPresent()) {
			throw new ServiceException(Reason.INVALID, "A plug-in that is removed comes from nowhere: 'repository' does not belong there.");
		}
		if (wanted.repository().isPresent()) {
			checkAddress(wanted.repository().get());
		}
	}

	/** Whether a host may be read without encryption is looked at where it is read. */
	private static void checkAddress(URI repository) throws ServiceException {
		String scheme = Optional.ofNullable(repository.getScheme()).orElse("").toLowerCase(Locale.ROOT);
		if (!scheme.equals("https") && !scheme.equals("http") || repository.getHost() == null || repository.getRawUserInfo() != null) {
			throw new ServiceException(Reason.INVALID, "Over HTTPS plug-ins are taken only from addresses such as https://example.com/p2, without a"
					+ " password in them. A folder or file of the server's machine is named by a command there: 'plugins install ID --from FILE'.");
		}
	}

	/** Calls off what goes on. */
	@Override
	public void close() {
		changes.close();
	}
}
