package org.lictor.adapter.autodesk.internal.table;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One sheet of a workbook. Numbers are given as plain decimals, dates in ISO form, truth values as true and false. */
final class XlsxSheet implements Table {

	private static final int COLUMNS = 16_384;
	private static final int ROWS = 1_048_576;
	private static final int LONGEST_ROW = 1_000_000;

	private final String name;
	private final XmlPart part;
	private final SharedTexts texts;
	private final DateStyles styles;
	private long row;
	private String broken = "";

	XlsxSheet(String name, XmlPart part, SharedTexts texts, DateStyles styles) {
		this.name = name;
		this.part = part;
		this.texts = texts;
		this.styles = styles;
	}

	@Override
	public String name() {
		return name;
	}

	@Override
	public void width(int columns) {
		// a row ends where the file says so
	}

	@Override
	public boolean shortRows() {
		return true;
	}

	@Override
	public Optional<Row> next() throws UnreadableException {
		try {
			while (part.next()) {
				if (part.starts("row")) {
					row = part.attribute("r").filter(number -> number.matches("[0-9]{1,7}")).map(Long::valueOf)
							.filter(number -> number > 0 && number <= ROWS).orElse(row + 1);
					return Optional.of(row());
				}
			}
			return Optional.empty();
		} catch (UnreadableException e) {
			throw new UnreadableException(e.getMessage(), name, row);
		}
	}

	private Row row() throws UnreadableException {
		List<String> cells = new ArrayList<>();
		long length = 0;
		broken = "";
		while (part.next() && !part.ends("row")) {
			if (part.starts("c")) {
				int column = column(cells.size());
				String value = cell();
				length += value.length();
				if (column < 0 || length > LONGEST_ROW) {
					broken = column < 0 ? "A cell stands in a column that no sheet has." : "The row is too long.";
				} else if (broken.isEmpty()) {
					while (cells.size() < column) {
						cells.add("");
					}
					if (cells.size() == column) {
						cells.add(value);
					} else {
						cells.set(column, value);
					}
				}
			}
		}
		return broken.isEmpty() ? new Row.Cells(row, cells, false) : new Row.Broken(row, broken, false);
	}

	/** @return the column of the present cell from 0, -1 when there is no such column */
	private int column(int next) {
		String reference = part.attribute("r").orElse("");
		int column = 0;
		int letters = 0;
		while (letters < reference.length() && Character.toUpperCase(reference.charAt(letters)) >= 'A'
				&& Character.toUpperCase(reference.charAt(letters)) <= 'Z') {
			column = column * 26 + Character.toUpperCase(reference.charAt(letters)) - 'A' + 1;
			letters++;
			if (column > COLUMNS) {
				return -1;
			}
		}
		return letters == 0 ? Math.min(next, COLUMNS - 1) : column - 1;
	}

	private String cell() throws UnreadableException {
		String type = part.attribute("t").orElse("n");
		String style = part.attribute("s").orElse("");
		StringBuilder value = new StringBuilder();
		boolean inside = false;
		while (part.next() && !part.ends("c")) {
			if (part.starts("is")) {
				return inline();
			} else if (part.starts("v")) {
				inside = true;
			} else if (part.ends("v")) {
				inside = false;
			} else if (part.text() && inside) {
				part.addTo(value);
			}
		}
		return text(type, style, value.toString().strip(), value.toString());
	}

	private String inline() throws UnreadableException {
		String text = SharedTexts.richText(part, "is");
		while (part.next() && !part.ends("c")) {
			// to the end of the cell
		}
		return text;
	}

	private String text(String type, String style, String value, String raw) {
		return switch (type) {
		case "s" -> value.isEmpty() ? "" : texts.get(value).orElseGet(() -> {
			broken = "A cell refers to a text that is not in the workbook.";
			return "";
		});
		case "b" -> value.equals("1") ? "true" : value.equals("0") ? "false" : value;
		case "n" -> number(style, value);
		default -> raw;
		};
	}

	private String number(String style, String value) {
		// Longer numbers do not come from Excel, and huge exponents would be written out in full.
		if (!value.matches("[-+]?[0-9]{0,40}\\.?[0-9]{0,40}([eE][-+]?[0-9]{1,2})?")) {
			return value;
		}
		try {
			BigDecimal number = new BigDecimal(value);
			return styles.date(style, number).orElseGet(() -> number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
		} catch (NumberFormatException e) {
			return value;
		}
	}

	void close() throws IOException {
		part.close();
	}
}
