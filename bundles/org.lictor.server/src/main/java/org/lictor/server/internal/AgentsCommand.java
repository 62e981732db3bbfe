package org.lictor.server.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.lictor.model.Progress;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.service.AgentInfo;
import org.lictor.service.Enrolment;
import org.lictor.service.Examination;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code agents}: the agents on end-user hosts. */
@Command(name = "agents", description = "The agents on end-user hosts.", subcommands = { AgentsCommand.Token.class,
		AgentsCommand.ListAll.class, AgentsCommand.Doctor.class, AgentsCommand.Remove.class })
final class AgentsCommand extends GroupOfCommands {

	private static final Listing<AgentInfo> AGENTS = new Listing<>("Agents",
			List.of(Listing.text("id", "Id"), Listing.text("host", "Host"), Listing.flag("online", "Online"),
					Listing.text("version", "Version"), Listing.text("platform", "Platform"), Listing.text("groups", "Groups"),
					Listing.moment("last_heard", "Last heard"),
					Column.of("clock_offset", "Clock ahead", ColumnType.DURATION, ""), Listing.text("message", "Message")),
			agent -> new Object[] { agent.id(), agent.host(), agent.online(), agent.version(), agent.platform(),
					String.join(", ", agent.groups()), agent.lastHeard(), agent.clockOffset(), agent.message() });

	/** {@code agents token}. */
	@Command(name = "token", description = "Makes a string with which any number of agents may enrol until it expires. It is "
			+ "a secret and shown only this once.")
	static final class Token extends Words {

		@Option(names = "--group", paramLabel = "GROUP", description = "A group they join besides those that new agents join "
				+ "by themselves.")
		private String group;

		@Option(names = "--expires", paramLabel = "TIME", defaultValue = "30d", description = "How long it is good, such as "
				+ "12h or 30d (unless given: ${DEFAULT-VALUE}).")
		private Duration expires;

		@Mixin
		private FormatOption format;

		Token(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			Enrolment enrolment = lictor.agents().token(Optional.ofNullable(group), expires);
			if (format.json()) {
				Listing.json(enrolment, terminal());
			} else {
				say(enrolment.string());
			}
			return DONE;
		}
	}

	/** {@code agents list}. */
	@Command(name = "list", description = "Lists the agents and how they are doing.")
	static final class ListAll extends Words {

		@Mixin
		private FormatOption format;

		ListAll(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			AGENTS.show(lictor.agents().list(), format, terminal());
			return DONE;
		}
	}

	/** {@code agents doctor}. */
	@Command(name = "doctor", description = "Has an agent look at itself and at the processes of its host: why each is counted or not, "
			+ "and what is to be done. The same as lictor-agent doctor on that host. Exits with 1 when something is to be done.")
	static final class Doctor extends Words {

		@Parameters(index = "0", paramLabel = "AGENT", description = "Id or host of the agent, see 'agents list'.")
		private String agent;

		@Option(names = "--all", description = "Lists processes that no rule concerns too; only of agents that tell of people as they are.")
		private boolean all;

		@Mixin
		private FormatOption format;

		Doctor(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			Examination examination = lictor.agents().examine(ExaminationText.agent(lictor, agent), all, progress);
			if (format.json()) {
				Listing.json(examination, terminal());
			} else {
				ExaminationText.print(examination, all, terminal().out());
			}
			return examination.problems() ? FAILED : DONE;
		}
	}

	/** {@code agents remove}. */
	@Command(name = "remove", description = "Removes an agent: it is not listened to any more. The sessions it reported stay.")
	static final class Remove extends Words {

		@Parameters(index = "0", paramLabel = "ID", description = "Id of the agent, see 'agents list'.")
		private String id;

		Remove(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.agents().remove(id);
			say("Agent '" + id + "' is removed.");
			return DONE;
		}
	}
}
