package org.lictor.core.internal.services;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.lictor.core.internal.Journal;
import org.lictor.model.Diagnostic;
import org.lictor.model.Progress;
import org.lictor.service.Doubts;
import org.lictor.service.InstalledPlugin;
import org.lictor.service.OwnInstallation;
import org.lictor.service.Plugin;
import org.lictor.service.PluginChange;
import org.lictor.service.PluginTrust;
import org.lictor.service.Plugins;
import org.lictor.service.RemoteChange;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** The plug-ins of the installation that this process was started from; what is changed stands in the Event Log. */
public final class NodePlugins implements Plugins, AutoCloseable {

	private static final System.Logger LOG = System.getLogger(NodePlugins.class.getName());

	private final Supplier<Optional<OwnInstallation>> installation;
	private final BooleanSupplier workbench;
	private final Journal journal;
	private Optional<AutoCloseable> following = Optional.empty();
	private boolean closed;

	/**
	 * @param installation that is read and changed; asked each time
	 * @param workbench    whether this is the process of a workbench, whose windows change its plug-ins
	 * @param journal      takes what was changed
	 */
	public NodePlugins(Supplier<Optional<OwnInstallation>> installation, BooleanSupplier workbench, Journal journal) {
		this.installation = installation;
		this.workbench = workbench;
		this.journal = journal;
	}

	/** Has the process take in what others change in its installation; what comes of that stands in the Event Log. */
	public synchronized void follow() {
		if (!closed) {
			following = installation.get().map(own -> own.follow(news -> journal.add(news.severity(), Journal.LICTOR, news.message())));
		}
	}

	/** Leaves that to others. */
	@Override
	public synchronized void close() {
		closed = true;
		following.ifPresent(each -> {
			try {
				each.close();
			} catch (Exception e) {
				LOG.log(System.Logger.Level.WARNING, "Following the installation could not be ended.", e);
			}
		});
		following = Optional.empty();
	}

	@Override
	public List<InstalledPlugin> installed() throws ServiceException {
		return own().installed();
	}

	@Override
	public List<Plugin> offered(URI repository, Progress progress) throws ServiceException {
		return own().offered(repository, progress);
	}

	@Override
	public PluginChange install(String id, URI repository, Doubts doubts, Progress progress) throws ServiceException {
		return told(changed().install(id, repository, doubts, progress));
	}

	@Override
	public PluginChange update(Optional<String> id, Optional<URI> repository, Doubts doubts, Progress progress) throws ServiceException {
		return told(changed().update(id, repository, doubts, progress));
	}

	@Override
	public PluginChange remove(String id, Progress progress) throws ServiceException {
		return told(changed().remove(id, progress));
	}

	@Override
	public PluginTrust trust() throws ServiceException {
		PluginTrust trust = own().trust();
		return workbench.getAsBoolean() ? new PluginTrust(trust.policy(), trust.keys(), trust.httpHosts(), RemoteChange.REFUSE) : trust;
	}

	private OwnInstallation own() throws ServiceException {
		return installation.get().orElseThrow(() -> new ServiceException(Reason.UNAVAILABLE,
				"The installation of this Lictor can have no plug-ins: the part that installs them is missing. Install Lictor anew."));
	}

	/** p2's own dialogs keep in memory what is installed: where they are, nobody else may change it. */
	private OwnInstallation changed() throws ServiceException {
		if (workbench.getAsBoolean()) {
			throw new ServiceException(Reason.FORBIDDEN,
					"The plug-ins of a workbench are changed in that workbench: Help > Install New Software, Help > Check for Updates.");
		}
		return own();
	}

	private PluginChange told(PluginChange change) {
		if (!change.isEmpty()) {
			journal.add(Diagnostic.Severity.INFO, Journal.LICTOR, "Plug-ins of the installation were changed: " + Stream.of(
					names(" came", change.came()), names(" left", change.left())).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "))
					+ (change.restart() ? ". This Lictor uses it only after a restart." : "."));
		}
		return change;
	}

	private static String names(String what, List<Plugin> plugins) {
		return plugins.isEmpty() ? ""
				: plugins.stream().map(plugin -> plugin.id() + " " + plugin.version()
						+ (plugin.from().isEmpty() || what.equals(" left") ? "" : " from " + place(plugin.from()))).collect(Collectors.joining(", ")) + what;
	}

	/** Without what may be a secret in it. */
	private static String place(String address) {
		return address.replaceAll("[?#].*", "");
	}
}
