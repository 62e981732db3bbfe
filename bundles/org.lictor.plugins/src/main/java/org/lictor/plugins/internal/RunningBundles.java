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

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** The bundles of this process, held against the list that an installation has now. */
final class RunningBundles {

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
		String go = join.apply(going(lines).stream().map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion()));
		return go.isEmpty() ? come.isEmpty() ? "" : come + " came" : come.isEmpty() ? go + " left" : come + " came, " + go + " left";
	}

	private Set<Bundle> going(List<BundleList.Line> lines) {
		Set<String> listed = new HashSet<>(lines.stream().map(line -> line.name() + " " + line.version()).toList());
		return new HashSet<>(Arrays.stream(context.getBundles())
				.filter(bundle -> !listed.contains(bundle.getSymbolicName() + " " + bundle.getVersion())).toList());
	}

	private List<BundleList.Line> coming(List<BundleList.Line> lines) {
		Set<String> there = new HashSet<>(Arrays.stream(context.getBundles())
				.map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion()).toList());
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
