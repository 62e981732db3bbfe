package org.lictor.adapter.autodesk.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.lictor.spi.ConsentSource;
import org.lictor.spi.UsageFiles;

/** Reads the table of usage files, {@code usage-files.txt}, which says itself how it is written. */
final class UsageFileTable {

	private static final String NAME = "usage-files.txt";
	private static final String ANY = "*";

	private record Folder(String application, String pattern) {
	}

	private int firstYear;
	private int lastYear;
	private String names = "";
	private String help = "";
	private final List<Folder> folders = new ArrayList<>();
	private final List<ConsentSource> consent = new ArrayList<>();

	private UsageFileTable() {
	}

	static UsageFileTable load() {
		return TableFile.read(UsageFileTable.class, NAME, UsageFileTable::read);
	}

	static UsageFileTable read(BufferedReader lines) throws IOException {
		UsageFileTable table = new UsageFileTable();
		TableFile.each(lines, table::row);
		return table;
	}

	private void row(List<String> columns, int line) {
		try {
			switch (columns.get(0)) {
			case "years" -> {
				firstYear = Integer.parseInt(columns.get(1));
				lastYear = Integer.parseInt(columns.get(2));
			}
			case "names" -> names = columns.get(1);
			case "help" -> help = columns.get(1);
			case "folder" -> folders.add(new Folder(columns.get(1), columns.get(2)));
			case "consent" -> consent
					.add(new ConsentSource(ConsentSource.Kind.valueOf(columns.get(1).toUpperCase(Locale.ROOT)), columns.get(2),
							columns.get(3), columns.get(4)));
			default -> throw new IllegalArgumentException("there are no rows '" + columns.get(0) + "'");
			}
		} catch (IllegalArgumentException | IndexOutOfBoundsException e) {
			throw new IllegalArgumentException(NAME + ", line " + line + ": " + e.getMessage(), e);
		}
	}

	/**
	 * @param application id of a rule
	 * @param product     its product
	 * @return how the use of old versions is known
	 */
	UsageFiles of(String application, String product) {
		return new UsageFiles(firstYear, lastYear,
				folders.stream().filter(folder -> folder.application.equals(ANY) || folder.application.equals(application))
						.map(folder -> folder.pattern.replace("{product}", product)).toList(),
				names, consent, help);
	}
}
