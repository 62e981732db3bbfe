package org.lictor.agent.internal.launch;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;

import org.eclipse.osgi.service.runnable.ParameterizedRunnable;
import org.lictor.agent.internal.AgentMain;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/**
 * Offers the agent to Equinox as the application to run. Equinox's launcher runs it in its main thread and makes its
 * result the exit code of the process; so neither the application model of Eclipse nor declarative services are needed,
 * which spares memory.
 */
public final class AgentActivator implements BundleActivator {

	@Override
	public void start(BundleContext context) {
		Version version = context.getBundle().getVersion();
		AgentMain main = new AgentMain(version.getMajor() + "." + version.getMinor() + "." + version.getMicro(), System.out,
				System.err);
		Dictionary<String, Object> properties = new Hashtable<>();
		properties.put("eclipse.application", context.getBundle().getSymbolicName());
		context.registerService(ParameterizedRunnable.class, arguments -> {
			// A signal stops the JVM but no bundle: the hook stops the agent in order.
			Runtime.getRuntime().addShutdownHook(new Thread(main::stop, "stop"));
			return main.run(arguments instanceof String[] words ? List.of(words) : List.of());
		}, properties);
	}

	@Override
	public void stop(BundleContext context) {
		// The launcher stops bundles when the application has ended; there is nothing left to stop.
	}
}
