package org.lictor.agent.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.lictor.agent.internal.disk.Reasons;
import org.lictor.agent.internal.link.Route;
import org.lictor.agent.protocol.EnrolmentString;
import org.lictor.agent.protocol.ProtocolException;

/**
 * What was asked for when the agent was started.
 *
 * @param action    what to do
 * @param data      the data folder, empty for help and version
 * @param enrolment the enrolment string, empty when none was given
 * @param spent     the file that held it and is removed once the agent is enrolled; empty when none is to be removed
 * @param all       whether all processes, or all rules, are listed
 * @param last      how many events that were sent are listed, from 0
 */
public record CommandLine(Action action, Optional<Path> data, Optional<EnrolmentString> enrolment, Optional<Path> spent,
		boolean all, int last, Optional<String> proxy) {

	private static final int LAST = 50;

	/** How somebody says that the system's proxy is to be used. */
	static final String SYSTEM_PROXY = "system";

	/** What to do. */
	public enum Action {
		/** Watch, until stopped. */
		RUN,
		/** Tell how the agent of a data folder is. */
		STATUS,
		/** Say of each process why it is counted or not, and what is amiss. */
		DOCTOR,
		/** List what the agent reads, its rules, and what it sent. */
		EXPLAIN,
		/** Explain the arguments. */
		HELP,
		/** Tell the version. */
		VERSION
	}

	/** The variable of the environment that names a proxy as {@code --proxy} does, for services. */
	static final String PROXY_VARIABLE = "LICTOR_PROXY";

	private static final String PROXY_FILE = "file of the proxy";
	private static final String ENROLMENT_FILE = "file of the enrolment string";

	/** What {@code --help} prints. */
	public static final String HELP = """
			lictor-agent --data DIR [--enrol STRING]   watches this host for licensed programs until it is stopped
			lictor-agent status --data DIR             tells what the agent of DIR watches and how it is
			lictor-agent doctor --data DIR [--all]     tells of each process why it is counted or not, and what is amiss
			lictor-agent explain --data DIR [--all] [--last N]
			                                           tells what it reads, its rules, and what it told the server

			  --data DIR       where the agent keeps its identity, its spool and its log; made when it does not exist
			  --enrol STRING   the enrolment string of the server, needed the first time; another one enrols anew
			  --enrol @FILE    the same, read from a file, so that other users of this host do not see it
			  --enrol-once FILE  the same for services: the file may be missing, and is removed once the agent is enrolled
			  --proxy PROXY    [http://][user:password@]host:port of an HTTP proxy on the way to the server; kept for later starts.
			                   "none" goes without one, "system" by https_proxy and no_proxy of the environment, as without this
			  --proxy @FILE    the same, read from a file. Without --proxy the variable LICTOR_PROXY names one, for services
			  --all            of doctor: processes that no rule fits are listed too; of explain: each rule
			  --last N         of explain: how many of the events that were sent are listed, 50 unless given
			  --help           this text
			  --version        the version

			It reads the list of processes and changes nothing on this host.
			Exit codes: 0 done, 1 doctor found something to do, 2 the arguments cannot be understood, 3 something must be changed before it can work,
			143 stopped by a signal.""";

	/**
	 * @param arguments   as given
	 * @param environment gives a variable, null when there is none
	 * @return what was asked for
	 * @throws AgentFailure when that cannot be understood
	 */
	public static CommandLine parse(List<String> arguments, UnaryOperator<String> environment) throws AgentFailure {
		Action action = Action.RUN;
		Optional<Path> data = Optional.empty();
		Optional<EnrolmentString> enrolment = Optional.empty();
		Optional<Path> spent = Optional.empty();
		boolean all = false;
		int last = LAST;
		Optional<String> proxy = Optional.empty();
		for (Iterator<String> words = arguments.iterator(); words.hasNext();) {
			String word = words.next();
			switch (word) {
			case "--help", "-h", "help" -> {
				return bare(Action.HELP);
			}
			case "--version" -> {
				return bare(Action.VERSION);
			}
			case "status" -> action = Action.STATUS;
			case "doctor" -> action = Action.DOCTOR;
			case "explain" -> action = Action.EXPLAIN;
			case "--all" -> all = true;
			case "--last" -> last = number(word, value(word, words));
			case "--proxy" -> proxy = Optional.of(proxy(word, value(word, words)));
			case "--data" -> data = Optional.of(path("data folder", value(word, words)));
			case "--enrol" -> enrolment = Optional.of(enrolment(value(word, words)));
			case "--enrol-once" -> {
				Path file = path(ENROLMENT_FILE, value(word, words));
				if (Files.exists(file)) {
					enrolment = Optional.of(read(file));
					spent = Optional.of(file);
				}
			}
			default -> throw usage("\"" + word + "\" is no argument of the agent.");
			}
		}
		if (data.isEmpty()) {
			throw usage("The data folder is missing: --data DIR.");
		}
		String variable = Optional.ofNullable(environment.apply(PROXY_VARIABLE)).orElse("");
		if (action == Action.RUN && proxy.isEmpty() && !variable.isBlank()) {
			proxy = Optional.of(proxy(PROXY_VARIABLE + "=", variable));
		}
		return new CommandLine(action, data, enrolment, spent, all, last, proxy);
	}

	private static CommandLine bare(Action action) {
		return new CommandLine(action, Optional.empty(), Optional.empty(), Optional.empty(), false, LAST, Optional.empty());
	}

	private static int number(String option, String text) throws AgentFailure {
		if (!text.matches("[0-9]{1,9}")) {
			throw usage("After " + option + " a number is expected, not \"" + text + "\".");
		}
		return Integer.parseInt(text);
	}

	private static String value(String option, Iterator<String> words) throws AgentFailure {
		if (!words.hasNext()) {
			throw usage("After " + option + " its value is missing.");
		}
		return words.next();
	}

	private static Path path(String what, String text) throws AgentFailure {
		try {
			return Path.of(text).toAbsolutePath().normalize();
		} catch (InvalidPathException e) {
			throw usage("The " + what + " cannot be used: " + e.getReason() + ".");
		}
	}

	private static String proxy(String behind, String text) throws AgentFailure {
		String proxy = text;
		if (text.startsWith("@")) {
			Path file = path(PROXY_FILE, text.substring(1));
			try {
				proxy = Files.readString(file);
			} catch (IOException e) {
				throw new AgentFailure(AgentFailure.USAGE, "The " + PROXY_FILE + ", " + file + ", cannot be read: " + Reasons.of(e) + ".");
			}
		}
		if (!proxy.strip().equalsIgnoreCase(SYSTEM_PROXY) && Route.parse(proxy).isEmpty()) {
			// what was given may hold a password, so it is not shown
			throw usage("After " + behind + " [http://][user:password@]host:port is expected, or none, or system.");
		}
		return proxy;
	}

	private static EnrolmentString enrolment(String text) throws AgentFailure {
		return text.startsWith("@") ? read(path(ENROLMENT_FILE, text.substring(1))) : parseString(text);
	}

	private static EnrolmentString read(Path file) throws AgentFailure {
		try {
			return parseString(Files.readString(file));
		} catch (IOException e) {
			throw new AgentFailure(AgentFailure.USAGE,
					"The " + ENROLMENT_FILE + ", " + file + ", cannot be read: " + Reasons.of(e) + ".");
		}
	}

	private static EnrolmentString parseString(String text) throws AgentFailure {
		try {
			return EnrolmentString.parse(text);
		} catch (ProtocolException e) {
			throw new AgentFailure(AgentFailure.USAGE, e.getMessage());
		}
	}

	private static AgentFailure usage(String what) {
		return new AgentFailure(AgentFailure.USAGE, what + " See lictor-agent --help.");
	}
}
