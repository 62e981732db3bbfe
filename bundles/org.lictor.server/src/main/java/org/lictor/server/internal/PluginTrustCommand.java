package org.lictor.server.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.lictor.model.FileTrouble;
import org.lictor.model.Progress;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.PluginTrust;
import org.lictor.service.PluginTrusts;
import org.lictor.service.RemoteChange;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.service.TrustPolicy;
import org.lictor.service.TrustedKey;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plugins trust}: whom this installation trusts to bring plug-ins. */
@Command(name = "trust", description = "Whom this installation trusts to bring plug-ins: the keys that they are signed with, what is done "
		+ "with others, hosts that need no encryption, and what may be changed over HTTPS.", subcommands = { PluginTrustCommand.Show.class, PluginTrustCommand.Policy.class,
				PluginTrustCommand.Add.class, PluginTrustCommand.Remove.class, PluginTrustCommand.AllowHttp.class,
				PluginTrustCommand.ForbidHttp.class, PluginTrustCommand.Remote.class })
final class PluginTrustCommand extends GroupOfCommands {

	private static final Listing<TrustedKey> KEYS = new Listing<>("Trusted keys",
			List.of(Listing.text("owner", "Owner"), Listing.text("kind", "Kind"), Listing.text("fingerprint", "Fingerprint"),
					Listing.flag("of_product", "Of the product")),
			key -> new Object[] { key.owner(), word(key.kind()), key.fingerprint(), key.ofProduct() });

	private static String word(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

	/** Reads or changes it, and shows how it stands then. */
	@Command
	abstract static class Base implements Callable<Integer> {

		@Option(names = "--help", usageHelp = true, description = "Shows this and does nothing.")
		private boolean help;

		@Mixin
		private FormatOption format;

		private final Terminal terminal;

		Base(Terminal terminal) {
			this.terminal = terminal;
		}

		abstract PluginTrust run() throws ServiceException;

		final Terminal terminal() {
			return terminal;
		}

		@Override
		public final Integer call() throws ServiceException {
			PluginTrust trust = run();
			if (format.json()) {
				Listing.json(trust, terminal);
				return Words.DONE;
			}
			terminal.out().println(switch (trust.policy()) {
			case REFUSE -> "Policy: refuse. Plug-ins that none of these has signed are not installed.";
			case ASK -> "Policy: ask. Whoever installs plug-ins that none of these has signed is asked.";
			case ALLOW -> "Policy: allow. Plug-ins are installed, whoever signed them or nobody.";
			});
			if (trust.keys().isEmpty()) {
				terminal.out().println("No key is trusted.");
			} else {
				KEYS.show(trust.keys(), format, terminal);
			}
			terminal.out().println(trust.httpHosts().isEmpty() ? "No host is read from without encryption."
					: "Read from without encryption: " + String.join(", ", trust.httpHosts()) + ".");
			terminal.out().println(switch (trust.remote()) {
			case REFUSE -> "Over HTTPS nothing is changed.";
			case TRUSTED -> "Over HTTPS administrators change plug-ins, and nobody is asked: what is not trusted is not installed.";
			case ASK -> "Over HTTPS administrators change plug-ins, and are asked where the policy is to ask.";
			});
			return Words.DONE;
		}
	}

	/** {@code plugins trust list}. */
	@Command(name = "list", description = "Shows policy, trusted keys, hosts that need no encryption, and what may be changed over HTTPS.")
	static final class Show extends Base {

		@Mixin
		private AddressOptions address;

		Show(Terminal terminal) {
			super(terminal);
		}

		@Override
		PluginTrust run() throws ServiceException {
			Optional<Location.Address> elsewhere = address.location(terminal());
			if (elsewhere.isEmpty()) {
				return PluginsCommand.own(terminal().pluginTrusts()).read();
			}
			try (Lictor lictor = AddressOptions.open(elsewhere.get(), terminal(), Progress.NONE)) {
				return lictor.plugins().trust();
			}
		}
	}

	/** A change, made only by whoever may write to the installation: {@code trust} has no {@code --url} but for showing. */
	@Command
	abstract static class Edit extends Base {

		Edit(Terminal terminal) {
			super(terminal);
		}

		abstract PluginTrust run(PluginTrusts trusts) throws ServiceException;

		@Override
		final PluginTrust run() throws ServiceException {
			return run(PluginsCommand.own(terminal().pluginTrusts()));
		}
	}

	/** {@code plugins trust policy}. */
	@Command(name = "policy", description = "Says what is done with plug-ins that nobody trusted has signed.")
	static final class Policy extends Edit {

		@Parameters(index = "0", paramLabel = "refuse|ask|allow", description = "Not installed, asked, or installed.")
		private TrustPolicy policy;

		Policy(Terminal terminal) {
			super(terminal);
		}

		@Override
		PluginTrust run(PluginTrusts trusts) throws ServiceException {
			return trusts.policy(policy);
		}
	}

	/** {@code plugins trust add}. */
	@Command(name = "add", description = "Trusts the owners of the keys in a file.")
	static final class Add extends Edit {

		@Parameters(index = "0", paramLabel = "FILE", description = "OpenPGP public keys or X.509 certificates. Compare their fingerprints with "
				+ "what the vendor tells you in another way.")
		private Path file;

		Add(Terminal terminal) {
			super(terminal);
		}

		@Override
		PluginTrust run(PluginTrusts trusts) throws ServiceException {
			try {
				return trusts.add(Files.readAllBytes(file));
			} catch (IOException e) {
				throw new ServiceException(Reason.INVALID, "The file '" + file + "' cannot be read: " + FileTrouble.why(e) + ".", e);
			} catch (ServiceException e) {
				throw e.reason() == Reason.INVALID ? new ServiceException(Reason.INVALID, "'" + file + "': " + e.getMessage(), e) : e;
			}
		}
	}

	/** {@code plugins trust remove}. */
	@Command(name = "remove", description = "Trusts the owner of a key no more. What is installed stays.")
	static final class Remove extends Edit {

		@Parameters(index = "0", paramLabel = "FINGERPRINT", description = "Of the key, as 'plugins trust list' shows it.")
		private String fingerprint;

		Remove(Terminal terminal) {
			super(terminal);
		}

		@Override
		PluginTrust run(PluginTrusts trusts) throws ServiceException {
			return trusts.remove(fingerprint);
		}
	}

	/** {@code plugins trust allow-http}. */
	@Command(name = "allow-http", description = "Reads repositories of a host without encryption too.")
	static final class AllowHttp extends Edit {

		@Parameters(index = "0", paramLabel = "HOST", description = "Its name or address, without http:// and port.")
		private String host;

		AllowHttp(Terminal terminal) {
			super(terminal);
		}

		@Override
		PluginTrust run(PluginTrusts trusts) throws ServiceException {
			return trusts.allowHttp(host);
		}
	}

	/** {@code plugins trust forbid-http}. */
	@Command(name = "forbid-http", description = "Reads repositories of a host only with encryption again.")
	static final class ForbidHttp extends Edit {

		@Parameters(index = "0", paramLabel = "HOST", description = "Its name or address.")
		private String host;

		ForbidHttp(Terminal terminal) {
			super(terminal);
		}

		@Override
		PluginTrust run(PluginTrusts trusts) throws ServiceException {
			return trusts.forbidHttp(host);
		}
	}

	/** {@code plugins trust remote}. */
	@Command(name = "remote", description = "Says what those may change who reach a server of this installation over HTTPS with the token of an "
			+ "administrator.")
	static final class Remote extends Edit {

		@Parameters(index = "0", paramLabel = "refuse|trusted|ask", description = "Nothing; what trusted keys have signed (unless set); or the same, "
				+ "and they are asked about the rest where the policy is to ask.")
		private RemoteChange remote;

		Remote(Terminal terminal) {
			super(terminal);
		}

		@Override
		PluginTrust run(PluginTrusts trusts) throws ServiceException {
			return trusts.remote(remote);
		}
	}
}
