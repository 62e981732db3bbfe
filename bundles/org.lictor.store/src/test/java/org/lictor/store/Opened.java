package org.lictor.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;

/** A store in a folder of its own, and what tests need again and again. */
public final class Opened implements AutoCloseable {

	/** A moment with milliseconds. */
	public static final Instant T = Instant.parse("2026-10-25T00:30:00.123Z");
	/** A product. */
	public static final Product ACAD = new Product("AutoCAD", "2024", LicenceType.NAMED_USER, "ACD");
	/** Another product. */
	public static final Product MAYA = new Product("Maya", "", LicenceType.FLOATING, "");

	/** A folder with an empty store, made once: copying it is several times faster than making another. */
	private static final class Template {

		static final Path FOLDER = make();

		private static Path make() {
			try {
				Path folder = Files.createTempDirectory("lictor-store-template");
				Runtime.getRuntime().addShutdownHook(new Thread(() -> {
					try {
						delete(folder);
					} catch (IOException e) {
						throw new UncheckedIOException(e);
					}
				}));
				TestDatabase.prepare(folder);
				open(folder).close();
				return folder;
			} catch (IOException | SQLException | ServiceException e) {
				throw new IllegalStateException(e);
			}
		}
	}

	private final Path folder;
	private Store store;

	public Opened() throws Exception {
		folder = Files.createTempDirectory("lictor-store-test");
		copy(Template.FOLDER, folder);
		TestDatabase.copied(Template.FOLDER, folder);
		store = open(folder);
	}

	/** Copies the files of a folder into another. */
	public static void copy(Path from, Path to) throws IOException {
		try (Stream<Path> files = Files.walk(from)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Path copy = to.resolve(from.relativize(file));
				Files.createDirectories(copy.getParent());
				Files.copy(file, copy);
			}
		}
	}

	public static Store open(Path folder) throws ServiceException {
		return Stores.open(folder, InstantSource.fixed(T), Progress.NONE);
	}

	public Store store() {
		return store;
	}

	public void reopen() throws ServiceException {
		store.close();
		store = open(folder);
	}

	public <R> R read(Store.Work<R> work) throws ServiceException {
		return store.read(work);
	}

	public <R> R write(Store.Work<R> work) throws ServiceException {
		return store.write(work);
	}

	/** For work that gives a number of any kind. */
	public long number(Store.Work<? extends Number> work) throws ServiceException {
		return store.write(work).longValue();
	}

	/** For work that says yes or no. */
	public boolean says(Store.Work<Boolean> work) throws ServiceException {
		return store.write(work);
	}

	/** A new server with a name of its own. */
	public long server(String name) throws ServiceException {
		return write(tx -> tx.servers().add(name, "test", java.util.Map.of(), true, T)).id();
	}

	/** A new agent. */
	public long agent(String installation) throws ServiceException {
		return write(tx -> tx.agents().add(installation, "hash of " + installation, "host", "linux", "1.0", T)).id();
	}

	public KeptEvidence keep(long server, Evidence.Origin origin, String name, Instant at, String text)
			throws ServiceException {
		try (ReceivedContent content = store.receive(bytes(text), Progress.NONE)) {
			return write(tx -> tx.sourceEvidence().add(server, origin, name, at, content, T));
		}
	}

	public static Content bytes(String text) {
		return Content.of(text.getBytes(StandardCharsets.UTF_8));
	}

	public static String text(Content content) throws IOException {
		try (var in = content.open()) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	/** Names of the files with bytes of evidence. */
	public List<String> evidenceFiles() throws IOException {
		try (Stream<Path> files = Files.walk(folder.resolve("evidence"))) {
			return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	@Override
	public void close() throws IOException {
		store.close();
		try {
			TestDatabase.drop(folder);
		} catch (SQLException e) {
			throw new IOException(e);
		}
		delete(folder);
	}

	public static void delete(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
	}
}
