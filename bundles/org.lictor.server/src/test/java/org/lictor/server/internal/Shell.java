package org.lictor.server.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.lictor.model.Progress;
import org.lictor.service.Backup;
import org.lictor.service.Connector;
import org.lictor.service.DatabaseAddress;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.Mover;
import org.lictor.service.OpenOptions;
import org.lictor.service.Restorer;
import org.lictor.service.ServiceException;

/** Gives commands and catches what they print. */
final class Shell {

	final FakeLictor lictor = new FakeLictor();
	final Map<String, String> environment = new HashMap<>();
	final List<Location> opened = new ArrayList<>();
	final List<OpenOptions> options = new ArrayList<>();
	String input = "";
	Terminal.Interactive interactive = Terminal.Interactive.NOWHERE;
	List<Connector> connectors = List.of(connector(true, true));
	/** What was to be moved where, and with which password, or given up. */
	final List<String> moves = new ArrayList<>();
	private final Mover mover = new Mover() {
		@Override
		public void move(Path folder, DatabaseAddress to, Progress progress) throws ServiceException {
			moves.add(folder + " to " + to + " by " + to.password());
		}

		@Override
		public void giveUp(Path folder) throws ServiceException {
			moves.add("give up " + folder);
		}
	};
	/** What was to be checked or restored. */
	final List<String> restores = new ArrayList<>();
	private final Restorer restorer = new Restorer() {
		@Override
		public Backup check(Path file, Progress progress) throws ServiceException {
			restores.add("check " + file);
			return FakeLictor.BACKUP;
		}

		@Override
		public Backup restore(Path file, Path folder, Optional<DatabaseAddress> database, Progress progress) throws ServiceException {
			restores.add(file + " to " + folder + database.map(to -> " and " + to + " by " + to.password()).orElse(""));
			return FakeLictor.BACKUP;
		}
	};
	final FakePlugins plugins = new FakePlugins();
	final FakePluginTrusts trusts = new FakePluginTrusts();
	ServerCommand.Lifetime lifetime = running -> {
	};

	private final Path home;

	/** What a command came to. */
	record Outcome(int exit, String out, String err) {
	}

	Shell(Path home) {
		this.home = home;
	}

	Connector connector(boolean addresses, boolean folders) {
		return new Connector() {
			@Override
			public boolean accepts(Location location) {
				return location instanceof Location.Folder ? folders : addresses;
			}

			@Override
			public Lictor open(Location location, OpenOptions how, Progress progress) throws ServiceException {
				opened.add(location);
				options.add(how);
				return lictor;
			}
		};
	}

	Outcome run(String... words) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ByteArrayOutputStream err = new ByteArrayOutputStream();
		Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8),
				new PrintStream(err, true, StandardCharsets.UTF_8),
				new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), interactive, environment, home,
				ZoneId.of("Europe/Berlin"), "1.2.3", () -> connectors, () -> Optional.of(mover),
				() -> Optional.of(restorer), () -> Optional.of(plugins),
				() -> Optional.of(trusts));
		try {
			int exit = new CommandRunner(terminal, lifetime).run(words);
			return new Outcome(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
		} finally {
			Logs.close();
		}
	}
}
