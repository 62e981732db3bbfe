package org.lictor.agent.internal.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;

import org.lictor.agent.internal.AgentMain;

/**
 * The agent as a program of its own. It is a bundle like the others where it is built and tested, but its host runs it
 * from a plain class path: Equinox would cost 12 MB of memory and gives it nothing, as it has one version of everything
 * and nothing is added while it runs.
 */
public final class AgentProgram {

	private AgentProgram() {
	}

	/**
	 * Does what the arguments ask for and ends the process with its exit code.
	 *
	 * @param arguments of the command line
	 */
	public static void main(String[] arguments) {
		AgentMain main = new AgentMain(version(), System.out, System.err);
		// A signal ends the JVM: the hook stops the agent in order.
		Runtime.getRuntime().addShutdownHook(new Thread(main::stop, "stop"));
		System.exit(main.run(List.of(arguments)));
	}

	/**
	 * The version of the bundle this was packed into, without its qualifier. The bundle is looked for in the class path: where
	 * a class was loaded from is unknown when it comes from an archive of classes that was made in another folder.
	 */
	private static String version() {
		String classPath = System.getProperty("java.class.path");
		Path bundle = Arrays.stream(classPath.split(File.pathSeparator)).map(Path::of)
				.filter(path -> path.getFileName().toString().startsWith("org.lictor.agent_")).findFirst()
				.orElseThrow(() -> new IllegalStateException("The agent is not in its class path, " + classPath + "."));
		try (JarFile jar = new JarFile(bundle.toFile(), false)) {
			String version = jar.getManifest().getMainAttributes().getValue("Bundle-Version");
			return version.substring(0, version.lastIndexOf('.'));
		} catch (IOException e) {
			throw new IllegalStateException("The agent cannot read the file it was started from: " + e.getMessage(), e);
		}
	}
}
