package org.lictor.simulator.site;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Properties;
import java.util.stream.Stream;

import org.lictor.simulator.autodesk.Account;

/** The folder of a demo, recognised by a file that also says which company it is. Nothing else is ever removed. */
public final class DemoFolder {

	private static final String MARK = "demo.properties";
	private static final int OFFERINGS = 32;

	private final Path folder;

	/** @param folder where data are or will be */
	public DemoFolder(Path folder) {
		this.folder = folder;
	}

	/** @return the data folder of the server */
	Path data() {
		return folder.resolve("data");
	}

	/** @return the workspace of the workbench */
	Path workspace() {
		return folder.resolve("workspace");
	}

	/** @return the copy of the server's installation to which a plug-in is added */
	Path installation() {
		return folder.resolve("server");
	}

	/** @return the file of the custom server */
	Path custom() {
		return folder.resolve("solvers.xml");
	}

	/** @return what the server prints */
	Path log() {
		return folder.resolve("server.log");
	}

	/** @return what the workbench prints */
	Path workbenchLog() {
		return folder.resolve("workbench.log");
	}

	/**
	 * Makes it anew.
	 *
	 * @param site which company it will be
	 * @throws IOException when something stands there that no demo made, or the folder cannot be made
	 */
	void make(Site site) throws IOException {
		if (Files.exists(folder)) {
			if (!Files.exists(folder.resolve(MARK)) && !empty()) {
				throw new IOException(folder + " was not made by a demo and is left as it is. Name another folder with --data.");
			}
			remove();
		}
		Files.createDirectories(folder);
		Properties properties = new Properties();
		Account.Options options = site.account().options();
		properties.setProperty("seed", Long.toString(options.seed()));
		properties.setProperty("people", Integer.toString(options.people()));
		properties.setProperty("years", Integer.toString(options.years()));
		properties.setProperty("opened", site.opened().toString());
		properties.setProperty("hosts", Integer.toString(site.hosts().size()));
		try (Writer out = Files.newBufferedWriter(folder.resolve(MARK))) {
			properties.store(out, "A demo of Lictor; the folder may be removed.");
		}
	}

	private boolean empty() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.findAny().isEmpty();
		}
	}

	/**
	 * @return the company whose demo it is
	 * @throws IOException when it is none
	 */
	public Site site() throws IOException {
		Properties properties = new Properties();
		try (Reader in = Files.newBufferedReader(folder.resolve(MARK))) {
			properties.load(in);
		}
		return site(Long.parseLong(properties.getProperty("seed")), Integer.parseInt(properties.getProperty("people")),
				Integer.parseInt(properties.getProperty("years")), Instant.parse(properties.getProperty("opened")),
				Integer.parseInt(properties.getProperty("hosts")));
	}

	/**
	 * @param seed   any number
	 * @param people 1 or more
	 * @param years  of history
	 * @param opened when it is looked at first
	 * @param hosts  at least so many with an agent
	 * @return the company made of these: thirty products and two collections
	 */
	static Site site(long seed, int people, int years, Instant opened, int hosts) {
		LocalDate first = LocalDate.ofInstant(opened, ZoneOffset.UTC).minusYears(years);
		return new Site(Account.generate(new Account.Options(seed, people, OFFERINGS, years, 1, first, 1, 0, true)), opened, hosts);
	}

	/** Removes it with all that is in it. */
	void remove() throws IOException {
		Files.walkFileTree(folder, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Files.delete(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
				Files.delete(directory);
				return FileVisitResult.CONTINUE;
			}
		});
	}
}
