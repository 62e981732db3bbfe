package org.lictor.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.Diagnostic;
import org.lictor.model.Place;
import org.lictor.model.Progress;
import org.lictor.server.internal.Shell.Outcome;
import org.lictor.service.Connector;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.OpenOptions;
import org.lictor.service.RunningNode;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

class ServerCommandTest {

	private static final String FINGERPRINT = "0123".repeat(16);

	@TempDir
	private Path home;
	private Path data;
	private Shell shell;
	private boolean awaited;
	private Duration passed = Duration.ZERO;

	@BeforeEach
	void sit() {
		data = home.resolve("a b/data");
		shell = new Shell(home);
		shell.lifetime = running -> {
			awaited = true;
			assertFalse(shell.lictor.closed, "open while it runs");
		};
		Connector remote = refusing("would go to the server that runs already");
		shell.connectors = List.of(remote, listening());
	}

	private Connector listening() {
		return new Connector() {
			@Override
			public boolean accepts(Location location) {
				return location instanceof Location.Folder;
			}

			@Override
			public Lictor open(Location location, OpenOptions options, Progress progress) throws ServiceException {
				shell.options.add(options);
				try {
					new RunningNode(ProcessHandle.current().pid(), URI.create("https://127.0.0.1:7444"), FINGERPRINT, "secret")
							.write(((Location.Folder) location).path());
				} catch (IOException e) {
					throw new AssertionError(e);
				}
				return shell.lictor;
			}
		};
	}

	private static Connector refusing(String why) {
		return new Connector() {
			@Override
			public boolean accepts(Location location) {
				return true;
			}

			@Override
			public Lictor open(Location location, OpenOptions options, Progress progress) throws ServiceException {
				throw new ServiceException(Reason.UNAVAILABLE, why);
			}
		};
	}

	@Test
	void saysWhereItListensAndRunsUntilItIsToldToStop() {
		Outcome outcome = shell.run("server", "--data", data.toString(), "--port", "7444");

		assertEquals(0, outcome.exit(), outcome.toString());
		assertEquals("", outcome.err());
		assertEquals("Lictor 1.2.3 serves " + data, outcome.out().lines().findFirst().orElse(""));
		assertTrue(outcome.out().lines().anyMatch(line -> line.matches("Address: +https://\\S+:7444")), outcome.out());
		assertTrue(outcome.out().lines().anyMatch(line -> line.matches("Fingerprint: +" + FINGERPRINT)), outcome.out());
		assertFalse(outcome.out().contains("secret"), outcome.out());
		assertTrue(awaited);
		assertTrue(shell.lictor.closed);
		assertEquals(List.of(new OpenOptions(OpenOptions.Mode.SERVER, OptionalInt.of(7444))), shell.options);
	}

	@Test
	void leavesThePortToTheFolderWhenNoneIsNamed() {
		shell.run("server", "--data", data.toString());

		assertEquals(OptionalInt.empty(), shell.options.getFirst().port());
	}

	@Test
	void makesTheDataFolderAndItsLogForNobodyElse() throws IOException {
		shell.run("server", "--data", data.toString());

		for (Path folder : List.of(data, data.resolve("log"))) {
			assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
		}
		assertTrue(Files.exists(data.resolve("log/server.0.0.log")));
		assertTrue(Files.notExists(data.resolve("log/server.0.0.log.lck")), "the log is closed");
	}

	@Test
	void saysWhatChangesInTheInstallationUnderIt() {
		shell.lifetime = running -> shell.plugins.follower.orElseThrow().accept(
				Diagnostic.info("Plug-ins were changed: a 1 came.", Place.NOWHERE));
		Outcome outcome = shell.run("server", "--data", data.toString());

		assertTrue(outcome.out().endsWith("Plug-ins were changed: a 1 came.\n"), outcome.out());
	}

	@Test
	void neverGoesToAServerThatRunsAlready() {
		shell.connectors = List.of(refusing("the first"), refusing("Port 7443 is in use by process 7 (java)."));

		assertEquals(new Outcome(1, "", "Port 7443 is in use by process 7 (java).\n"),
				shell.run("server", "--data", data.toString()));
		assertFalse(awaited);
	}

	/** Refuses with each of these in turn and opens then. */
	private void refuseFirst(ServiceException... reasons) {
		Deque<ServiceException> left = new ArrayDeque<>(List.of(reasons));
		Connector opening = listening();
		shell.connectors = List.of(new Connector() {
			@Override
			public boolean accepts(Location location) {
				return true;
			}

			@Override
			public Lictor open(Location location, OpenOptions options, Progress progress) throws ServiceException {
				if (!left.isEmpty()) {
					throw left.pop();
				}
				return opening.open(location, options, progress);
			}
		});
		shell.lifetime = new ServerCommand.Lifetime() {
			@Override
			public void await(AutoCloseable running) {
				awaited = true;
			}

			@Override
			public void pass(Duration time) {
				passed = passed.plus(time);
			}
		};
	}

	private static ServiceException taken() {
		return new ServiceException(Reason.IN_USE, "The data folder is in use by process 7 (java).");
	}

	@Test
	void aStandbyTakesOverAsSoonAsTheFolderIsFree() {
		ServiceException away = new ServiceException(Reason.UNAVAILABLE, "The database cannot be reached.");
		refuseFirst(taken(), taken(), away, away, taken());

		Outcome outcome = shell.run("server", "--data", data.toString(), "--standby");

		assertEquals(0, outcome.exit(), outcome.toString());
		String waits = "Another server has " + data + ". This one stands by, and takes over when that one is gone.";
		assertEquals(List.of(waits, "Cannot take over yet. The database cannot be reached.", waits, "Lictor 1.2.3 serves " + data),
				outcome.out().lines().limit(4).toList(), "each is told once");
		assertEquals(ServerCommand.TRY.multipliedBy(5), passed);
		assertTrue(awaited);
	}

	@Test
	void whoDoesNotStandByIsRefused() {
		refuseFirst(taken());

		assertEquals(new Outcome(1, "", taken().getMessage() + "\n"), shell.run("server", "--data", data.toString()));
		assertEquals(Duration.ZERO, passed);
	}

	@Test
	void aStandbyThatCouldNeverHaveServedIsRefused() {
		refuseFirst(new ServiceException(Reason.UNAVAILABLE, "The database cannot be reached."));

		assertEquals(new Outcome(1, "", "The database cannot be reached.\n"), shell.run("server", "--data", data.toString(), "--standby"));
		assertEquals(Duration.ZERO, passed);
	}

	@Test
	void aPortThatIsNoneIsMisuse() {
		Outcome outcome = shell.run("server", "--port", "soon");

		assertEquals(2, outcome.exit());
		assertTrue(outcome.err().startsWith("Invalid value for option '--port': 'soon' is not a"), outcome.err());
	}
}
