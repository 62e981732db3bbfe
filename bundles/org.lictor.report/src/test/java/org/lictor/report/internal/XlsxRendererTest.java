package org.lictor.report.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;

import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.report.RenderOptions;
import org.lictor.report.Samples;

class XlsxRendererTest {

	private static final XlsxRenderer XLSX = new XlsxRenderer();

	@Test
	void writesTypedCells() throws IOException {
		try (ReadableWorkbook workbook = workbook(XLSX, Samples.three())) {
			Sheet sheet = workbook.findSheet("sessions").orElseThrow();
			List<Row> rows = sheet.read();
			assertEquals(List.of("User", "Used [seats]", "Hours [h]", "Utilisation", "Start (Europe/Berlin)", "Day",
					"Duration", "Live", "Source"), rows.get(0).stream().map(Cell::asString).toList());
			Row first = rows.get(1);
			assertEquals("Jürgen Großmann", first.getCell(0).asString());
			assertEquals(BigDecimal.valueOf(3), first.getCell(1).asNumber());
			assertEquals(new BigDecimal("2.5"), first.getCell(2).asNumber());
			assertEquals(new BigDecimal("0.833"), first.getCell(3).asNumber());
			assertEquals(LocalDateTime.of(2026, 10, 25, 2, 30), first.getCell(4).asDate());
			assertEquals(LocalDateTime.of(2026, 10, 25, 0, 0), first.getCell(5).asDate());
			assertEquals(93_787 / 86_400.0, first.getCell(6).asNumber().doubleValue(), 1e-9);
			assertEquals(true, first.getCell(7).asBoolean());
			Row second = rows.get(2);
			assertEquals("Łucja Żółć, \"Ὀδυσσεύς\"", second.getCell(0).asString());
			assertEquals("-0:00:01", second.getCell(6).asString());
			assertEquals(CellType.STRING, second.getCell(8).getType());
			assertEquals("=cmd|'/c calc'!A1", second.getCell(8).asString());
			assertEquals(3, rows.size(), "an unknown row has no cells");
			assertEquals(4, about(workbook, "Rows", "3"));
		}
	}

	@Test
	void writesNoRows() throws IOException {
		try (ReadableWorkbook workbook = workbook(XLSX, Samples.empty())) {
			assertEquals(1, workbook.findSheet("sessions").orElseThrow().read().size());
			assertEquals(4, about(workbook, "Rows", "0"));
		}
	}

	@Test
	void goesOnOnAnotherSheetWhenOneIsFull() throws IOException {
		try (ReadableWorkbook workbook = workbook(new XlsxRenderer(101), Samples.many(250))) {
			assertEquals(101, workbook.findSheet("sessions").orElseThrow().read().size());
			assertEquals(101, workbook.findSheet("sessions (2)").orElseThrow().read().size());
			List<Row> last = workbook.findSheet("sessions (3)").orElseThrow().read();
			assertEquals(51, last.size());
			assertEquals("User", last.get(0).getCell(0).asString());
			assertEquals(BigDecimal.valueOf(249), last.get(50).getCell(1).asNumber());
			about(workbook, "Note", "A sheet holds no more than 101 rows; the rows stand on 3 sheets.");
		}
	}

	@Test
	void takesAsManyRowsAsASpreadsheetProgram() {
		assertEquals(1_048_576, XlsxRenderer.SHEET_ROWS);
	}

	@Test
	void keepsWhatDoesNotFitIntoASpreadsheetAsText() throws IOException {
		ResultTable table = new TableBuilder("t", "T",
				List.of(Column.of("a", "A", ColumnType.INTEGER, ""), Column.of("b", "B", ColumnType.DATE, ""),
						Column.of("c", "C", ColumnType.TEXT, "")))
				.row(Long.MAX_VALUE, java.time.LocalDate.of(1899, 1, 1), "x".repeat(40_000))
				.row(1L, java.time.LocalDate.of(1900, 3, 1), "a\u0000b").build(Samples.AS_OF, Samples.BERLIN);
		try (ReadableWorkbook workbook = workbook(XLSX, table)) {
			List<Row> rows = workbook.getFirstSheet().read();
			assertEquals(Long.toString(Long.MAX_VALUE), rows.get(1).getCell(0).asString());
			assertEquals("1899-01-01", rows.get(1).getCell(1).asString());
			assertEquals(32_767, rows.get(1).getCell(2).asString().length());
			assertEquals(LocalDateTime.of(1900, 3, 1, 0, 0), rows.get(2).getCell(1).asDate());
			assertEquals("ab", rows.get(2).getCell(2).asString());
			about(workbook, "Note", "A cell holds no more than 32767 characters; longer texts end in an ellipsis.");
		}
	}

	private static ReadableWorkbook workbook(XlsxRenderer renderer, ResultTable table) throws IOException {
		return new ReadableWorkbook(new ByteArrayInputStream(Samples.bytes(renderer, table, RenderOptions.DEFAULT)));
	}

	/** Finds a line of the last sheet and gives its number, from 1. */
	private static int about(ReadableWorkbook workbook, String name, String text) throws IOException {
		List<Row> rows = workbook.findSheet("About").orElseThrow().read();
		List<String> lines = rows.stream().map(row -> row.getCell(0).asString() + "=" + row.getCell(1).asString()).toList();
		assertTrue(lines.contains(name + "=" + text), lines.toString());
		return lines.indexOf(name + "=" + text) + 1;
	}
}
