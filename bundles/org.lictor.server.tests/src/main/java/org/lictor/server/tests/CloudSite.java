package org.lictor.server.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.service.ImportResult;
import org.lictor.service.Lictor;
import org.lictor.service.Queries;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServiceException;
import org.lictor.simulator.autodesk.AutodeskSimulator;
import org.lictor.simulator.autodesk.Credentials;
import org.lictor.simulator.autodesk.SimulatedClock;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;

/** A node on a data folder of its own that lives in the time of a simulated cloud. */
final class CloudSite implements AutoCloseable {

	/** Far more polls than a collection needs; so that a test ends. */
	private static final int MOST_POLLS = 3_000;
	private static final Duration STEP = Duration.ofSeconds(10);

	private final Path folder;
	private final SimulatedClock clock;
	private Lictor node;

	/**
	 * @param folder of the data
	 * @param clock  that of the simulated cloud
	 * @throws ServiceException when the folder cannot be opened
	 */
	CloudSite(Path folder, SimulatedClock clock) throws ServiceException {
		this.folder = folder;
		this.clock = clock;
		this.node = Connectors.command(folder, clock);
	}

	/** Ends the node and begins another on the same folder. */
	void restart() throws ServiceException {
		node.close();
		node = Connectors.command(folder, clock);
	}

	/** @return the node */
	Lictor node() {
		return node;
	}

	/**
	 * Adds a server that collects from a simulated cloud.
	 *
	 * @param name      of the server
	 * @param simulator the cloud
	 * @param settings  besides those that say where it is and who signs in
	 */
	void addCloud(String name, AutodeskSimulator simulator, Map<String, String> settings) throws ServiceException {
		Credentials credentials = simulator.credentials();
		Map<String, String> all = new HashMap<>(Map.of("source", "pat-exchange", "baseUrl", simulator.address().toString(), "client-id",
				credentials.clientId()));
		all.putAll(settings);
		node.servers().add(new ServerDefinition(name, "autodesk", all, Map.of("client-secret", credentials.clientSecret(),
				"access-token-personal", credentials.personalAccessToken()), true));
	}

	/** Adds a server that is fed with files. */
	void addFiles(String name) throws ServiceException {
		node.servers().add(new ServerDefinition(name, "autodesk", Map.of(), Map.of(), true));
	}

	/**
	 * Polls until the collection that begins with the first poll is at its end, and lets time pass between the polls.
	 *
	 * @param name of a server
	 */
	void collect(String name) throws ServiceException {
		for (int polls = 0; polls < MOST_POLLS; polls++) {
			node.servers().poll(name, Progress.NONE);
			if (done(name)) {
				return;
			}
			clock.advance(STEP);
		}
		throw new AssertionError("it never came to an end: " + node.servers().show(name).status());
	}

	private boolean done(String name) throws ServiceException {
		ResultTable tasks = report(Query.of(Queries.COLLECTING, ZoneOffset.UTC).server(name));
		for (int row = 0; row < tasks.rowCount(); row++) {
			if (tasks.value(row, "name").toString().startsWith("collection ")) {
				return tasks.value(row, "state").equals("DONE");
			}
		}
		return false;
	}

	/**
	 * Hands in a file.
	 *
	 * @param name       of a server
	 * @param file       the file
	 * @param observedAt when it was exported
	 */
	ImportResult hand(String name, Path file, Instant observedAt) throws ServiceException {
		return node.imports().run(name, new Evidence(Evidence.Origin.FILE, file.getFileName().toString(), observedAt, Content.of(file)),
				Progress.NONE);
	}

	ResultTable report(Query query) throws ServiceException {
		return node.queries().run(query, Progress.NONE);
	}

	/**
	 * @param query what is asked
	 * @return the rows in order, without the column that names the server
	 */
	List<String> rows(Query query) throws ServiceException {
		ResultTable table = report(query);
		List<String> rows = new ArrayList<>();
		for (int row = 0; row < table.rowCount(); row++) {
			StringBuilder text = new StringBuilder();
			for (int column = 0; column < table.columns().size(); column++) {
				if (!table.columns().get(column).key().equals("server")) {
					text.append(table.columns().get(column).key()).append('=').append(table.value(row, column)).append(" | ");
				}
			}
			rows.add(text.toString());
		}
		return rows;
	}

	@Override
	public void close() {
		node.close();
	}

	/**
	 * @param folder any
	 * @return its files by name
	 */
	static List<Path> files(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.sorted().toList();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
