package org.lictor.workbench.internal.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lictor.model.Progress;
import org.lictor.service.Connector;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.OpenOptions;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

class ConnectionTest {

	private static final Location FOLDER = new Location.Folder(Path.of("data"));

	// what is logged on purpose would look like trouble in the output of the build
	private final Logger quiet = Logger.getLogger(Connection.class.getName());

	private final AtomicInteger closed = new AtomicInteger();
	private final Connectors connectors = new Connectors();
	private final Connection connection = new Connection(connectors);
	private final List<Connection.State> seen = new ArrayList<>();

	@BeforeEach
	void logNothing() {
		quiet.setLevel(Level.OFF);
	}

	@AfterEach
	void logAgain() {
		quiet.setLevel(null);
	}

	/** Opens, or says why not. */
	private interface Opening {
		Lictor open(Progress progress) throws ServiceException;
	}

	private void install(int ranking, boolean[] accepts, Opening opening) {
		connectors.add(new Connector() {
			@Override
			public boolean accepts(Location location) {
				return accepts[0];
			}

			@Override
			public Lictor open(Location location, OpenOptions options, Progress progress) throws ServiceException {
				assertEquals(OpenOptions.Mode.WORKBENCH, options.mode());
				return opening.open(progress);
			}
		}, Map.of("service.ranking", ranking));
	}

	private Lictor lictor() {
		return (Lictor) Proxy.newProxyInstance(Lictor.class.getClassLoader(), new Class<?>[] { Lictor.class },
				(proxy, method, arguments) -> switch (method.getName()) {
				case "close" -> {
					closed.incrementAndGet();
					yield null;
				}
				case "equals" -> proxy == arguments[0];
				case "hashCode" -> 1;
				default -> method.getName();
				});
	}

	private void open() {
		connection.open(FOLDER, OptionalInt.empty(), Progress.NONE);
	}

	@Test
	void tellsWhatIsBeingDoneAndThatItIsOpen() {
		Lictor lictor = lictor();
		install(0, new boolean[] { true }, progress -> {
			progress.begin("Migrating", 3);
			return lictor;
		});
		connection.subscribe(seen::add);
		open();
		assertEquals(List.of(new Connection.State.Opening("data", "Opening"),
				new Connection.State.Opening("data", "Migrating"), new Connection.State.Open(lictor)), seen);
		assertEquals(lictor, connection.lictor().orElseThrow());
	}

	@Test
	void tellsAfterUnsubscribingNoMore() {
		install(0, new boolean[] { true }, progress -> lictor());
		connection.subscribe(seen::add).close();
		open();
		assertEquals(List.of(), seen);
	}

	@Test
	void asksTheConnectorOfTheHighestRankingThatAccepts() {
		Lictor best = lictor();
		install(1, new boolean[] { true }, progress -> lictor());
		install(9, new boolean[] { false }, progress -> lictor());
		install(5, new boolean[] { true }, progress -> best);
		open();
		assertTrue(connection.lictor().orElseThrow() == best);
	}

	@Test
	void failsWithTheSentenceOfTheService() {
		install(0, new boolean[] { true }, progress -> {
			throw new ServiceException(Reason.TOO_NEW, "The data are newer.");
		});
		open();
		assertEquals(new Connection.State.Failed("data", Reason.TOO_NEW, "The data are newer."), connection.state());
	}

	@Test
	void goesThroughTheServerThatHasJustBegunToRunOnTheFolder() {
		boolean[] running = { false };
		Lictor remote = lictor();
		install(0, new boolean[] { true }, progress -> {
			running[0] = true;
			throw new ServiceException(Reason.IN_USE, "Process 7 has the folder.");
		});
		install(9, running, progress -> remote);
		open();
		assertEquals(new Connection.State.Open(remote), connection.state());
	}

	@Test
	void survivesADefectOfAConnector() {
		install(0, new boolean[] { true }, progress -> {
			throw new IllegalStateException("broken");
		});
		open();
		assertEquals(Reason.INTERNAL, assertInstanceOf(Connection.State.Failed.class, connection.state()).reason());
	}

	@Test
	void saysWhatToInstallWhenNothingAccepts() {
		open();
		Connection.State.Failed failed = assertInstanceOf(Connection.State.Failed.class, connection.state());
		assertTrue(failed.message().contains("Install"), failed.message());
	}

	@Test
	void opensAgainWhereItFailed() {
		boolean[] ready = { false };
		Lictor lictor = lictor();
		install(0, new boolean[] { true }, progress -> {
			if (!ready[0]) {
				throw new ServiceException(Reason.UNAVAILABLE, "Not yet.");
			}
			return lictor;
		});
		connection.openAgain(Progress.NONE);
		assertEquals(new Connection.State.Closed(), connection.state());
		open();
		ready[0] = true;
		connection.openAgain(Progress.NONE);
		assertEquals(new Connection.State.Open(lictor), connection.state());
	}

	@Test
	void closesWhatItOpenedOnce() {
		install(0, new boolean[] { true }, progress -> lictor());
		open();
		open();
		assertEquals(1, closed.get());
		connection.close();
		connection.close();
		assertEquals(2, closed.get());
		assertEquals(new Connection.State.Closed(), connection.state());
	}
}
