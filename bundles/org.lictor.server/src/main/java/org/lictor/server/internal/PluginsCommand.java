package org.lictor.server.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import org.lictor.model.Progress;
import org.lictor.service.InstalledPlugin;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.Plugin;
import org.lictor.service.PluginChange;
import org.lictor.service.Plugins;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plugins}: what is installed beside Lictor itself, such as server types of other vendors. */
@Command(name = "plugins", description = "Lists, installs, updates and removes plug-ins of this installation, or of that of a server elsewhere, such as "
		+ "further types of licence servers.", subcommands = { PluginsCommand.Show.class, PluginsCommand.Install.class, PluginsCommand.Update.class,
				PluginsCommand.Remove.class, PluginTrustCommand.class })
final class PluginsCommand extends GroupOfCommands {

	private static final Listing<InstalledPlugin> INSTALLED = new Listing<>("Plug-ins",
			List.of(Listing.text("id", "Id"), Listing.text("version", "Version"), Listing.text("label", "Name"), Listing.text("vendor", "Vendor"),
					Listing.text("types", "Server types"), Listing.flag("restart", "Waits for a restart"), Listing.text("from", "From")),
			each -> new Object[] { each.plugin().id(), each.plugin().version(), each.plugin().label(), each.plugin().vendor(),
					String.join(", ", each.types()), each.restart(), each.plugin().from() });

	private static final Listing<Plugin> OFFERED = new Listing<>("Plug-ins",
			List.of(Listing.text("id", "Id"), Listing.text("version", "Version"), Listing.text("label", "Name"), Listing.text("vendor", "Vendor"),
					Listing.text("from", "From")),
			plugin -> new Object[] { plugin.id(), plugin.version(), plugin.label(), plugin.vendor(), plugin.from() });

	private static ServiceException incomplete() {
		return new ServiceException(Reason.UNAVAILABLE,
				"This installation is not complete: nothing in it can install plug-ins. Install Lictor anew.");
	}

	/**
	 * @param <T>     of a service
	 * @param service of this installation
	 * @return the same
	 * @throws ServiceException UNAVAILABLE when it can have no plug-ins
	 */
	static <T> T own(Supplier<Optional<T>> service) throws ServiceException {
		return service.get().orElseThrow(PluginsCommand::incomplete);
	}

	/** Does one thing with what is installed. */
	@Command
	abstract static class Base implements Callable<Integer> {

		@Option(names = "--help", usageHelp = true, description = "Shows this and does nothing.")
		private boolean help;

		@Mixin
		private FormatOption format;

		@Spec
		private CommandSpec command;

		private final Terminal terminal;

		Base(Terminal terminal) {
			this.terminal = terminal;
		}

		abstract void run(Progress progress) throws ServiceException;

		@Override
		public final Integer call() throws ServiceException {
			try (ProgressLine progress = new ProgressLine(terminal)) {
				run(progress);
			}
			return Words.DONE;
		}

		/** An address, or a folder or ZIP file of this machine. */
		final URI repository(String from) {
			try {
				Path file = Path.of(from).toAbsolutePath().normalize();
				if (Files.isDirectory(file)) {
					return file.toUri();
				}
				if (Files.isRegularFile(file)) {
					return URI.create("jar:" + file.toUri() + "!/");
				}
			} catch (InvalidPathException e) {
				// no path of this machine
			}
			try {
				URI address = new URI(from);
				if (address.isAbsolute()) {
					return address;
				}
			} catch (URISyntaxException e) {
				// told below
			}
			throw new ParameterException(command.commandLine(),
					"'" + from + "' is neither the address of a repository, https://..., nor a folder or ZIP file of this machine.");
		}

		final Terminal terminal() {
			return terminal;
		}

		final FormatOption format() {
			return format;
		}

		/** Says what became other, and what is to be done for it. */
		final void tell(PluginChange change) {
			if (format.json()) {
				Listing.json(change, terminal);
				return;
			}
			change.left().stream().filter(old -> change.came().stream().noneMatch(now -> now.id().equals(old.id())))
					.forEach(old -> terminal.out().println("Removed: " + old.id() + " " + old.version()));
			for (Plugin now : change.came()) {
				Optional<Plugin> before = change.left().stream().filter(old -> now.id().equals(old.id())).findAny();
				terminal.out().println(before.map(old -> "Updated: " + now.id() + " from " + old.version() + " to " + now.version())
						.orElse("Installed: " + now.id() + " " + now.version()));
			}
			terminal.out().println(change.isEmpty() ? "Nothing newer was found."
					: change.restart() ? "A server that runs from this installation uses it only after a restart: stop it and start it again."
							: "A server that runs from this installation uses it within seconds; it needs no restart.");
		}
	}

	/** Does one thing with the plug-ins, of this installation or of that of a server elsewhere. */
	@Command
	abstract static class AnyBase extends Base {

		@Mixin
		private AddressOptions address;

		AnyBase(Terminal terminal) {
			super(terminal);
		}

		abstract void run(Plugins plugins, Progress progress) throws ServiceException;

		@Override
		final void run(Progress progress) throws ServiceException {
			Optional<Location.Address> elsewhere = address.location(terminal());
			if (elsewhere.isEmpty()) {
				run(own(terminal().plugins()), progress);
				return;
			}
			try (Lictor lictor = AddressOptions.open(elsewhere.get(), terminal(), progress)) {
				run(lictor.plugins(), progress);
			}
		}
	}

	/** {@code plugins list}. */
	@Command(name = "list", description = "Lists what is installed, or what a repository offers.")
	static final class Show extends AnyBase {

		@Option(names = "--from", paramLabel = "URL", description = "Lists what this p2 repository offers.")
		private String from;

		Show(Terminal terminal) {
			super(terminal);
		}

		@Override
		void run(Plugins plugins, Progress progress) throws ServiceException {
			if (from == null) {
				INSTALLED.show(plugins.installed(), format(), terminal());
			} else {
				OFFERED.show(plugins.offered(repository(from), progress), format(), terminal());
			}
		}
	}

	/** {@code plugins install}. */
	@Command(name = "install", description = "Installs the newest version of a plug-in.")
	static final class Install extends AnyBase {

		@Parameters(index = "0", paramLabel = "ID", description = "Its id, as 'plugins list --from URL' shows it.")
		private String id;

		@Option(names = "--from", paramLabel = "URL", required = true, description = "The p2 repository with it: an address, or a folder or "
				+ "ZIP file of this machine.")
		private String from;

		@Mixin
		private AcceptOption accept;

		Install(Terminal terminal) {
			super(terminal);
		}

		@Override
		void run(Plugins plugins, Progress progress) throws ServiceException {
			tell(plugins.install(id, repository(from), accept.doubts(terminal()), progress));
		}
	}

	/** {@code plugins update}. */
	@Command(name = "update", description = "Replaces plug-ins by their newest version.")
	static final class Update extends AnyBase {

		@Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "Only this one; all unless given.")
		private String id;

		@Option(names = "--from", paramLabel = "URL", description = "Looks in this p2 repository instead of the one it was installed from.")
		private String from;

		@Mixin
		private AcceptOption accept;

		Update(Terminal terminal) {
			super(terminal);
		}

		@Override
		void run(Plugins plugins, Progress progress) throws ServiceException {
			tell(plugins.update(Optional.ofNullable(id), Optional.ofNullable(from).map(this::repository), accept.doubts(terminal()), progress));
		}
	}

	/** {@code plugins remove}. */
	@Command(name = "remove", description = "Removes a plug-in. What was collected with it stays.")
	static final class Remove extends AnyBase {

		@Parameters(index = "0", paramLabel = "ID", description = "Its id, as 'plugins list' shows it.")
		private String id;

		Remove(Terminal terminal) {
			super(terminal);
		}

		@Override
		void run(Plugins plugins, Progress progress) throws ServiceException {
			tell(plugins.remove(id, progress));
		}
	}
}
