package org.lictor.server.internal;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.lictor.model.Progress;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.service.Lictor;
import org.lictor.service.ReportGroup;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report-groups}: groups by which reports are narrowed and compared. */
@Command(name = "report-groups", description = "Groups of users, hosts, servers or products by which reports are narrowed and compared.", subcommands = {
		ReportGroupsCommand.Add.class, ReportGroupsCommand.Remove.class, ReportGroupsCommand.Include.class,
		ReportGroupsCommand.Exclude.class, ReportGroupsCommand.ListAll.class, ReportGroupsCommand.Show.class })
final class ReportGroupsCommand extends GroupOfCommands {

	private static final Listing<ReportGroup> GROUPS = new Listing<>("Report groups",
			List.of(Listing.text("name", "Name"), Listing.text("kind", "Kind"), Column.of("members", "Members", ColumnType.INTEGER, "")),
			group -> new Object[] { group.name(), word(group.kind()), (long) group.members().size() });

	private static final Listing<ReportGroup.Member> MEMBERS = new Listing<>("Members",
			List.of(Listing.text("name", "Name"), Listing.moment("from", "From"), Listing.moment("until", "Until")),
			member -> new Object[] { member.name(), member.from(), member.until() });

	private static String word(ReportGroup.Kind kind) {
		return kind.name().toLowerCase(Locale.ROOT);
	}

	/** A command about one group. */
	abstract static class OfOne extends Words {

		@Parameters(index = "0", paramLabel = "GROUP", description = "Name of the report group.")
		private String group;

		OfOne(Terminal terminal) {
			super(terminal);
		}

		final String group() {
			return group;
		}
	}

	/** A command about one membership and a time. */
	abstract static class OfMember extends OfOne {

		@Parameters(index = "1", paramLabel = "MEMBER", description = "Whom or what: a host user, an account's mail address, a host, a server or "
				+ "a product; * stands for any characters, ? for one. 'group:NAME' is a group of the vendor's with whoever is in it.")
		private String name;

		@Mixin
		private ValidityOptions time;

		private ReportGroup.Member member;

		OfMember(Terminal terminal) {
			super(terminal);
		}

		@Override
		void prepare() {
			try {
				Optional<Instant> from = time.from(terminal());
				member = new ReportGroup.Member(name, from, time.until(terminal()));
			} catch (ServiceException e) {
				throw misuse(e.getMessage());
			}
		}

		final ReportGroup.Member member() {
			return member;
		}

		/** The time in words, with a blank before it; empty for all time. */
		final String time() {
			return ValidityOptions.words(member.from(), member.until());
		}
	}

	/** {@code report-groups add}. */
	@Command(name = "add", description = "Makes a report group, which has no members yet.")
	static final class Add extends OfOne {

		@Option(names = "--kind", paramLabel = "users|hosts|servers|products", defaultValue = "users", description = "What its members are (unless given: "
				+ "${DEFAULT-VALUE}).")
		private ReportGroup.Kind kind;

		Add(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.reportGroups().add(group(), kind);
			say("The report group '" + group() + "' of " + word(kind) + " is made; 'report-groups include' says who or what is in it.");
			return DONE;
		}
	}

	/** {@code report-groups remove}. */
	@Command(name = "remove", description = "Removes a report group.")
	static final class Remove extends OfOne {

		Remove(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.reportGroups().remove(group());
			say("The report group '" + group() + "' is removed.");
			return DONE;
		}
	}

	/** {@code report-groups include}. */
	@Command(name = "include", description = "Takes a member into a report group, for the past too, or for a time.")
	static final class Include extends OfMember {

		Include(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.reportGroups().include(group(), member());
			say("'" + member().name() + "' is in the report group '" + group() + "'" + time() + ".");
			return DONE;
		}
	}

	/** {@code report-groups exclude}. */
	@Command(name = "exclude", description = "Takes a membership back, for all time or from and to a time.")
	static final class Exclude extends OfMember {

		Exclude(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.reportGroups().exclude(group(), member());
			say("'" + member().name() + "' is not in the report group '" + group() + "' any more" + time() + ".");
			return DONE;
		}
	}

	/** {@code report-groups list}. */
	@Command(name = "list", description = "Lists the report groups.")
	static final class ListAll extends Words {

		@Mixin
		private FormatOption format;

		ListAll(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			GROUPS.show(lictor.reportGroups().list(), format, terminal());
			return DONE;
		}
	}

	/** {@code report-groups show}. */
	@Command(name = "show", description = "Lists who or what is in a report group, and from when until when.")
	static final class Show extends OfOne {

		@Mixin
		private FormatOption format;

		Show(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			ReportGroup found = lictor.reportGroups().list().stream().filter(each -> each.name().equals(group())).findFirst()
					.orElseThrow(() -> new ServiceException(Reason.NOT_FOUND, "There is no report group '" + group() + "'."));
			MEMBERS.show(found.members(), format, terminal());
			return DONE;
		}
	}
}
