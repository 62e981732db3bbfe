package org.lictor.workbench.tests;

import java.util.Hashtable;

import org.lictor.model.Progress;
import org.lictor.service.Connector;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.OpenOptions;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Connects the workbench under test to {@link FakeLictor}, whatever else is installed. It is an activator and not a
 * component because it has to be there before the workbench opens, and this bundle runs from its sources.
 */
public final class FakeSite implements BundleActivator {

	@Override
	public void start(BundleContext context) {
		Hashtable<String, Object> properties = new Hashtable<>();
		properties.put(Constants.SERVICE_RANKING, Integer.MAX_VALUE);
		context.registerService(Connector.class, new Connector() {
			@Override
			public boolean accepts(Location location) {
				return true;
			}

			@Override
			public Lictor open(Location location, OpenOptions options, Progress progress) {
				progress.begin("Opening the invented site", 0);
				return FakeLictor.INSTANCE;
			}
		}, properties);
	}

	@Override
	public void stop(BundleContext context) {
		// the framework takes the service away
	}
}
