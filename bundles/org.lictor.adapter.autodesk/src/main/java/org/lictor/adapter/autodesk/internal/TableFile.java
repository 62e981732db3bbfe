package org.lictor.adapter.autodesk.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Tables in text files of this bundle: a line a row, columns parted by two or more blanks, lines with {@code #} are words. */
final class TableFile {

	/** Makes something of the lines. */
	@FunctionalInterface
	interface Reader<T> {
		T read(BufferedReader lines) throws IOException;
	}

	/** Takes a row. */
	@FunctionalInterface
	interface Rows {
		void row(List<String> columns, int line);
	}

	private TableFile() {
	}

	static <T> T read(Class<?> beside, String name, Reader<T> reader) {
		try (InputStream in = beside.getResourceAsStream(name);
				BufferedReader lines = new BufferedReader(
						new InputStreamReader(Objects.requireNonNull(in, name), StandardCharsets.UTF_8))) {
			return reader.read(lines);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	static void each(BufferedReader lines, Rows rows) throws IOException {
		int number = 0;
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			number++;
			if (!line.isBlank() && !line.startsWith("#")) {
				rows.row(List.of(line.strip().split("\\s{2,}")), number);
			}
		}
	}
}
