package org.lictor.store.internal.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a backup says of itself: the entry {@value #NAME} of the archive, written last. One thing a line; the last line is the SHA-256
 * of all lines before.
 *
 * @param made          everything that was kept until then is in it
 * @param version       of the Lictor that made it
 * @param schema        of the data
 * @param database      in which the data were
 * @param databaseBytes how many bytes that took
 * @param tables        all tables, those that others refer to before them
 * @param files         all files of the data folder that are in it
 * @param notes         sentences about what is missing or damaged
 */
record Manifest(Instant made, String version, int schema, String database, long databaseBytes, List<Table> tables, List<Entry> files,
		List<String> notes) {

	static final String NAME = "manifest";

	/** Of the format. A newer one is not read. */
	private static final int FORMAT = 1;
	private static final Pattern TABLE = Pattern.compile("[a-z][a-z0-9_]*");
	/** Nothing else is ever written into a folder. */
	private static final Pattern FILE = Pattern
			.compile("evidence/[0-9a-f]{2}/[0-9a-f]{64}\\.gz|tls/[A-Za-z0-9_-][A-Za-z0-9._-]*|secrets\\.(key|storage)");
	private static final String EVIDENCE = "evidence/";

	/**
	 * An entry of the archive.
	 *
	 * @param name   of the entry; of a file its path in the data folder
	 * @param bytes  how many it has
	 * @param sha256 of them
	 */
	record Entry(String name, long bytes, String sha256) {
	}

	/**
	 * A table.
	 *
	 * @param name    of the table
	 * @param rows    how many
	 * @param columns in the order of the cells
	 * @param entry   has the rows
	 */
	record Table(String name, long rows, List<String> columns, Entry entry) {

		static String entryName(String table) {
			return "tables/" + table;
		}
	}

	/** It is written by a newer Lictor. */
	static final class TooNew extends IOException {

		private static final long serialVersionUID = 1L;
	}

	long rows() {
		return tables.stream().mapToLong(Table::rows).sum();
	}

	long pieces() {
		return files.stream().filter(file -> file.name.startsWith(EVIDENCE)).count();
	}

	long fileBytes() {
		return files.stream().mapToLong(Entry::bytes).sum();
	}

	byte[] write() {
		StringBuilder text = new StringBuilder();
		line(text, "lictor-backup", FORMAT);
		line(text, "made", made);
		line(text, "lictor", version);
		line(text, "schema", schema);
		line(text, "database", database, databaseBytes);
		for (Table table : tables) {
			line(text, "table", table.name, table.rows, String.join(",", table.columns), table.entry.bytes, table.entry.sha256);
		}
		for (Entry file : files) {
			line(text, "file", file.name, file.bytes, file.sha256);
		}
		for (String note : notes) {
			line(text, "note", note.replaceAll("\\s+", " "));
		}
		line(text, "end", Digests.sha256(text.toString().getBytes(StandardCharsets.UTF_8)));
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static void line(StringBuilder text, Object... words) {
		for (int word = 0; word < words.length; word++) {
			text.append(word == 0 ? "" : " ").append(words[word]);
		}
		text.append('\n');
	}

	/**
	 * @param bytes of the entry
	 * @return what they say
	 * @throws TooNew      when a newer Lictor wrote them
	 * @throws IOException when they are damaged
	 */
	static Manifest read(byte[] bytes) throws IOException {
		String text = new String(bytes, StandardCharsets.UTF_8);
		int last = text.lastIndexOf("end ");
		if (last < 0 || !text.substring(last).equals("end " + Digests.sha256(text.substring(0, last).getBytes(StandardCharsets.UTF_8)) + "\n")) {
			throw new IOException("its list of contents is damaged");
		}
		try {
			return read(text.substring(0, last).split("\n"));
		} catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
			throw new IOException("its list of contents is not understood", e);
		}
	}

	private static Manifest read(String[] lines) throws TooNew {
		if (Integer.parseInt(after("lictor-backup", lines[0])) > FORMAT) {
			throw new TooNew();
		}
		List<Table> tables = new ArrayList<>();
		List<Entry> files = new ArrayList<>();
		List<String> notes = new ArrayList<>();
		for (String line : List.of(lines).subList(5, lines.length)) {
			String[] words = line.split(" ");
			switch (words[0]) {
			case "table" -> tables.add(new Table(of(TABLE, words[1]), Long.parseLong(words[2]), columns(words[3]),
					new Entry(Table.entryName(words[1]), Long.parseLong(words[4]), words[5])));
			case "file" -> files.add(new Entry(of(FILE, words[1]), Long.parseLong(words[2]), words[3]));
			case "note" -> notes.add(after("note", line));
			default -> throw new IllegalArgumentException(line);
			}
		}
		String[] database = after("database", lines[4]).split(" ");
		return new Manifest(Instant.parse(after("made", lines[1])), after("lictor", lines[2]), Integer.parseInt(after("schema", lines[3])),
				database[0], Long.parseLong(database[1]), tables, files, notes);
	}

	private static String after(String word, String line) {
		if (!line.startsWith(word + " ")) {
			throw new IllegalArgumentException(line);
		}
		return line.substring(word.length() + 1);
	}

	private static List<String> columns(String text) {
		List<String> columns = List.of(text.split(","));
		columns.forEach(column -> of(TABLE, column));
		return columns;
	}

	private static String of(Pattern form, String word) {
		if (!form.matcher(word).matches()) {
			throw new IllegalArgumentException(word);
		}
		return word;
	}

	/** @return whether a file may be in a backup, by its path in the data folder */
	static boolean allows(String file) {
		return FILE.matcher(file).matches();
	}
}
