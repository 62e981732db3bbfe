package org.lictor.server.internal;

import java.util.List;

import org.lictor.model.Progress;
import org.lictor.service.Lictor;
import org.lictor.service.Mapping;
import org.lictor.service.ServiceException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code people}: which host user is which account. */
@Command(name = "people", description = "Which host user is which account, where rules alone do not find out.", subcommands = {
		PeopleCommand.Map.class, PeopleCommand.Unmap.class, PeopleCommand.ListAll.class })
final class PeopleCommand extends GroupOfCommands {

	private static final Listing<Mapping> MAPPINGS = new Listing<>("Mappings",
			List.of(Listing.text("host_user", "Host user"), Listing.text("account", "Account")),
			mapping -> new Object[] { mapping.hostUser(), mapping.account() });

	/** A command about one mapping. */
	abstract static class OfOne extends Words {

		@Parameters(index = "0", paramLabel = "HOSTUSER", description = "The user name as agents report it.")
		private String hostUser;

		@Parameters(index = "1", paramLabel = "ACCOUNT", description = "The account's mail address or id.")
		private String account;

		OfOne(Terminal terminal) {
			super(terminal);
		}

		final Mapping mapping() {
			return new Mapping(hostUser, account);
		}
	}

	/** {@code people map}. */
	@Command(name = "map", description = "Says that a host user is an account, for the past too.")
	static final class Map extends OfOne {

		Map(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.people().map(mapping());
			say("Host user '" + mapping().hostUser() + "' is account '" + mapping().account() + "'.");
			return DONE;
		}
	}

	/** {@code people unmap}. */
	@Command(name = "unmap", description = "Takes back that a host user is an account.")
	static final class Unmap extends OfOne {

		Unmap(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.people().unmap(mapping());
			say("Host user '" + mapping().hostUser() + "' is not said to be account '" + mapping().account() + "' any more.");
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
}
