package org.lictor.server.tests;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.lictor.model.Progress;
import org.lictor.service.Connector;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.OpenOptions;
import org.lictor.service.ServiceException;
import org.lictor.spi.ServerType;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The ways to reach a Lictor that stand in the service registry. */
final class Connectors {

	private Connectors() {
	}

	/** @return all, the one to be asked first in front */
	static List<Connector> all() {
		BundleContext bundle = FrameworkUtil.getBundle(Connectors.class).getBundleContext();
		try {
			return bundle.getServiceReferences(Connector.class, null).stream()
					.sorted(Comparator.<ServiceReference<Connector>>reverseOrder()).map(bundle::getService).toList();
		} catch (InvalidSyntaxException e) {
			throw new AssertionError(e);
		}
	}

	/** Opens what a client would open. */
	static Lictor open(Location location) throws ServiceException {
		return all().stream().filter(connector -> connector.accepts(location)).findFirst().orElseThrow().open(location,
				OpenOptions.COMMAND, Progress.NONE);
	}

	/** Serves a folder in this process, on any free port. */
	static Lictor serve(Path folder) throws ServiceException {
		return all().getLast().open(new Location.Folder(folder),
				new OpenOptions(OpenOptions.Mode.SERVER, OptionalInt.of(0)), Progress.NONE);
	}

	/**
	 * Opens a folder in this process as a command does, in a time of its own, with all installed server types.
	 *
	 * @param folder the data folder
	 * @param clock  tells the time
	 */
	static Lictor command(Path folder, InstantSource clock) throws ServiceException {
		BundleContext context = FrameworkUtil.getBundle(Connectors.class).getBundleContext();
		Bundle core = Stream.of(context.getBundles()).filter(each -> each.getSymbolicName().equals("org.lictor.core")).findFirst()
				.orElseThrow();
		try {
			Class<?> embedded = core.loadClass("org.lictor.core.internal.EmbeddedConnector");
			Connector connector = (Connector) embedded.getConstructor(InstantSource.class, String.class).newInstance(clock, "1.0.0");
			for (ServiceReference<ServerType> type : context.getServiceReferences(ServerType.class, null)) {
				embedded.getMethod("addType", ServerType.class).invoke(connector, context.getService(type));
			}
			return connector.open(new Location.Folder(folder), OpenOptions.COMMAND, Progress.NONE);
		} catch (ReflectiveOperationException | InvalidSyntaxException e) {
			throw new AssertionError(e);
		}
	}
}
