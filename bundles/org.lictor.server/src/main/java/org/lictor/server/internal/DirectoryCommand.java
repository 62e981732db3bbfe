package org.lictor.server.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.service.DirectoryDefinition;
import org.lictor.service.DirectoryInfo;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Verification;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code directory}: companies' directories, LDAP and Active Directory. */
@Command(name = "directory", description = "Companies' directories (LDAP, Active Directory): which mail addresses users have and who is in which group.", subcommands = {
		DirectoryCommand.Add.class, DirectoryCommand.Set.class, DirectoryCommand.Test.class, DirectoryCommand.Refresh.class,
		DirectoryCommand.ListAll.class, DirectoryCommand.Show.class, DirectoryCommand.Remove.class, DirectoryCommand.Settings.class })
final class DirectoryCommand extends GroupOfCommands {

	private static final Listing<DirectoryInfo> DIRECTORIES = new Listing<>("Directories",
			List.of(Listing.text("name", "Name"), Listing.text("state", "Status"), Listing.text("message", "Message"),
					Listing.moment("last_success", "Last success"), Column.of("users", "Users", ColumnType.INTEGER, ""),
					Column.of("groups", "Groups", ColumnType.INTEGER, "")),
			directory -> new Object[] { directory.name(), directory.status().state().name(), directory.status().message(), directory.lastSuccess(),
					directory.users(), directory.groups() });

	private static void show(DirectoryInfo directory, FormatOption format, Terminal terminal) {
		if (format.json()) {
			Listing.json(directory, terminal);
			return;
		}
		List<Map.Entry<String, Object>> lines = new ArrayList<>(List.of(Map.entry("Name", directory.name()), Map.entry("Status", directory.status().state()),
				Map.entry("Detail", directory.status().detail()), Map.entry("Message", directory.status().message()),
				Map.entry("Last success", directory.lastSuccess().map(Object::toString).orElse("never")),
				Map.entry("Last attempt", directory.lastAttempt().map(Object::toString).orElse("never")),
				Map.entry("Domains", String.join(", ", directory.domains())), Map.entry("Users", directory.users()), Map.entry("Groups", directory.groups())));
		directory.settings().entrySet().stream().sorted(Map.Entry.comparingByKey())
				.forEach(setting -> lines.add(Map.entry("Setting " + setting.getKey(), setting.getValue())));
		directory.secretKeys().stream().sorted().forEach(key -> lines.add(Map.entry("Secret " + key, "(set)")));
		FieldText.aligned(lines).forEach(terminal.out()::println);
	}

	/** A command about one directory. */
	abstract static class OfOne extends Words {

		@Parameters(index = "0", paramLabel = "NAME", description = "Name of the directory.")
		private String name;

		@Mixin
		private FormatOption format;

		OfOne(Terminal terminal) {
			super(terminal);
		}

		final String name() {
			return name;
		}

		final FormatOption format() {
			return format;
		}

		final void tell(DirectoryInfo directory, String sentence) {
			if (format.json()) {
				Listing.json(directory, terminal());
			} else {
				say(sentence);
			}
		}
	}

	/** A command about one directory and settings of it. */
	abstract static class WithSettings extends OfOne {

		@Mixin
		private DefinitionOptions definition;

		private Map<String, String> secrets;

		WithSettings(Terminal terminal) {
			super(terminal);
		}

		@Override
		void prepare() throws ServiceException {
			secrets = definition.secrets(terminal());
		}

		final Map<String, String> settings() {
			return definition.settings();
		}

		final Map<String, String> secrets() {
			return secrets;
		}

		/** The directory as it is, with other settings. */
		final DirectoryDefinition changed(Lictor lictor, List<String> unset) throws ServiceException {
			Map<String, String> all = new HashMap<>(lictor.directories().show(name()).settings());
			all.keySet().removeAll(unset);
			all.putAll(settings());
			return new DirectoryDefinition(name(), all, secrets);
		}
	}

	/** {@code directory add}. */
	@Command(name = "add", description = "Adds a directory; a server soon begins to read it. 'directory test --new' tries the same before.")
	static final class Add extends WithSettings {

		Add(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			tell(lictor.directories().add(new DirectoryDefinition(name(), settings(), secrets())), "The directory '" + name() + "' is added.");
			return DONE;
		}
	}

	/** {@code directory set}. */
	@Command(name = "set", description = "Changes settings and the password of a directory; what is not named stays.")
	static final class Set extends WithSettings {

		@Option(names = "--unset", paramLabel = "KEY", description = "A setting that is to have no value any more; may be repeated.")
		private List<String> unset = new ArrayList<>();

		Set(Terminal terminal) {
			super(terminal);
		}

		@Override
		void prepare() throws ServiceException {
			super.prepare();
			if (secrets().isEmpty() && settings().isEmpty() && unset.isEmpty()) {
				throw misuse("Say what to change: --set KEY=VALUE, --unset KEY, --secret KEY or --secret-file KEY=FILE.");
			}
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			tell(lictor.directories().update(changed(lictor, unset)), "The directory '" + name() + "' is changed.");
			return DONE;
		}
	}

	/** {@code directory test}. */
	@Command(name = "test", description = "Tries a directory, as it is or with other settings, tells which setting is at fault, and saves nothing.")
	static final class Test extends WithSettings {

		@Option(names = "--new", description = "Tries a directory that is not added yet.")
		private boolean unsaved;

		Test(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			Verification verification = lictor.directories()
					.test(unsaved ? new DirectoryDefinition(name(), settings(), secrets()) : changed(lictor, List.of()), progress);
			if (format().json()) {
				Listing.json(verification, terminal());
			} else if (verification.good()) {
				say(FieldText.sentence("'" + name() + "' can be read.", verification.status()));
			} else {
				complain("'" + name() + "' cannot be read like this.");
				verification.problems().forEach(problem -> complain("  " + problem.key() + ": " + problem.message()));
			}
			return verification.good() ? DONE : FAILED;
		}
	}

	/** {@code directory refresh}. */
	@Command(name = "refresh", description = "Reads a directory now. When that fails, what was read before stays.")
	static final class Refresh extends OfOne {

		@Option(names = "--accept", description = "Believes a directory that has less than half as many users or groups as before.")
		private boolean accept;

		Refresh(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			DirectoryInfo directory = lictor.directories().refresh(name(), accept, progress);
			boolean up = directory.status().state() == Status.State.UP;
			if (up || format().json()) {
				tell(directory, FieldText.sentence("'" + name() + "' has " + directory.users() + " users and " + directory.groups() + " groups.",
						directory.status()));
			} else {
				complain(FieldText.sentence("'" + name() + "' is " + directory.status().state() + ".", directory.status()));
			}
			return up ? DONE : FAILED;
		}
	}

	/** {@code directory list}. */
	@Command(name = "list", description = "Lists the directories and how they are doing.")
	static final class ListAll extends Words {

		@Mixin
		private FormatOption format;

		ListAll(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			DIRECTORIES.show(lictor.directories().list(), format, terminal());
			return DONE;
		}
	}

	/** {@code directory show}. */
	@Command(name = "show", description = "Shows one directory with its settings; the password is never shown.")
	static final class Show extends OfOne {

		Show(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			DirectoryCommand.show(lictor.directories().show(name()), format(), terminal());
			return DONE;
		}
	}

	/** {@code directory remove}. */
	@Command(name = "remove", description = "Removes a directory and all that was read of it.")
	static final class Remove extends OfOne {

		Remove(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.directories().remove(name());
			say("The directory '" + name() + "' and all that was read of it is removed.");
			return DONE;
		}
	}

	/** {@code directory settings}. */
	@Command(name = "settings", description = "Tells which settings a directory has and what they are for.")
	static final class Settings extends Words {

		@Mixin
		private FormatOption format;

		Settings(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			ConfigurationSchema schema = lictor.directories().schema();
			if (format.json()) {
				Listing.json(schema, terminal());
			} else {
				FieldText.lines(schema).forEach(this::say);
			}
			return DONE;
		}
	}
}
