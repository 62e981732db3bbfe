package org.lictor.adapter.autodesk.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The texts that cells of a workbook refer to by number. */
final class SharedTexts {

	/** What a text takes besides its characters. */
	private static final int OVERHEAD = 48;

	private final List<String> texts = new ArrayList<>();
	private final long largest;

	/**
	 * @param largest how many bytes of memory they may take
	 */
	SharedTexts(long largest) {
		this.largest = largest;
	}

	void read(XmlPart part) throws UnreadableException {
		long memory = 0;
		while (part.next()) {
			if (part.starts("si")) {
				String text = richText(part, "si");
				memory += OVERHEAD + 2L * text.length();
				if (memory > largest) {
					throw new UnreadableException("The workbook holds more text than Lictor reads of one. Export it as CSV, which may "
							+ "have any size.", "", 0);
				}
				texts.add(text);
			}
		}
	}

	/** @return the text of that number, empty when there is none */
	Optional<String> get(String number) {
		if (!number.matches("[0-9]{1,9}") || Integer.parseInt(number) >= texts.size()) {
			return Optional.empty();
		}
		return Optional.of(texts.get(Integer.parseInt(number)));
	}

	/** Reads up to the end of an element: the texts of all its runs, without those that tell the pronunciation. */
	static String richText(XmlPart part, String end) throws UnreadableException {
		StringBuilder text = new StringBuilder();
		boolean inside = false;
		boolean pronunciation = false;
		while (part.next() && !part.ends(end)) {
			if (part.starts("rPh")) {
				pronunciation = true;
			} else if (part.ends("rPh")) {
				pronunciation = false;
			} else if (part.starts("t")) {
				inside = true;
			} else if (part.ends("t")) {
				inside = false;
			} else if (part.text() && inside && !pronunciation) {
				part.addTo(text);
			}
		}
		return text.toString();
	}
}
