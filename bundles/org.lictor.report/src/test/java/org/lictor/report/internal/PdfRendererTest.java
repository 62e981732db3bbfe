package org.lictor.report.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.report.RenderOptions;
import org.lictor.report.Samples;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

class PdfRendererTest {

	private static final PdfRenderer PDF = new PdfRenderer();

	@Test
	void printsTextsOfManyScripts() throws IOException {
		String text = pages(Samples.three()).getFirst();
		for (String part : List.of("Sessions of Grünewald & Söhne", "as of 2026-11-25 15:03:12 (Europe/Berlin)",
				"Jürgen Großmann", "Łucja Żółć, \"Ὀδυσσεύς\"", "Used [seats]", "83.3 %", "26:03:07", "3 rows",
				"One named user is one seat.", "Page 1 of")) {
			assertTrue(text.contains(part), () -> part + " is missing in " + text);
		}
	}

	@Test
	void repeatsTheHeaderOnEveryPageAndCountsPages() throws IOException {
		List<String> pages = pages(Samples.many(1_000));
		assertTrue(pages.size() > 10, "pages: " + pages.size());
		for (int page = 0; page < pages.size(); page++) {
			String text = pages.get(page);
			assertEquals(1, occurrences("Utilisation", text), "header on page " + (page + 1) + ": " + text);
			assertTrue(text.contains("Page " + (page + 1) + " of"), text);
			assertTrue(text.contains("Sessions of Grünewald"), text);
		}
		String all = String.join("\n", pages);
		for (int row = 0; row < 1_000; row++) {
			assertEquals(1, occurrences("user" + row + " ", all), "row " + row);
		}
	}

	@Test
	void printsNoRows() throws IOException {
		List<String> pages = pages(Samples.empty());
		assertEquals(1, pages.size());
		assertTrue(pages.getFirst().contains("No rows"), pages.getFirst());
	}

	@Test
	void givesTheSameBytesForTheSameTable() throws IOException {
		assertArrayEquals(bytes(Samples.many(500)), bytes(Samples.many(500)));
	}

	@Test
	void wrapsLongTextsInsteadOfCuttingThem() throws IOException {
		String words = "every word of a long sentence stands on the page ".repeat(12).strip();
		ResultTable table = new TableBuilder("t", "T",
				List.of(Column.of("a", "A", ColumnType.TEXT, ""), Column.of("b", "B", ColumnType.TEXT, "")))
				.row(words, "short").build(Samples.AS_OF, Samples.BERLIN);
		assertEquals(12, occurrences("sentence", String.join(" ", pages(table))));
	}

	@Test
	void saysWhenTheFontLacksACharacter() throws IOException {
		ResultTable table = new TableBuilder("t", "T", List.of(Column.of("a", "A", ColumnType.TEXT, "")))
				.row("山田太郎").build(Samples.AS_OF, Samples.BERLIN);
		assertTrue(pages(table).getFirst().contains("Some characters are not in the font"));
	}

	private static byte[] bytes(ResultTable table) throws IOException {
		return Samples.bytes(PDF, table, RenderOptions.DEFAULT);
	}

	private static List<String> pages(ResultTable table) throws IOException {
		PdfReader reader = new PdfReader(bytes(table));
		List<String> pages = new ArrayList<>();
		PdfTextExtractor extractor = new PdfTextExtractor(reader);
		for (int page = 1; page <= reader.getNumberOfPages(); page++) {
			pages.add(extractor.getTextFromPage(page));
		}
		reader.close();
		return pages;
	}

	private static int occurrences(String part, String text) {
		return (text.length() - text.replace(part, "").length()) / part.length();
	}
}
