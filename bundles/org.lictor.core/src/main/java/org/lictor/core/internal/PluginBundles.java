package org.lictor.core.internal;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;

/**
 * Tells of plug-ins that cannot do anything, because they do not resolve or fail to start: Equinox writes that into its own log
 * only. Safe for use by many threads.
 */
final class PluginBundles implements BundleListener {

	private static final String SPI = "org.lictor.spi";
	private static final Set<Integer> OVER = Set.of(BundleEvent.UNINSTALLED, BundleEvent.UPDATED, BundleEvent.STARTED, BundleEvent.LAZY_ACTIVATION);

	private final BundleContext context;
	private final BiConsumer<Bundle, String> news;
	private final Consumer<Bundle> over;
	private final Executor later;
	private final Set<String> told = new HashSet<>();

	/**
	 * Begins to look.
	 *
	 * @param context of any bundle
	 * @param news    takes a sentence about each bundle in trouble
	 * @param over    is told of bundles that are in trouble no longer: gone, another version, or started
	 * @param later   runs something when what was just installed should have started
	 */
	PluginBundles(BundleContext context, BiConsumer<Bundle, String> news, Consumer<Bundle> over, Executor later) {
		this.context = context;
		this.news = news;
		this.over = over;
		this.later = later;
		context.addBundleListener(this);
		later.execute(this::look);
	}

	/** Looks no more. */
	void close() {
		context.removeBundleListener(this);
	}

	@Override
	public void bundleChanged(BundleEvent event) {
		if (OVER.contains(event.getType())) {
			over.accept(event.getBundle());
		}
		if (event.getType() == BundleEvent.INSTALLED || event.getType() == BundleEvent.UPDATED) {
			later.execute(this::look);
		}
	}

	private synchronized void look() {
		for (Bundle bundle : context.getBundles()) {
			if (isIdle(bundle) && isPlugin(bundle) && told.add(bundle.getBundleId() + " " + bundle.getLastModified())) {
				trouble(bundle).ifPresent(why -> news.accept(bundle, "The plug-in " + bundle.getSymbolicName() + " " + bundle.getVersion()
						+ " is not used: " + why));
			}
		}
	}

	private static boolean isIdle(Bundle bundle) {
		return bundle.getState() == Bundle.INSTALLED || bundle.getState() == Bundle.RESOLVED;
	}

	/** It has something to start, and knows what a server type is. */
	private static boolean isPlugin(Bundle bundle) {
		return mentions(bundle, Constants.IMPORT_PACKAGE, SPI)
				&& (mentions(bundle, "Service-Component", "") || mentions(bundle, Constants.BUNDLE_ACTIVATOR, ""));
	}

	private static boolean mentions(Bundle bundle, String header, String word) {
		String value = bundle.getHeaders("").get(header);
		return value != null && value.contains(word);
	}

	/** Only an attempt to start it makes OSGi say what is missing; where it succeeds there is no trouble any more. */
	private static Optional<String> trouble(Bundle bundle) {
		try {
			bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
			return Optional.empty();
		} catch (BundleException e) {
			String said = e.getMessage() == null ? e.toString() : e.getMessage().strip().replaceAll("\\s+", " ");
			return Optional.of(e.getType() == BundleException.RESOLVE_ERROR
					? "something that it needs is missing. Install that, or a version of the plug-in that fits. " + said
					: "it fails to start; the log has more. Ask who made it. " + said);
		} catch (IllegalStateException e) {
			return Optional.empty(); // it was just uninstalled
		}
	}
}
