package org.lictor.server.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.lictor.model.Progress;
import org.lictor.service.Examination;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.WatchedApplication;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rules}: by which agents recognise other applications than those the server types know. */
@Command(name = "rules", description = "Rules of one's own, by which agents recognise applications for a licence server besides those "
		+ "that its type knows. They are tried before these, in the order in which they were made; the first that fits decides.",
		subcommands = { RulesCommand.ListAll.class, RulesCommand.Try.class, RulesCommand.Add.class, RulesCommand.Remove.class })
final class RulesCommand extends GroupOfCommands {

	private static final Listing<WatchedApplication> RULES = new Listing<>("Rules",
			List.of(Listing.text("id", "Id"), Listing.text("product", "Product"), Listing.text("kind", "Kind"), Listing.text("path", "Path"),
					Listing.text("command_line", "Command line")),
			rule -> new Object[] { rule.id(), rule.product(), rule.kind().name().toLowerCase(Locale.ROOT), rule.path(), rule.commandLine() });

	/** What a rule says. */
	static final class Wording {

		@Option(names = "--product", paramLabel = "PRODUCT", required = true, description = "The product that is used when the program runs.")
		private String product;

		@Option(names = "--path", paramLabel = "EXPRESSION", required = true, description = "Regular expression that is searched in the path "
				+ "of the program, with / for every \\ and letters in either case. A group (?<version>...) in it gives the version.")
		private String path;

		@Option(names = "--command-line", paramLabel = "EXPRESSION", description = "Regular expression that is searched in the whole command "
				+ "line; any will do unless given.")
		private String commandLine;

		@Option(names = "--kind", paramLabel = "KIND", defaultValue = "interactive", description = "interactive: a person uses the product "
				+ "while the program runs; headless: it works without a person; ignored: it uses no licence (unless given: ${DEFAULT-VALUE}).")
		private WatchedApplication.Kind kind;

		WatchedApplication rule(String id) throws ServiceException {
			try {
				return new WatchedApplication(id, product, kind, path, Optional.ofNullable(commandLine));
			} catch (IllegalArgumentException e) {
				throw new ServiceException(Reason.INVALID, "An expression of the rule cannot be understood: " + e.getMessage(), e);
			}
		}
	}

	/** A command about one licence server. */
	abstract static class OfServer extends Words {

		@Parameters(index = "0", paramLabel = "SERVER", description = "Name of the licence server.")
		private String server;

		OfServer(Terminal terminal) {
			super(terminal);
		}

		final String server() {
			return server;
		}
	}

	/** A command about one rule. */
	abstract static class OfRule extends OfServer {

		@Parameters(index = "1", paramLabel = "RULE", description = "Id of the rule.")
		private String id;

		OfRule(Terminal terminal) {
			super(terminal);
		}

		final String id() {
			return id;
		}
	}

	/** {@code rules list}. */
	@Command(name = "list", description = "Lists the rules that were made for a licence server.")
	static final class ListAll extends OfServer {

		@Mixin
		private FormatOption format;

		ListAll(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			RULES.show(lictor.agents().rules(server()), format, terminal());
			return DONE;
		}
	}

	/** {@code rules try}. */
	@Command(name = "try", description = "Tries a rule on the processes that run now on a host, and changes nothing: says of each whether it fits, "
			+ "and why. Without --product and --path it tries a rule that was made. Exits with 1 when no process fits.")
	static final class Try extends OfRule {

		@Option(names = "--agent", paramLabel = "AGENT", required = true, description = "Id or host of the agent, see 'agents list'.")
		private String agent;

		@Option(names = "--all", description = "Lists processes that it does not fit too; only of agents that tell of people as they are.")
		private boolean all;

		@ArgGroup(exclusive = false, multiplicity = "0..1")
		private Wording wording;

		@Mixin
		private FormatOption format;

		Try(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			WatchedApplication rule = wording == null ? made(lictor) : wording.rule(id());
			Examination examination = lictor.agents().tryRule(ExaminationText.agent(lictor, agent), server(), rule, all, progress);
			if (format.json()) {
				Listing.json(examination, terminal());
			} else {
				say("The rule '" + id() + "' on the processes of " + examination.host() + " at " + examination.at() + ":");
				ExaminationText.processes(examination, terminal().out());
			}
			return examination.processes().stream().anyMatch(Try::fits) ? DONE : FAILED;
		}

		private static boolean fits(Examination.Seen seen) {
			return switch (seen.outcome()) {
			case COUNTED, HEADLESS, IGNORED -> true;
			case OTHER_COMMAND_LINE, UNDECIDED, HIDDEN, NO_RULE -> false;
			};
		}

		private WatchedApplication made(Lictor lictor) throws ServiceException {
			return lictor.agents().rules(server()).stream().filter(rule -> rule.id().equals(id())).findFirst()
					.orElseThrow(() -> new ServiceException(Reason.NOT_FOUND, "Nobody made a rule '" + id() + "' for the server '" + server()
							+ "'. Say with --product and --path what it would be."));
		}
	}

	/** {@code rules add}. */
	@Command(name = "add", description = "Makes a rule, or changes the one of that id. Agents go by it within seconds.")
	static final class Add extends OfRule {

		@ArgGroup(exclusive = false, multiplicity = "1")
		private Wording wording;

		Add(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.agents().putRule(server(), wording.rule(id()));
			say("Agents that watch for '" + server() + "' go by the rule '" + id() + "'.");
			return DONE;
		}
	}

	/** {@code rules remove}. */
	@Command(name = "remove", description = "Removes a rule. The sessions that were seen by it stay.")
	static final class Remove extends OfRule {

		Remove(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.agents().removeRule(server(), id());
			say("The rule '" + id() + "' is removed.");
			return DONE;
		}
	}
}
