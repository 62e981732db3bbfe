package org.lictor.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Exports of an Autodesk account of our own invention, in the form of 2026. */
final class ExportFiles {

	/** Ten seats of AutoCAD, three of Maya; four of Maya that ran out. */
	static final String SUBSCRIPTIONS = "subscriptions.csv";
	/** Three people, four assignments. */
	static final String USERS = "users.csv";
	/** Three days of use, all of AutoCAD. */
	static final String USAGE = "usage.csv";
	/** When seats of AutoCAD were assigned and last used. */
	static final String USAGE_REPORT = "usage-report.csv";

	private ExportFiles() {
	}

	/**
	 * @param folder to put all of them into
	 * @return their paths
	 */
	static List<String> putAll(Path folder) {
		return List.of(SUBSCRIPTIONS, USERS, USAGE, USAGE_REPORT).stream()
				.map(name -> put(name, folder.resolve(name)).toString()).toList();
	}

	/**
	 * @param name of one of them
	 * @param file to be written
	 * @return the file
	 */
	static Path put(String name, Path file) {
		try (InputStream in = ExportFiles.class.getResourceAsStream("/autodesk/" + name)) {
			Files.copy(in, file);
			return file;
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
