package org.lictor.server.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.lictor.model.FileTrouble;
import org.lictor.model.Progress;
import org.lictor.report.PersonExport;
import org.lictor.report.Persons;
import org.lictor.service.Erased;
import org.lictor.service.Lictor;
import org.lictor.service.Mapping;
import org.lictor.service.Person;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code people}: which host user is which account. */
@Command(name = "people", description = "Which host user is which account, where rules alone do not find out.", subcommands = {
		PeopleCommand.Map.class, PeopleCommand.Unmap.class, PeopleCommand.ListAll.class, PeopleCommand.Patterns.class,
		PeopleCommand.Export.class, PeopleCommand.Erase.class })
final class PeopleCommand extends GroupOfCommands {

	private static final Listing<Mapping> MAPPINGS = new Listing<>("Mappings",
			List.of(Listing.text("host_user", "Host user"), Listing.text("account", "Account"), Listing.moment("from", "From"),
					Listing.moment("until", "Until")),
			mapping -> new Object[] { mapping.hostUser(), mapping.account(), mapping.from(), mapping.until() });

	/** A command about one mapping and a time. */
	abstract static class OfOne extends Words {

		@Parameters(index = "0", paramLabel = "HOSTUSER", description = "The user name as agents report it.")
		private String hostUser;

		@Parameters(index = "1", paramLabel = "ACCOUNT", description = "The account's mail address or id.")
		private String account;

		@Mixin
		private ValidityOptions time;

		private Mapping mapping;

		OfOne(Terminal terminal) {
			super(terminal);
		}

		@Override
		void prepare() {
			try {
				mapping = new Mapping(hostUser, account, time.from(terminal()), time.until(terminal()));
			} catch (ServiceException e) {
				throw misuse(e.getMessage());
			}
		}

		final Mapping mapping() {
			return mapping;
		}

		/** The time in words, with a blank before it; empty for all time. */
		final String time() {
			return ValidityOptions.words(mapping.from(), mapping.until());
		}
	}

	/** {@code people map}. */
	@Command(name = "map", description = "Says that a host user is an account, for the past too, or for a time.")
	static final class Map extends OfOne {

		Map(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.people().map(mapping());
			say("Host user '" + mapping().hostUser() + "' is account '" + mapping().account() + "'" + time() + ".");
			return DONE;
		}
	}

	/** {@code people unmap}. */
	@Command(name = "unmap", description = "Takes back that a host user is an account, for all time or from and to a time.")
	static final class Unmap extends OfOne {

		Unmap(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.people().unmap(mapping());
			say("Host user '" + mapping().hostUser() + "' is not said to be account '" + mapping().account() + "' any more" + time() + ".");
			return DONE;
		}
	}

	/** {@code people list}. */
	@Command(name = "list", description = "Lists the mappings that people made.")
	static final class ListAll extends Words {

		@Mixin
		private FormatOption format;

		ListAll(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			MAPPINGS.show(lictor.people().list(), format, terminal());
			return DONE;
		}
	}

	/** {@code people patterns}. */
	@Command(name = "patterns", description = "Shows how user names are made of names of people, or says it anew. {first}, {last}, {f} and {l} "
			+ "stand for the names and their first letters.")
	static final class Patterns extends Words {

		@Option(names = "--set", paramLabel = "PATTERN", arity = "1..*", description = "All patterns from now on, such as {f}{last}.")
		private List<String> wanted = List.of();

		@Option(names = "--none", description = "Match by no pattern.")
		private boolean none;

		Patterns(Terminal terminal) {
			super(terminal);
		}

		@Override
		void prepare() {
			if (none && !wanted.isEmpty()) {
				throw misuse("--set and --none exclude each other.");
			}
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			if (none || !wanted.isEmpty()) {
				lictor.people().patterns(wanted);
				say(none ? "Host users are not matched by patterns." : "Host users are matched by these patterns, for the past too.");
			} else {
				lictor.people().patterns().forEach(terminal().out()::println);
			}
			return DONE;
		}
	}

	/** Who a command is about. */
	static final class Who {

		@Option(names = "--user", paramLabel = "HOSTUSER", required = true, description = "The user name as agents report it.")
		private String user;

		@Option(names = "--account", paramLabel = "ACCOUNT", required = true, description = "The account as reports show it.")
		private String account;
	}

	/** {@code people erase}. */
	@Command(name = "erase", description = "Replaces a person's names by random ones, for good, in all that is kept. Figures stay as they are.")
	static final class Erase extends Words {

		@ArgGroup(multiplicity = "1")
		private Who who;

		@Option(names = "--confirm", paramLabel = "NAME", description = "The name once more, without which nothing is erased.")
		private String confirmed = "";

		Erase(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			String name = who.user != null ? who.user : who.account;
			Persons persons = new Persons(lictor.queries(), progress);
			Person person = who.user != null ? persons.ofUser(name) : persons.ofAccount(name);
			if (!confirmed.equals(name)) {
				throw new ServiceException(Reason.INVALID, "Nothing was erased. It would erase " + person.names()
						+ ", and cannot be undone. To do it, give the command again with --confirm " + name + ".");
			}
			Set<String> shared = persons.shared(person);
			Erased erased = lictor.people().erase(person, progress);
			say("Erased: " + erased.events() + " events of agents and " + erased.evidence() + " pieces of evidence were rewritten.");
			if (!shared.isEmpty()) {
				say("Not erased, because they are other accounts too: " + String.join(", ", shared) + ".");
			}
			erased.left().forEach(sentence -> terminal().err().println("Not erased from this evidence: " + sentence + "."));
			return erased.left().isEmpty() ? DONE : FAILED;
		}
	}

	/** {@code people export}. */
	@Command(name = "export", description = "Writes what reports and evidence tell of one person into an archive, with an index to read first.")
	static final class Export extends Words {

		@ArgGroup(multiplicity = "1")
		private Who who;

		@Option(names = "--output", paramLabel = "FILE", required = true, description = "The archive to be written, such as ann.zip.")
		private Path output;

		Export(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			PersonExport export = new PersonExport(lictor.queries(), lictor.people(), terminal().zone());
			try {
				PersonExport.Written[] written = new PersonExport.Written[1];
				WholeFile.write(output, out -> written[0] = who.user != null ? export.ofUser(who.user, progress, out)
						: export.ofAccount(who.account, progress, out));
				say(output + ": " + written[0].rows() + " rows are written" + (written[0].leftOut() == 0 ? "."
						: "; " + written[0].leftOut() + " are left out, because they may be about somebody else."));
			} catch (IOException e) {
				throw new ServiceException(Reason.UNAVAILABLE, "The archive cannot be written to " + output + ": " + FileTrouble.why(e) + ".", e);
			}
			return DONE;
		}
	}
}
