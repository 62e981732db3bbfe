package org.lictor.agent.internal.launch;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;

import org.eclipse.osgi.service.environment.EnvironmentInfo;
import org.eclipse.osgi.service.runnable.ParameterizedRunnable;
import org.lictor.agent.internal.AgentMain;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/**
 * Offers the agent to Equinox as the application to run. Equinox's launcher runs it in its main thread and ends the
 * process when it returns; so neither the application model of Eclipse nor declarative services are needed, which spares
 * memory.
 */
public final class AgentActivator implements BundleActivator {

	/** By a service with this property Equinox recognises what it is to run. */
	private static final String APPLICATION = "eclipse.application";

	/** From this property Equinox's launcher takes the exit code of the process. */
	private static final String EXIT_CODE = "eclipse.exitcode";

	@Override
	public void start(BundleContext context) {
		Version version = context.getBundle().getVersion();
		AgentMain main = new AgentMain(version.getMajor() + "." + version.getMinor() + "." + version.getMicro(), System.out,
				System.err);
		ServiceReference<EnvironmentInfo> reference = context.getServiceReference(EnvironmentInfo.class);
		EnvironmentInfo environment = context.getService(reference);
		ParameterizedRunnable application = unused -> {
			// A signal ends the JVM but stops no bundle: the hook stops the agent in order.
			Runtime.getRuntime().addShutdownHook(new Thread(main::stop, "stop"));
			// null when there are none
			String[] arguments = environment.getNonFrameworkArgs();
			int exitCode = main.run(arguments == null ? List.of() : List.of(arguments));
			environment.setProperty(EXIT_CODE, Integer.toString(exitCode));
			return exitCode;
		};
		Dictionary<String, Object> properties = new Hashtable<>();
		properties.put(APPLICATION, context.getBundle().getSymbolicName());
		context.registerService(ParameterizedRunnable.class, application, properties);
	}

	@Override
	public void stop(BundleContext context) {
		// The framework stops when the application has ended; there is nothing left to stop.
	}
}
