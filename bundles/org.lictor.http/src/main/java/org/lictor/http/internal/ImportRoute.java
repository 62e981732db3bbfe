package org.lictor.http.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.zip.ZipException;

import org.lictor.http.internal.Route.Body;
import org.lictor.model.FileTrouble;
import org.lictor.remote.protocol.ApiPaths;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;

/** Takes files. They are kept in the folder {@code tmp} of the data folder while they are read, because memory is small. */
final class ImportRoute {

	/** More than any export there is, less than fills a disk by accident. */
	private static final long MOST = 4L << 30;
	private static final String FOLDER = "tmp";
	private static final String PREFIX = "import";
	private static final String SERVER = "server";
	private static final String NAME = "name";
	private static final String OBSERVED_AT = "observed_at";

	private final Lictor lictor;
	private final Path folder;
	private final InstantSource clock;

	/**
	 * @param lictor     imports
	 * @param dataFolder where files are kept meanwhile
	 * @param clock      the time
	 */
	ImportRoute(Lictor lictor, Path dataFolder, InstantSource clock) {
		this.lictor = lictor;
		this.folder = dataFolder.resolve(FOLDER);
		this.clock = clock;
	}

	/** Adds the route. */
	void add(Routes routes) {
		routes.add("POST", ApiPaths.IMPORTS, Guard.ADMINISTRATOR, Body.FILE, Set.of(SERVER, NAME, OBSERVED_AT), this::take);
	}

	/**
	 * Removes what a process that was killed left behind.
	 *
	 * @throws IOException when the folder cannot be made or emptied
	 */
	void clean() throws IOException {
		PrivateFiles.folder(folder);
		try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*")) {
			for (Path file : left) {
				Files.delete(file);
			}
		}
	}

	private Answer take(Call call) throws Refusal, ServiceException, IOException {
		String server = call.parameters().need(SERVER);
		String name = call.parameters().need(NAME);
		if (name.length() > 255 || name.chars().anyMatch(Character::isISOControl)) {
			throw Refusal.of(400, "The name of a file has at most 255 characters, all of them visible.");
		}
		Instant observedAt = observedAt(call);
		// refused before the file is sent
		lictor.servers().show(server);
		Path file = receive(call);
		return Answer.task(progress -> {
			try {
				return lictor.imports().run(server, new Evidence(Evidence.Origin.FILE, name, observedAt, Content.of(file)),
						progress);
			} finally {
				Files.deleteIfExists(file);
			}
		});
	}

	private Instant observedAt(Call call) throws Refusal {
		String text = call.parameters().get(OBSERVED_AT).orElse("");
		try {
			return text.isEmpty() ? clock.instant() : Instant.parse(text);
		} catch (DateTimeParseException e) {
			throw Refusal.of(400, "The parameter '" + OBSERVED_AT + "' should be an instant such as 2026-03-01T08:00:00Z,"
					+ " not '" + text + "'.");
		}
	}

	private Path receive(Call call) throws Refusal, IOException {
		InputStream in = call.file(MOST);
		Path file;
		try {
			file = PrivateFiles.temporary(folder, PREFIX);
		} catch (IOException e) {
			throw full(e);
		}
		boolean complete = false;
		try (OutputStream out = Files.newOutputStream(file)) {
			byte[] buffer = new byte[1 << 16];
			for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
				write(out, buffer, read);
			}
			complete = true;
		} finally {
			if (!complete) {
				Files.deleteIfExists(file);
			}
		}
		return file;
	}

	private static int read(InputStream in, byte[] buffer) throws IOException, Refusal {
		try {
			return in.read(buffer);
		} catch (ZipException | EOFException e) {
			throw Bodies.brokenGzip();
		}
	}

	private void write(OutputStream out, byte[] buffer, int length) throws Refusal {
		try {
			out.write(buffer, 0, length);
		} catch (IOException e) {
			throw full(e);
		}
	}

	private Refusal full(IOException e) {
		return Refusal.of(507, "The file cannot be kept in " + folder + " while it is read: " + FileTrouble.why(e)
				+ ". Is the disk of the server full?");
	}
}
