package org.lictor.adapter.autodesk.internal.export;

import java.util.Arrays;
import java.util.List;

/**
 * What the cells of a table tell. A row says mostly what the row before said, and then it is known what that tells. For one
 * thread.
 */
final class ToldTexts {

	private final Header header;
	/** The last text of each column as it was written, and what it tells. */
	private final String[] written;
	private final String[] told;

	ToldTexts(Header header) {
		this.header = header;
		this.written = new String[header.width()];
		this.told = new String[header.width()];
		Arrays.fill(written, "");
		Arrays.fill(told, "");
	}

	Header header() {
		return header;
	}

	/** @return what a cell tells, empty when that is nothing: the column is missing, nothing is in the cell, or it is hidden */
	String of(ExportColumn column, List<String> cells) {
		int place = header.place(column);
		if (place < 0 || place >= cells.size()) {
			return "";
		}
		String text = cells.get(place);
		if (!text.equals(written[place])) {
			written[place] = text;
			String bare = text.strip();
			told[place] = Values.nothing(bare) || hidden(bare) ? "" : bare;
		}
		return told[place];
	}

	/** Autodesk writes {@code *****} where a team does not share personal data. */
	private static boolean hidden(String text) {
		return text.contains("***");
	}
}
