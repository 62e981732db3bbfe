package org.lictor.server.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.lictor.model.Progress;
import org.lictor.model.Role;
import org.lictor.remote.protocol.TokenSecret;
import org.lictor.service.AccessToken;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tokens}: who may ask over HTTPS. */
@Command(name = "tokens", description = "Tokens with which people and scripts ask over HTTPS.", subcommands = {
		TokensCommand.Add.class, TokensCommand.ListAll.class, TokensCommand.Revoke.class })
final class TokensCommand extends GroupOfCommands {

	private static final Listing<AccessToken> TOKENS = new Listing<>("Tokens",
			List.of(Listing.text("name", "Name"), Listing.text("role", "Role"), Listing.moment("created_at", "Made"),
					Listing.moment("expires_at", "Expires")),
			token -> new Object[] { token.name(), token.role().name(), token.createdAt(), token.expiresAt() });

	/** The roles a token may have. */
	enum HumanRole {
		/** Everything. */
		ADMINISTRATOR,
		/** Reports and lists. */
		READER
	}

	/** {@code tokens add}. */
	@Command(name = "add", description = "Makes a token and prints it. It is a secret and shown only this once.")
	static final class Add extends Words {

		@Parameters(index = "0", paramLabel = "NAME", description = "Its name, unique among the tokens.")
		private String name;

		@Option(names = "--role", required = true, paramLabel = "administrator|reader", description = "What it allows: "
				+ "everything, or asking for reports and lists.")
		private HumanRole role;

		@Option(names = "--expires", paramLabel = "TIME", description = "How long it is good, such as 90d (unless given: for "
				+ "ever).")
		private Duration expires;

		@Mixin
		private FormatOption format;

		Add(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			String secret = lictor.tokens().create(name, Role.valueOf(role.name()), Optional.ofNullable(expires));
			if (format.json()) {
				Listing.json(new TokenSecret(secret), terminal());
			} else {
				say(secret);
			}
			return DONE;
		}
	}

	/** {@code tokens list}. */
	@Command(name = "list", description = "Lists the tokens without their secrets.")
	static final class ListAll extends Words {

		@Mixin
		private FormatOption format;

		ListAll(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			TOKENS.show(lictor.tokens().list(), format, terminal());
			return DONE;
		}
	}

	/** {@code tokens revoke}. */
	@Command(name = "revoke", description = "Makes a token worthless.")
	static final class Revoke extends Words {

		@Parameters(index = "0", paramLabel = "NAME", description = "Name of the token.")
		private String name;

		Revoke(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.tokens().revoke(name);
			say("Token '" + name + "' is worth nothing any more.");
			return DONE;
		}
	}
}
