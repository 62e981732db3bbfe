package org.lictor.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A host where people work: programs stand where the vendor's installer puts them, and are started by users of the
 * operating system. The programs are copies of {@code sleep}; the agent sees path, user and time, and those are real.
 */
public final class Workplace implements AutoCloseable {

	/** An application as it is installed. */
	public enum Application {
		/** AutoCAD 2024. */
		AUTOCAD("Autodesk/AutoCAD 2024/acad", "AutoCAD", "2024"),
		/** AutoCAD 2018, whose use is known by its usage files. */
		OLD_AUTOCAD("Autodesk/AutoCAD 2018/acad", "AutoCAD", "2018"),
		/** Maya 2025. */
		MAYA("Autodesk/Maya2025/bin/maya.bin", "Maya", "2025"),
		/** Some program that no rule knows. */
		OTHER("Other/editor", "", "");

		private final String path;
		private final String product;
		private final String version;

		Application(String path, String product, String version) {
			this.path = path;
			this.product = product;
			this.version = version;
		}

		/** @return what its use counts as */
		public String product() {
			return product;
		}

		/** @return the version that its path tells */
		public String version() {
			return version;
		}
	}

	/** A program that was started. */
	public final class Running {

		private final Program program;

		Running(Program program) {
			this.program = program;
		}

		/** @return its process */
		public long pid() {
			return program.pid();
		}

		/** Ends it and waits until it is gone. */
		public void end() {
			program.terminate();
			ledger.ended(program.pid(), now());
		}
	}

	private final Path folder;
	private final Ledger ledger = new Ledger();
	private final List<Running> running = new java.util.concurrent.CopyOnWriteArrayList<>();

	/**
	 * @param folder where the programs are put; every user may enter it
	 */
	public Workplace(Path folder) {
		this.folder = folder;
		for (Application application : Application.values()) {
			install(application);
		}
	}

	private void install(Application application) {
		try {
			Path program = folder.resolve(application.path);
			Files.createDirectories(program.getParent());
			Files.copy(Path.of("/bin/sleep"), program);
			Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** @return what ran here */
	public Ledger ledger() {
		return ledger;
	}

	/**
	 * Starts a program as some user.
	 *
	 * @param user        of the operating system
	 * @param application which
	 * @return the running program
	 */
	public Running start(String user, Application application) {
		Root.require("starts programs as different users of the operating system");
		Instant start = now();
		Program program = new Program(application + " of " + user,
				new ProcessBuilder("setpriv", "--reuid", user, "--regid", "65534", "--clear-groups", "--",
						folder.resolve(application.path).toString(), "36000").redirectOutput(Redirect.DISCARD)
						.redirectError(Redirect.DISCARD));
		if (!application.product.isEmpty()) {
			ledger.begun(new Ledger.Run(program.pid(), user, application.product, application.version, start,
					Optional.empty()));
		}
		Running started = new Running(program);
		running.add(started);
		return started;
	}

	private static Instant now() {
		return Instant.now().truncatedTo(ChronoUnit.MILLIS);
	}

	/** Kills what still runs. */
	@Override
	public void close() {
		running.forEach(each -> each.program.close());
	}
}
