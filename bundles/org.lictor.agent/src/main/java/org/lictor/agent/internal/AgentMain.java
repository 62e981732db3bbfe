package org.lictor.agent.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.lictor.agent.internal.disk.Reasons;
import org.lictor.agent.internal.registrations.LicensingHelper;
import org.lictor.agent.internal.usagefiles.UsageFileWatch;
import org.lictor.agent.internal.watch.ProcessSource;

/** What happens between the arguments and the exit code. {@link #stop} may be called from any thread. */
public final class AgentMain {

	private static final System.Logger LOG = System.getLogger(AgentMain.class.getName());

	private final String version;
	private final PrintStream out;
	private final PrintStream err;
	private volatile Optional<Agent> agent = Optional.empty();
	private volatile boolean stopping;

	/**
	 * @param version of the agent
	 * @param out     gets what was asked for
	 * @param err     gets troubles
	 */
	public AgentMain(String version, PrintStream out, PrintStream err) {
		this.version = version;
		this.out = out;
		this.err = err;
	}

	/**
	 * Does what the arguments ask for.
	 *
	 * @param arguments of the command line
	 * @return the exit code
	 */
	public int run(List<String> arguments) {
		try {
			CommandLine command = CommandLine.parse(arguments, System::getenv);
			switch (command.action()) {
			case HELP -> out.println(CommandLine.HELP);
			case VERSION -> out.println("lictor-agent " + version);
			case STATUS -> StatusFile.describe(command.data().orElseThrow()).forEach(out::println);
			case DOCTOR -> {
				return new Examination(command.data().orElseThrow(), version, ProcessSource.ofThisHost(),
						UsageFileWatch.Sight.ofThisHost()).run(command.all(), out) ? 1 : 0;
			}
			case EXPLAIN -> new Explanation(command.data().orElseThrow(), ProcessSource.ofThisHost(),
					LicensingHelper.ofThisHost().program()).run(command.all(), command.last(), out);
			case RUN -> watch(command);
			}
			return 0;
		} catch (AgentFailure e) {
			err.println("lictor-agent: " + e.getMessage());
			return e.exitCode();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return AgentFailure.CANNOT_WORK;
		} finally {
			out.flush();
			err.flush();
		}
	}

	private void watch(CommandLine command) throws AgentFailure, InterruptedException {
		Path data = command.data().orElseThrow();
		try (DataFolder folder = DataFolder.open(data)) {
			AgentLog.install(folder.log(), err);
			if (command.proxy().isPresent()) {
				folder.keepProxy(command.proxy().get());
			}
			Agent running = new Agent(folder, Agent.World.real(version));
			agent = Optional.of(running);
			if (!stopping) {
				running.run(command.enrolment(), () -> command.spent().ifPresent(AgentMain::remove), out);
			}
		}
	}

	private static void remove(Path spent) {
		try {
			Files.deleteIfExists(spent);
		} catch (IOException e) {
			LOG.log(System.Logger.Level.WARNING, "The agent is enrolled, but {0} cannot be removed: {1}. Remove it.", spent,
					Reasons.of(e));
		}
	}

	/** Asks the agent to stop, and waits until it did. */
	public void stop() {
		stopping = true;
		agent.ifPresent(Agent::stop);
	}
}
