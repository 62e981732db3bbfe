package org.lictor.server.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.lictor.model.FileTrouble;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.service.Lictor;
import org.lictor.service.RedirectListener;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServerInfo;
import org.lictor.service.ServerTypeInfo;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.service.SignIn;
import org.lictor.spi.Verification;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code servers}: the licence servers being monitored. */
@Command(name = "servers", description = "The licence servers and cloud accounts being monitored.", subcommands = {
		ServersCommand.Add.class, ServersCommand.ListAll.class, ServersCommand.Show.class, ServersCommand.Set.class,
		ServersCommand.Enable.class, ServersCommand.Disable.class, ServersCommand.Verify.class, ServersCommand.SignInTo.class,
		ServersCommand.Poll.class, ServersCommand.Remove.class, ServersCommand.Types.class })
final class ServersCommand extends GroupOfCommands {

	private static final Listing<ServerInfo> SERVERS = new Listing<>("Licence servers",
			List.of(Listing.text("name", "Name"), Listing.text("type_label", "Type"), Listing.text("state", "Status"),
					Listing.text("message", "Message"), Listing.moment("last_success", "Last success"),
					Listing.text("groups", "Agent groups")),
			server -> new Object[] { server.name(), server.typeLabel(), server.status().state().name(),
					server.status().message(), server.lastSuccess(), String.join(", ", server.groups()) });

	private static void show(ServerInfo server, FormatOption format, Terminal terminal) {
		if (format.json()) {
			Listing.json(server, terminal);
			return;
		}
		List<Map.Entry<String, Object>> lines = new ArrayList<>(List.of(Map.entry("Name", server.name()),
				Map.entry("Type", server.typeLabel() + " (" + server.type() + ")"), Map.entry("Status", server.status().state()),
				Map.entry("Detail", server.status().detail()), Map.entry("Message", server.status().message()),
				Map.entry("Monitored", server.enabled() ? "yes" : "no"),
				Map.entry("Last success", server.lastSuccess().map(Object::toString).orElse("never")),
				Map.entry("Last attempt", server.lastAttempt().map(Object::toString).orElse("never")),
				Map.entry("Agent groups", server.groups().isEmpty() ? "none" : String.join(", ", server.groups()))));
		server.settings().entrySet().stream().sorted(Map.Entry.comparingByKey())
				.forEach(setting -> lines.add(Map.entry("Setting " + setting.getKey(), setting.getValue())));
		server.secretKeys().stream().sorted().forEach(key -> lines.add(Map.entry("Secret " + key, "(set)")));
		FieldText.aligned(lines).forEach(terminal.out()::println);
	}

	/** A command about one server that exists. */
	abstract static class OfOne extends Words {

		@Parameters(index = "0", paramLabel = "NAME", description = "Name of the server.")
		private String name;

		OfOne(Terminal terminal) {
			super(terminal);
		}

		final String name() {
			return name;
		}
	}

	/** {@code servers add}. */
	@Command(name = "add", description = "Adds a licence server and begins to monitor it.")
	static final class Add extends Words {

		@Option(names = "--name", required = true, paramLabel = "NAME", description = "Its name, unique among the servers.")
		private String name;

		@Option(names = "--type", required = true, paramLabel = "TYPE", description = "Its type, such as autodesk; 'servers "
				+ "types' tells which there are.")
		private String type;

		@Option(names = "--disabled", description = "Does not begin to monitor it yet.")
		private boolean disabled;

		@Mixin
		private DefinitionOptions definition;

		@Mixin
		private FormatOption format;

		private Map<String, String> secrets;

		Add(Terminal terminal) {
			super(terminal);
		}

		@Override
		void prepare() throws ServiceException {
			secrets = definition.secrets(terminal());
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			ServerInfo server = lictor.servers()
					.add(new ServerDefinition(name, type, definition.settings(), secrets, !disabled));
			if (format.json()) {
				Listing.json(server, terminal());
			} else {
				say("Server '" + server.name() + "' is added.");
			}
			return DONE;
		}
	}

	/** {@code servers list}. */
	@Command(name = "list", description = "Lists the licence servers and how they are doing.")
	static final class ListAll extends Words {

		@Mixin
		private FormatOption format;

		ListAll(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			SERVERS.show(lictor.servers().list(), format, terminal());
			return DONE;
		}
	}

	/** {@code servers show}. */
	@Command(name = "show", description = "Shows one licence server with its settings; secrets are never shown.")
	static final class Show extends OfOne {

		@Mixin
		private FormatOption format;

		Show(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			ServersCommand.show(lictor.servers().show(name()), format, terminal());
			return DONE;
		}
	}

	/** {@code servers set}. */
	@Command(name = "set", description = "Changes settings and secrets of a licence server; what is not named stays.")
	static final class Set extends OfOne {

		@Option(names = "--unset", paramLabel = "KEY", description = "A setting that is to have no value any more; may be "
				+ "repeated.")
		private List<String> unset = new ArrayList<>();

		@Mixin
		private DefinitionOptions definition;

		@Mixin
		private FormatOption format;

		private Map<String, String> secrets;

		Set(Terminal terminal) {
			super(terminal);
		}

		@Override
		void prepare() throws ServiceException {
			secrets = definition.secrets(terminal());
			if (secrets.isEmpty() && definition.settings().isEmpty() && unset.isEmpty()) {
				throw misuse("Say what to change: --set KEY=VALUE, --unset KEY, --secret KEY or --secret-file KEY=FILE.");
			}
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			ServerInfo before = lictor.servers().show(name());
			Map<String, String> settings = new HashMap<>(before.settings());
			settings.keySet().removeAll(unset);
			settings.putAll(definition.settings());
			ServerInfo server = lictor.servers()
					.update(new ServerDefinition(before.name(), before.type(), settings, secrets, before.enabled()));
			if (format.json()) {
				Listing.json(server, terminal());
			} else {
				say("Server '" + server.name() + "' is changed.");
			}
			return DONE;
		}
	}

	/** {@code servers enable} and {@code servers disable}. */
	abstract static class Switch extends OfOne {

		private final boolean enabled;

		@Mixin
		private FormatOption format;

		Switch(Terminal terminal, boolean enabled) {
			super(terminal);
			this.enabled = enabled;
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			ServerInfo before = lictor.servers().show(name());
			ServerInfo server = lictor.servers()
					.update(new ServerDefinition(before.name(), before.type(), before.settings(), Map.of(), enabled));
			if (format.json()) {
				Listing.json(server, terminal());
			} else {
				say("Server '" + server.name() + "' is " + (enabled ? "monitored." : "not monitored any more."));
			}
			return DONE;
		}
	}

	/** {@code servers enable}. */
	@Command(name = "enable", description = "Monitors a licence server again.")
	static final class Enable extends Switch {

		Enable(Terminal terminal) {
			super(terminal, true);
		}
	}

	/** {@code servers disable}. */
	@Command(name = "disable", description = "Monitors a licence server no more; what was collected stays.")
	static final class Disable extends Switch {

		Disable(Terminal terminal) {
			super(terminal, false);
		}
	}

	/** {@code servers verify}. */
	@Command(name = "verify", description = "Tries the configuration of a licence server, as it is or with other settings, "
			+ "and saves nothing.")
	static final class Verify extends OfOne {

		@Option(names = "--type", paramLabel = "TYPE", description = "Tries a server that is not added yet, of this type.")
		private String type;

		@Mixin
		private DefinitionOptions definition;

		@Mixin
		private FormatOption format;

		private Map<String, String> secrets;

		Verify(Terminal terminal) {
			super(terminal);
		}

		@Override
		void prepare() throws ServiceException {
			secrets = definition.secrets(terminal());
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			Verification verification = lictor.servers().verify(definition(lictor), progress);
			if (format.json()) {
				Listing.json(verification, terminal());
			} else if (verification.good()) {
				say(FieldText.sentence("'" + name() + "' can be monitored.", verification.status()));
			} else {
				complain(FieldText.sentence("'" + name() + "' cannot be monitored like this.", verification.status()));
				verification.problems().forEach(problem -> complain("  " + problem.key() + ": " + problem.message()));
			}
			return verification.good() ? DONE : FAILED;
		}

		private ServerDefinition definition(Lictor lictor) throws ServiceException {
			if (type != null) {
				return new ServerDefinition(name(), type, definition.settings(), secrets, true);
			}
			ServerInfo server = lictor.servers().show(name());
			Map<String, String> settings = new HashMap<>(server.settings());
			settings.putAll(definition.settings());
			return new ServerDefinition(server.name(), server.type(), settings, secrets, server.enabled());
		}
	}

	/** {@code servers sign-in}. */
	@Command(name = "sign-in", description = "Lets a person sign in to a licence server with the browser, and saves what comes of it.")
	static final class SignInTo extends OfOne {

		@Option(names = "--paste", description = "The browser is on another machine: reads the address it is sent to afterwards from "
				+ "standard input, instead of waiting for it here.")
		private boolean paste;

		SignInTo(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			ServerInfo server = lictor.servers().show(name());
			ServerDefinition definition = new ServerDefinition(server.name(), server.type(), server.settings(), Map.of(),
					server.enabled());
			SignIn signIn = lictor.servers().beginSignIn(definition);
			Verification verification = lictor.servers().finishSignIn(signIn.id(), paste ? pasted(signIn) : redirected(signIn, progress),
					progress);
			if (!verification.good()) {
				complain(FieldText.sentence("Nobody signed in to '" + name() + "'.", verification.status()));
				return FAILED;
			}
			lictor.servers().update(definition.signedIn(signIn.id()));
			say("Signed in to '" + name() + "'.");
			return DONE;
		}

		private String redirected(SignIn signIn, Progress progress) throws ServiceException {
			try (RedirectListener listener = RedirectListener.open(signIn.redirect())) {
				say("Open this address in a browser on this machine and sign in, until " + signIn.expires() + ":");
				say(signIn.address().toString());
				return listener.await(progress);
			}
		}

		private String pasted(SignIn signIn) throws ServiceException {
			say("Open this address in any browser and sign in, until " + signIn.expires() + ":");
			say(signIn.address().toString());
			say("The browser is then sent to " + signIn.redirect() + "?..., which it may not find. Paste that whole address here:");
			try {
				String line = new BufferedReader(new InputStreamReader(terminal().in(), StandardCharsets.UTF_8)).readLine();
				return line == null ? "" : line.strip().substring(line.strip().indexOf('?') + 1);
			} catch (IOException e) {
				throw new ServiceException(Reason.INVALID, "The address cannot be read from standard input: " + FileTrouble.why(e) + ".", e);
			}
		}
	}

	/** {@code servers poll}. */
	@Command(name = "poll", description = "Asks a licence server now.")
	static final class Poll extends OfOne {

		@Mixin
		private FormatOption format;

		Poll(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			ServerInfo server = lictor.servers().poll(name(), progress);
			boolean up = server.status().state() == Status.State.UP;
			if (format.json()) {
				Listing.json(server, terminal());
			} else if (up) {
				say(FieldText.sentence("'" + name() + "' is UP.", server.status()));
			} else {
				complain(FieldText.sentence("'" + name() + "' is " + server.status().state() + ".", server.status()));
			}
			return up ? DONE : FAILED;
		}
	}

	/** {@code servers remove}. */
	@Command(name = "remove", description = "Removes a licence server and all that was collected from it.")
	static final class Remove extends OfOne {

		Remove(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.servers().remove(name());
			say("Server '" + name() + "' and all that was collected from it is removed.");
			return DONE;
		}
	}

	/** {@code servers types}. */
	@Command(name = "types", description = "Tells which types of licence servers there are and what each is configured with.")
	static final class Types extends Words {

		@Parameters(index = "0", arity = "0..1", paramLabel = "TYPE", description = "Only this type, with its fields.")
		private String type;

		@Mixin
		private FormatOption format;

		Types(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			List<ServerTypeInfo> types = lictor.servers().types().stream()
					.filter(each -> type == null || each.id().equals(type)).toList();
			if (types.isEmpty() && type != null) {
				throw new ServiceException(Reason.NOT_FOUND,
						"There is no server type '" + type + "'. 'servers types' tells which there are.");
			}
			if (format.json()) {
				Listing.json(types, terminal());
			} else {
				types.forEach(this::describe);
			}
			return DONE;
		}

		private void describe(ServerTypeInfo each) {
			say(each.id() + ": " + each.label());
			say("  " + each.description());
			FieldText.lines(each.schema()).forEach(this::say);
			say("");
		}
	}
}
