package org.lictor.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;

class TableRenderingTest {

	@Test
	void alignsColumnsUnderTheirHeadings() throws IOException {
		assertEquals("""
				Sessions of Grünewald & Söhne

				User                    Used [seats]  Hours [h]  Utilisation  Start                Day         Duration  Live
				----------------------  ------------  ---------  -----------  -------------------  ----------  --------  ----
				Jürgen Großmann                    3       2.50       83.3 %  2026-10-25 02:30:00  2026-10-25  26:03:07  yes
				Łucja Żółć, "Ὀδυσσεύς"            12       0.13      100.0 %  2026-10-25 02:30:00  2026-01-02  -0:00:01  no


				3 rows, as of 2026-11-25 15:03:12 (Europe/Berlin)
				One named user is one seat.
				""", Samples.text(Renderers.TABLE, Samples.three(), RenderOptions.DEFAULT));
	}

	@Test
	void saysThatThereAreNoRows() throws IOException {
		assertEquals("""
				Sessions of Grünewald & Söhne

				No rows, as of 2026-11-25 15:03:12 (Europe/Berlin)
				""", Samples.text(Renderers.TABLE, Samples.empty(), RenderOptions.DEFAULT));
	}

	@Test
	void shortensTheWidestColumnsToFitTheLine() throws IOException {
		ResultTable table = new TableBuilder("t", "T",
				List.of(Column.of("a", "A", ColumnType.TEXT, ""), Column.of("b", "B", ColumnType.TEXT, ""),
						Column.of("c", "C", ColumnType.INTEGER, "")))
				.row("abcdefghijklmnopqrstuvwxyz", "short", 7L).build(Samples.AS_OF, Samples.BERLIN);
		String text = Samples.text(Renderers.TABLE, table, RenderOptions.DEFAULT.width(30));
		assertTrue(text.contains("abcdefghijklmnopqrs…  short  7\n"), text);
		assertEquals(30, text.lines().filter(line -> line.contains("short")).findFirst().orElseThrow().length());
	}

	@Test
	void ratherLengthensTheLineThanLosesAColumn() throws IOException {
		String text = Samples.text(Renderers.TABLE, Samples.three(), RenderOptions.DEFAULT.width(20));
		for (Column column : Samples.COLUMNS.subList(0, 8)) {
			assertTrue(text.contains(column.label().substring(0, 3)), column.label());
		}
	}

	@Test
	void countsCellsOfTheTerminalAndNotLetters() throws IOException {
		ResultTable table = new TableBuilder("t", "T",
				List.of(Column.of("a", "Name", ColumnType.TEXT, ""), Column.of("b", "N", ColumnType.INTEGER, "")))
				.row("山田太郎", 1L).row("e\u0301", 2L).build(Samples.AS_OF, Samples.BERLIN);
		String text = Samples.text(Renderers.TABLE, table, RenderOptions.DEFAULT);
		assertTrue(text.contains("山田太郎  1\n"), text);
		assertTrue(text.contains("e\u0301         2\n"), text);
	}
}
