package org.lictor.remote.internal;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.lictor.model.Progress;
import org.lictor.remote.internal.Transport.Outgoing;
import org.lictor.remote.protocol.ApiPaths;
import org.lictor.remote.protocol.NewPluginChange;
import org.lictor.remote.protocol.NewPluginChange.Deed;
import org.lictor.remote.protocol.PluginOffer;
import org.lictor.remote.protocol.PluginOutcome;
import org.lictor.remote.protocol.PluginRepository;
import org.lictor.remote.protocol.StartedPluginChange;
import org.lictor.service.Doubt;
import org.lictor.service.Doubts;
import org.lictor.service.InstalledPlugin;
import org.lictor.service.Plugin;
import org.lictor.service.PluginChange;
import org.lictor.service.PluginTrust;
import org.lictor.service.Plugins;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/**
 * Plug-ins of a server elsewhere. A change goes on there when the connection breaks, and is asked for again; calling it off is told.
 */
final class RemotePlugins implements Plugins {

	/** For how long a connection that broke is made again. */
	private static final Duration PATIENCE = Duration.ofMinutes(1);
	private static final long AGAIN_MILLIS = 300;

	private final Asking asking;

	RemotePlugins(Asking asking) {
		this.asking = asking;
	}

	@Override
	public List<InstalledPlugin> installed() throws ServiceException {
		return asking.list(ApiPaths.PLUGINS, InstalledPlugin.class);
	}

	@Override
	public List<Plugin> offered(URI repository, Progress progress) throws ServiceException {
		return asking.task(Outgoing.of("POST", ApiPaths.PLUGIN_OFFERS).json(new PluginRepository(repository)), PluginOffer.class, progress).plugins();
	}

	@Override
	public PluginChange install(String id, URI repository, Doubts doubts, Progress progress) throws ServiceException {
		return change(Deed.INSTALL, Optional.of(id), Optional.of(repository), doubts, progress);
	}

	@Override
	public PluginChange update(Optional<String> id, Optional<URI> repository, Doubts doubts, Progress progress) throws ServiceException {
		return change(Deed.UPDATE, id, repository, doubts, progress);
	}

	@Override
	public PluginChange remove(String id, Progress progress) throws ServiceException {
		return change(Deed.REMOVE, Optional.of(id), Optional.empty(), Doubts.REFUSED, progress);
	}

	@Override
	public PluginTrust trust() throws ServiceException {
		return asking.one(Outgoing.of("GET", ApiPaths.PLUGIN_TRUST), PluginTrust.class);
	}

	private PluginChange change(Deed deed, Optional<String> id, Optional<URI> repository, Doubts doubts, Progress progress)
			throws ServiceException {
		Optional<List<Doubt>> accepted = Optional.empty();
		while (true) {
			PluginOutcome outcome = outcome(new NewPluginChange(deed, id, repository, accepted), progress);
			if (outcome.doubts().isEmpty()) {
				return outcome.change();
			}
			// the repository may have become another one since they were accepted: whoever accepts is asked about that too
			if (!doubts.accept(outcome.doubts())) {
				throw new ServiceException(Reason.FORBIDDEN, outcome.refusal());
			}
			accepted = Optional.of(outcome.doubts());
		}
	}

	private PluginOutcome outcome(NewPluginChange wanted, Progress progress) throws ServiceException {
		String id = asking.one(Outgoing.of("POST", ApiPaths.PLUGIN_CHANGES).json(wanted), StartedPluginChange.class).id();
		String path = ApiPaths.below(ApiPaths.PLUGIN_CHANGES, id);
		try {
			return await(path, progress);
		} catch (ServiceException e) {
			if (e.reason() != Reason.CANCELLED || !progress.cancelled()) {
				throw e;
			}
			asking.tell(Outgoing.of("DELETE", path));
			// it may have been too late
			return await(path, Progress.NONE);
		}
	}

	private PluginOutcome await(String path, Progress progress) throws ServiceException {
		long until = System.nanoTime() + PATIENCE.toNanos();
		while (true) {
			try {
				return asking.task(Outgoing.of("GET", path), PluginOutcome.class, progress);
			} catch (ServiceException e) {
				// what the server itself says has no cause
				if (e.reason() != Reason.UNAVAILABLE || e.getCause() == null || System.nanoTime() > until) {
					throw e;
				}
				pause();
			}
		}
	}

	private static void pause() throws ServiceException {
		try {
			Thread.sleep(AGAIN_MILLIS);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw Sentences.cancelled();
		}
	}
}
