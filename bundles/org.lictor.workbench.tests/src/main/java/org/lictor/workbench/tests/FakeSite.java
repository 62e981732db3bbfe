package org.lictor.workbench.tests;

import java.util.Hashtable;

import org.lictor.model.Progress;
import org.lictor.service.Connector;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.OpenOptions;
import org.lictor.spi.ServerType;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;

/**
 * Connects the workbench under test to {@link FakeLictor}, whatever else is installed. It is an activator and not a
 * component because it has to be there before the workbench opens, and this bundle runs from its sources.
 */
public final class FakeSite implements BundleActivator {

	private static volatile BundleContext site;

	/** The server type that an installed plug-in brings. */
	static ServerType serverType(String id) {
		try {
			return site.getServiceReferences(ServerType.class, null).stream().map(site::getService)
					.filter(type -> type.id().equals(id)).findFirst()
					.orElseThrow(() -> new AssertionError("no plug-in brings the server type " + id));
		} catch (InvalidSyntaxException e) {
			throw new IllegalStateException("there is no filter", e);
		}
	}

	@Override
	public void start(BundleContext context) {
		site = context;
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
