package org.lictor.plugins.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import org.lictor.spi.ServerType;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** The bundles of this process, held against the list that an installation has now. */
final class RunningBundles {

	private static final System.Logger LOG = System.getLogger(RunningBundles.class.getName());

	private final BundleContext context;

	/** @param context of any bundle */
	RunningBundles(BundleContext context) {
		this.context = context;
	}

	/**
	 * @param lines        of a list
	 * @param installation folder with the jars that it names
	 * @return whether this process can only become what the list says by a new start: because something that stays uses what
	 *         goes, because Lictor itself goes, or because what comes is to become part of something that stays
	 * @throws IOException when a jar cannot be read
	 */
	boolean needRestart(List<BundleList.Line> lines, Path installation) throws IOException {
		Set<Bundle> going = going(lines);
		if (going.stream().anyMatch(bundle -> bundle.getBundleId() == 0 || bundle.equals(context.getBundle())
				|| isUsedBeside(bundle, going))) {
			return true;
		}
		for (BundleList.Line line : coming(lines)) {
			try (JarFile jar = new JarFile(installation.resolve(line.location()).toFile())) {
				Manifest manifest = jar.getManifest();
				if (manifest != null && manifest.getMainAttributes().getValue(Constants.FRAGMENT_HOST) != null) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * @param lines of a list
	 * @return in words, what goes and what comes; empty when nothing does
	 */
	String difference(List<BundleList.Line> lines) {
		Function<Stream<String>, String> join = names -> String.join(", ", names.sorted().toList());
		String come = join.apply(coming(lines).stream().map(line -> line.name() + " " + line.version()));
		String go = join.apply(going(lines).stream().map(RunningBundles::name));
		return go.isEmpty() ? come.isEmpty() ? "" : come + " came" : come.isEmpty() ? go + " left" : come + " came, " + go + " left";
	}

	/**
	 * @param bundles names and versions, with a blank between them
	 * @return ids of the server types that those of them that run have registered, sorted
	 */
	List<String> types(Set<String> bundles) {
		return running().filter(bundle -> bundles.contains(name(bundle))).flatMap(this::types).distinct().sorted().toList();
	}

	private Stream<String> types(Bundle bundle) {
		ServiceReference<?>[] registered = bundle.getRegisteredServices();
		return registered == null ? Stream.empty()
				: Stream.of(registered).filter(each -> List.of((String[]) each.getProperty(Constants.OBJECTCLASS)).contains(ServerType.class.getName()))
						.map(context::getService).filter(ServerType.class::isInstance).map(type -> ((ServerType) type).id());
	}

	/**
	 * @param bundles names and versions, with a blank between them
	 * @param lines   of a list
	 * @return whether the list has one of the bundles that this process has not, or not ready to be used
	 */
	boolean lacks(Set<String> bundles, List<BundleList.Line> lines) {
		return coming(lines).stream().anyMatch(line -> bundles.contains(line.name() + " " + line.version()))
				|| running().anyMatch(bundle -> bundle.getState() == Bundle.INSTALLED && bundles.contains(name(bundle)));
	}

	/**
	 * Starts what is to start when it is needed, and was left out of that. While bundles are refreshed, a bundle that has just come is
	 * started by two threads of Equinox, that of start levels and that which refreshes. When the second takes back for a moment that the
	 * bundle is resolved, the first fails with "No resolution report", and the second, seeing it at work, leaves the start to it.
	 */
	void startLeftOut() {
		running().filter(bundle -> bundle.getState() == Bundle.RESOLVED && isToStartWhenNeeded(bundle)).forEach(bundle -> {
			try {
				bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
			} catch (BundleException e) {
				LOG.log(System.Logger.Level.WARNING, "The bundle " + name(bundle) + " does not start.", e);
			}
		});
	}

	private static boolean isToStartWhenNeeded(Bundle bundle) {
		BundleStartLevel start = bundle.adapt(BundleStartLevel.class);
		return start != null && start.isPersistentlyStarted() && start.isActivationPolicyUsed();
	}

	/** @return names and versions of those that are stopping, sorted */
	List<String> stopping() {
		return running().filter(bundle -> bundle.getState() == Bundle.STOPPING).map(RunningBundles::name).sorted().toList();
	}

	private Stream<Bundle> running() {
		return Arrays.stream(context.getBundles());
	}

	private static String name(Bundle bundle) {
		return bundle.getSymbolicName() + " " + bundle.getVersion();
	}

	private Set<Bundle> going(List<BundleList.Line> lines) {
		Set<String> listed = new HashSet<>(lines.stream().map(line -> line.name() + " " + line.version()).toList());
		return new HashSet<>(running().filter(bundle -> !listed.contains(name(bundle))).toList());
	}

	private List<BundleList.Line> coming(List<BundleList.Line> lines) {
		Set<String> there = new HashSet<>(running().map(RunningBundles::name).toList());
		return lines.stream().filter(line -> !there.contains(line.name() + " " + line.version())).toList();
	}

	private static boolean isUsedBeside(Bundle bundle, Set<Bundle> going) {
		BundleWiring wiring = bundle.adapt(BundleWiring.class);
		return wiring != null && (wiring.getProvidedWires(null).stream().map(wire -> wire.getRequirer().getBundle())
				.anyMatch(user -> !user.equals(bundle) && !going.contains(user))
				|| wiring.getRequiredWires(HostNamespace.HOST_NAMESPACE).stream().map(BundleWire::getProvider)
						.anyMatch(host -> !going.contains(host.getBundle())));
	}
}
