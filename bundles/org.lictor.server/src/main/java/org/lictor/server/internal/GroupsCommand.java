package org.lictor.server.internal;

import java.util.List;

import org.lictor.model.Privacy;
import org.lictor.model.Progress;
import org.lictor.service.AgentGroupInfo;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code groups}: which agents watch for which licence servers. */
@Command(name = "groups", description = "Agent groups: which agents watch for which licence servers.", subcommands = {
		GroupsCommand.Add.class, GroupsCommand.ListAll.class, GroupsCommand.Assign.class, GroupsCommand.Unassign.class,
		GroupsCommand.AddAgent.class, GroupsCommand.RemoveAgent.class, GroupsCommand.AutoAssign.class,
		GroupsCommand.PrivacyOf.class, GroupsCommand.Idle.class, GroupsCommand.Remove.class })
final class GroupsCommand extends GroupOfCommands {

	private static final Listing<AgentGroupInfo> GROUPS = new Listing<>("Agent groups",
			List.of(Listing.text("name", "Name"), Listing.flag("auto_assign", "New agents join"),
					Listing.text("servers", "Licence servers"), Listing.text("agents", "Agents"),
					Listing.text("privacy", "Privacy"), Listing.flag("idle", "Idle told")),
			group -> new Object[] { group.name(), group.autoAssign(), String.join(", ", group.servers()),
					String.join(", ", group.agents()), group.privacy().label(), group.idle() });

	/** A command about one group. */
	abstract static class OfOne extends Words {

		@Parameters(index = "0", paramLabel = "GROUP", description = "Name of the group.")
		private String group;

		OfOne(Terminal terminal) {
			super(terminal);
		}

		final String group() {
			return group;
		}
	}

	/** {@code groups add}. */
	@Command(name = "add", description = "Makes an agent group, which is assigned to no licence server yet.")
	static final class Add extends OfOne {

		@Option(names = "--auto-assign", negatable = true, defaultValue = "true", fallbackValue = "true", description = "Agents "
				+ "that enrol from now on join it by themselves (unless --no-auto-assign is given).")
		private boolean autoAssign;

		@Mixin
		private FormatOption format;

		Add(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			AgentGroupInfo made = lictor.groups().create(group(), autoAssign);
			if (format.json()) {
				Listing.json(made, terminal());
			} else {
				say("Group '" + made.name() + "' is made. New agents "
						+ (made.autoAssign() ? "join it by themselves." : "do not join it by themselves."));
			}
			return DONE;
		}
	}

	/** {@code groups list}. */
	@Command(name = "list", description = "Lists the agent groups.")
	static final class ListAll extends Words {

		@Mixin
		private FormatOption format;

		ListAll(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			GROUPS.show(lictor.groups().list(), format, terminal());
			return DONE;
		}
	}

	/** {@code groups assign}. */
	@Command(name = "assign", description = "Has the agents of a group watch for a licence server.")
	static final class Assign extends OfOne {

		@Option(names = "--server", required = true, paramLabel = "NAME", description = "Name of the licence server.")
		private String server;

		Assign(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.groups().assign(group(), server);
			say("The agents of group '" + group() + "' watch for server '" + server + "'.");
			return DONE;
		}
	}

	/** {@code groups unassign}. */
	@Command(name = "unassign", description = "Has the agents of a group watch for a licence server no more.")
	static final class Unassign extends OfOne {

		@Option(names = "--server", required = true, paramLabel = "NAME", description = "Name of the licence server.")
		private String server;

		Unassign(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.groups().unassign(group(), server);
			say("The agents of group '" + group() + "' watch for server '" + server + "' no more.");
			return DONE;
		}
	}

	/** {@code groups add-agent}. */
	@Command(name = "add-agent", description = "Puts an agent into a group.")
	static final class AddAgent extends OfOne {

		@Parameters(index = "1", paramLabel = "AGENT", description = "Id of the agent, see 'agents list'.")
		private String agent;

		AddAgent(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.groups().addAgent(group(), agent);
			say("Agent '" + agent + "' is in group '" + group() + "'.");
			return DONE;
		}
	}

	/** {@code groups remove-agent}. */
	@Command(name = "remove-agent", description = "Takes an agent out of a group.")
	static final class RemoveAgent extends OfOne {

		@Parameters(index = "1", paramLabel = "AGENT", description = "Id of the agent, see 'agents list'.")
		private String agent;

		RemoveAgent(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.groups().removeAgent(group(), agent);
			say("Agent '" + agent + "' is in group '" + group() + "' no more.");
			return DONE;
		}
	}

	/** {@code groups auto-assign}. */
	@Command(name = "auto-assign", description = "Says whether agents that enrol from now on join a group by themselves.")
	static final class AutoAssign extends OfOne {

		/** Yes or no. */
		enum OnOff {
			/** They do. */
			ON,
			/** They do not. */
			OFF
		}

		@Parameters(index = "1", paramLabel = "on|off", description = "on: they join; off: they do not.")
		private OnOff value;

		@Mixin
		private FormatOption format;

		AutoAssign(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			AgentGroupInfo changed = lictor.groups().autoAssign(group(), value == OnOff.ON);
			if (format.json()) {
				Listing.json(changed, terminal());
			} else {
				say("New agents " + (changed.autoAssign() ? "join group '" : "do not join group '") + changed.name()
						+ "' by themselves.");
			}
			return DONE;
		}
	}

	/** {@code groups privacy}. */
	@Command(name = "privacy", description = "Says what the agents of a group tell of people. Of several groups of an agent the strictest "
			+ "holds.")
	static final class PrivacyOf extends OfOne {

		@Parameters(index = "1", paramLabel = "clear|pseudonym|counts", description = "clear: user names as they are; pseudonym: in place "
				+ "of each a pseudonym made on the host; counts: neither user nor host.")
		private Privacy value;

		@Mixin
		private FormatOption format;

		PrivacyOf(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			AgentGroupInfo changed = lictor.groups().privacy(group(), value);
			if (format.json()) {
				Listing.json(changed, terminal());
			} else {
				say("From now on the agents of group '" + changed.name() + "' tell " + switch (changed.privacy()) {
				case CLEAR -> "the names of users as they are.";
				case PSEUDONYM -> "pseudonyms in place of the names of users.";
				case COUNTS -> "neither users nor hosts.";
				});
			}
			return DONE;
		}
	}

	/** {@code groups idle}. */
	@Command(name = "idle", description = "Says whether the agents of a group tell if somebody uses keyboard and mouse, so that open "
			+ "and in use can be compared; of what is typed they know nothing. Off by default.")
	static final class Idle extends OfOne {

		@Parameters(index = "1", paramLabel = "on|off", description = "on: they tell; off: they do not.")
		private AutoAssign.OnOff value;

		@Mixin
		private FormatOption format;

		Idle(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			AgentGroupInfo changed = lictor.groups().idle(group(), value == AutoAssign.OnOff.ON);
			if (format.json()) {
				Listing.json(changed, terminal());
			} else {
				say("From now on the agents of group '" + changed.name() + "' tell " + (changed.idle() ? "whether" : "nothing of whether")
						+ " keyboard and mouse are idle.");
			}
			return DONE;
		}
	}

	/** {@code groups remove}. */
	@Command(name = "remove", description = "Removes an agent group; its agents and the sessions they reported stay.")
	static final class Remove extends OfOne {

		Remove(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.groups().remove(group());
			say("Group '" + group() + "' is removed.");
			return DONE;
		}
	}
}
