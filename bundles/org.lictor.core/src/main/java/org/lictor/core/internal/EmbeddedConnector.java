package org.lictor.core.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.lictor.core.DirectoryReader;
import org.lictor.core.NodeListener;
import org.lictor.core.internal.collect.OfferedTypes;
import org.lictor.core.internal.collect.ServerTypes;
import org.lictor.model.Progress;
import org.lictor.service.Connector;
import org.lictor.service.KeyStorage;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.OpenOptions;
import org.lictor.service.OwnInstallation;
import org.lictor.service.ServiceException.Reason;
import org.lictor.service.ServiceException;
import org.lictor.spi.ServerType;
import org.lictor.store.Store;
import org.lictor.store.Stores;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Opens data folders in this process. Server types and listeners may come and go while nodes are open. */
@Component(service = Connector.class, property = "service.ranking:Integer=0")
public final class EmbeddedConnector implements Connector {

	/** How long a plug-in may take to make its server type. */
	private static final Duration TYPE_READY = Duration.ofSeconds(5);
	/** After what a bundle that was installed should have started. */
	private static final Duration BUNDLE_STARTED = Duration.ofSeconds(5);

	private final ServerTypes types = new ServerTypes();
	private final List<NodeListener> listeners = new CopyOnWriteArrayList<>();
	private final AtomicReference<KeyStorage> keys = new AtomicReference<>();
	private final AtomicReference<DirectoryReader> directories = new AtomicReference<>();
	/** Looked up when it is asked for: a command that needs no plug-ins loads nothing of p2. */
	private final AtomicReference<Optional<ServiceReference<OwnInstallation>>> installation = new AtomicReference<>(Optional.empty());
	private final Optional<BundleContext> context;
	private final OfferedTypes<ServiceReference<ServerType>> offered;
	/** Where there is OSGi. */
	private final Optional<PluginBundles> watching;
	private final InstantSource clock;
	private final String version;

	/**
	 * @param context of this bundle, whose version is Lictor's
	 */
	@Activate
	public EmbeddedConnector(BundleContext context) {
		this(Optional.of(context), InstantSource.system(), readable(context.getBundle().getVersion()));
	}

	/**
	 * @param clock   tells the time
	 * @param version of Lictor
	 */
	public EmbeddedConnector(InstantSource clock, String version) {
		this(Optional.empty(), clock, version);
	}

	private EmbeddedConnector(Optional<BundleContext> context, InstantSource clock, String version) {
		this.context = context;
		this.clock = clock;
		this.version = version;
		this.offered = new OfferedTypes<>(types, reference -> context.map(bundle -> bundle.getService(reference)), TYPE_READY);
		this.watching = context.map(bundle -> new PluginBundles(bundle, types::refuse, types::forgive,
				CompletableFuture.delayedExecutor(BUNDLE_STARTED.toMillis(), TimeUnit.MILLISECONDS)));
	}

	/** Watches no longer for plug-ins. */
	@Deactivate
	public void close() {
		watching.ifPresent(PluginBundles::close);
	}

	private static String readable(Version version) {
		return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
	}

	/** @param type that is there without OSGi */
	public void addType(ServerType type) {
		types.add(type);
	}

	/** @param type that a plug-in brings */
	@Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, unbind = "withdrawType")
	public void offerType(ServiceReference<ServerType> type) {
		Bundle bundle = type.getBundle();
		offered.add(type, bundle == null ? "a plug-in that has just left" : bundle.getSymbolicName() + " " + bundle.getVersion());
	}

	/** @param type whose plug-in leaves */
	public void withdrawType(ServiceReference<ServerType> type) {
		offered.remove(type);
	}

	/** @param listener that was installed */
	@Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
	public void addListener(NodeListener listener) {
		listeners.add(listener);
	}

	/** @param listener that is being uninstalled; what it started goes on until its node closes */
	public void removeListener(NodeListener listener) {
		listeners.remove(listener);
	}

	/** @param storage that was installed */
	@Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
			policyOption = ReferencePolicyOption.GREEDY)
	public void setKeyStorage(KeyStorage storage) {
		keys.set(storage);
	}

	/** @param storage that is being uninstalled */
	public void unsetKeyStorage(KeyStorage storage) {
		keys.compareAndSet(storage, null);
	}

	/** @param reader that was installed */
	@Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
			policyOption = ReferencePolicyOption.GREEDY)
	public void setDirectories(DirectoryReader reader) {
		directories.set(reader);
	}

	/** @param reader that is being uninstalled */
	public void unsetDirectories(DirectoryReader reader) {
		directories.compareAndSet(reader, null);
	}

	/** @param reference to the installation of this process */
	@Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
			policyOption = ReferencePolicyOption.GREEDY)
	public void setInstallation(ServiceReference<OwnInstallation> reference) {
		installation.set(Optional.of(reference));
	}

	/** @param reference that is being uninstalled */
	public void unsetInstallation(ServiceReference<OwnInstallation> reference) {
		installation.updateAndGet(current -> current.filter(each -> !each.equals(reference)));
	}

	@Override
	public boolean accepts(Location location) {
		return location instanceof Location.Folder;
	}

	@Override
	public Lictor open(Location location, OpenOptions options, Progress progress) throws ServiceException {
		if (!(location instanceof Location.Folder folder)) {
			throw new ServiceException(Reason.INVALID, "Only data folders can be opened in this process.");
		}
		Store store = Stores.open(folder.path(), clock, progress);
		EmbeddedNode node = new EmbeddedNode(store, types, clock, version, () -> Optional.ofNullable(keys.get()),
				() -> Optional.ofNullable(directories.get()), () -> context.flatMap(bundle -> installation.get().map(bundle::getService)));
		try {
			node.begin(options, listeners);
			return node;
		} catch (ServiceException | RuntimeException e) {
			node.close();
			throw e;
		}
	}
}
