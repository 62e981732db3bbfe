package org.lictor.adapter.autodesk.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.lictor.adapter.autodesk.internal.WorkbookFixture;
import org.lictor.spi.Content;

class XlsxTablesTest {

	private static final String STYLES = """
			<styleSheet><numFmts><numFmt numFmtId="164" formatCode="mm/dd/yyyy"/><numFmt numFmtId="165" formatCode="0.00&quot; days&quot;"/>
			<numFmt numFmtId="166" formatCode="[Red]0;General"/></numFmts>
			<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
			<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="22"/></cellXfs>
			</styleSheet>""";

	@Test
	void readsSharedTextsWithRunsAndWithoutPronunciation() throws Exception {
		WorkbookFixture workbook = new WorkbookFixture()
				.part("xl/sharedStrings.xml", "<sst><si><t>plain</t></si><si><r><t>ri</t></r><r><t xml:space=\"preserve\">ch </t></r>"
						+ "<rPh sb=\"0\" eb=\"1\"><t>sound</t></rPh></si><si/></sst>")
				.rawSheet("S", "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c><c t=\"s\"/></row>");

		assertEquals(List.of(List.of("plain", "rich ", "", "")), cells(workbook));
	}

	@Test
	void putsCellsWhereTheyBelong() throws Exception {
		assertEquals(List.of(List.of("", "2", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "",
				"", "", "27", "28")),
				cells(new WorkbookFixture().rawSheet("S",
						"<row r=\"3\"><c r=\"B3\"><v>2</v></c><c r=\"AA3\"><v>27</v></c><c><v>28</v></c></row>")));
	}

	@Test
	void knowsTheNumbersOfRows() throws Exception {
		assertEquals(List.of(3L, 4L, 9L, 10L), rows(new WorkbookFixture().rawSheet("S",
				"<row r=\"3\"/><row/><row r=\"9\"/><row r=\"99999999\"/>")).stream().map(Row::line).toList());
	}

	@Test
	void readsNumbersDatesAndTruth() throws Exception {
		WorkbookFixture workbook = new WorkbookFixture().part("xl/styles.xml", STYLES).rawSheet("S", """
				<row><c><v>5</v></c><c><v>5.50</v></c><c><v>1E3</v></c><c><v>0.10000000000000001</v></c></row>
				<row><c s="1"><v>45422</v></c><c s="2"><v>45422</v></c><c s="5"><v>45422.88925925926</v></c><c s="1"><v>59</v></c><c s="1"><v>61</v></c></row>
				<row><c s="3"><v>45422</v></c><c s="4"><v>45422</v></c><c s="0"><v>45422</v></c><c s="77"><v>45422</v></c><c s="1"><v>-1</v></c></row>
				<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>text</v></c><c t="d"><v>2024-05-10T00:00:00</v></c></row>
				""");

		assertEquals(List.of(
				List.of("5", "5.5", "1000", "0.10000000000000001"),
				List.of("2024-05-10", "2024-05-10", "2024-05-10T21:20:32", "1900-02-28", "1900-03-01"),
				List.of("45422", "45422", "45422", "45422", "-1"),
				List.of("true", "false", "#N/A", "text", "2024-05-10T00:00:00")), cells(workbook));
	}

	@Test
	void countsDaysFrom1904WhereTheWorkbookSaysSo() throws Exception {
		assertEquals(List.of(List.of("2024-05-10")), cells(new WorkbookFixture().part("1904", "").part("xl/styles.xml", STYLES)
				.rawSheet("S", "<row><c s=\"1\"><v>43960</v></c></row>")));
	}

	@Test
	void readsPartsWithAByteOrderMark() throws Exception {
		assertEquals(List.of(List.of("x")), cells(new WorkbookFixture()
				.part("xl/sharedStrings.xml", "\ufeff<?xml version=\"1.0\" encoding=\"utf-8\"?><sst><si><t>x</t></si></sst>")
				.rawSheet("S", "<row><c t=\"s\"><v>0</v></c></row>")));
	}

	@Test
	void takesARowWithAnImpossibleCellForBrokenAndGoesOn() throws Exception {
		List<Row> rows = rows(new WorkbookFixture().rawSheet("S", """
				<row><c r="ZZZZZZZZZZZZZ1"><v>1</v></c></row>
				<row><c r="XFE2"><v>1</v></c></row>
				<row><c t="s"><v>2000000000</v></c></row>
				<row><c t="s"><v>-1</v></c></row>
				<row><c><v>1e99999999</v></c></row>
				"""));

		for (Row row : rows.subList(0, 4)) {
			assertInstanceOf(Row.Broken.class, row);
		}
		assertEquals("A cell stands in a column that no sheet has.", ((Row.Broken) rows.get(0)).why());
		assertEquals("A cell refers to a text that is not in the workbook.", ((Row.Broken) rows.get(2)).why());
		assertEquals(List.of("1e99999999"), ((Row.Cells) rows.get(4)).cells());
	}

	@Test
	void refusesAPartThatUnfoldsWithoutMeasure() {
		// 15 MB of empty rows are a few kilobytes in the file.
		WorkbookFixture bomb = new WorkbookFixture().rawSheet("S", "<row/>".repeat(2_500_000));

		UnreadableException refused = assertThrows(UnreadableException.class, () -> rows(bomb));

		assertTrue(refused.getMessage().startsWith("The workbook unfolds to more than 1"), refused.getMessage());
		assertEquals("S", refused.table());
	}

	@Test
	void refusesMoreTextThanItHolds() {
		WorkbookFixture workbook = new WorkbookFixture()
				.part("xl/sharedStrings.xml", "<sst>" + "<si><t>some text</t></si>".repeat(1000) + "</sst>").rawSheet("S", "");

		assertTrue(assertThrows(UnreadableException.class,
				() -> XlsxTables.open(Content.of(workbook.bytes()), new XlsxLimits(1 << 20, 1 << 20, 1000, 10_000)))
				.getMessage().contains("more text than Lictor reads"));
	}

	@Test
	void refusesAFileThatIsTooLarge() {
		assertTrue(assertThrows(UnreadableException.class, () -> XlsxTables.open(
				Content.of(new WorkbookFixture().rawSheet("S", "").bytes()), new XlsxLimits(100, 1 << 20, 1000, 10_000)))
				.getMessage().startsWith("The workbook has more than"));
	}

	@Test
	void refusesAValueWithoutEndAndElementsWithoutEnd() {
		for (String attack : List.of("<row><c r=\"" + "A".repeat(9_000_000), "<row><c><v>" + "1".repeat(2_000_000),
				"<a>".repeat(100_000))) {
			assertThrows(UnreadableException.class, () -> rows(new WorkbookFixture().rawSheet("S", attack)));
		}
	}

	@Test
	void refusesADocumentType() {
		for (String part : List.of("xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels")) {
			WorkbookFixture attack = new WorkbookFixture().rawSheet("S", "")
					.part(part, "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>");

			assertTrue(assertThrows(UnreadableException.class, () -> rows(attack)).getMessage().contains("document type"), part);
		}
	}

	@Test
	void leavesNoFileBehind() throws Exception {
		// Other tests may be at work in the same folder: only files with these very bytes count.
		String mark = UUID.randomUUID().toString();
		WorkbookFixture whole = new WorkbookFixture().rawSheet(mark, "<row/>");
		WorkbookFixture damaged = new WorkbookFixture().part("xl/workbook.xml", mark);
		byte[] half = Arrays.copyOf(whole.bytes(), 300);

		rows(whole);
		assertThrows(UnreadableException.class, () -> rows(damaged));
		assertThrows(UnreadableException.class, () -> XlsxTables.open(Content.of(half), XlsxLimits.USUAL));

		assertEquals(List.of(), temporaryFiles(List.of(whole.bytes(), damaged.bytes(), half)));
	}

	private static List<Path> temporaryFiles(List<byte[]> contents) throws IOException {
		List<Path> found = new ArrayList<>();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")),
				"lictor-*.xlsx")) {
			for (Path file : files) {
				try {
					byte[] bytes = Files.readAllBytes(file);
					if (contents.stream().anyMatch(content -> Arrays.equals(content, bytes))) {
						found.add(file);
					}
				} catch (NoSuchFileException e) {
					continue;
				}
			}
		}
		return found;
	}

	private static List<List<String>> cells(WorkbookFixture workbook) throws IOException, UnreadableException {
		return rows(workbook).stream().map(row -> assertInstanceOf(Row.Cells.class, row).cells()).toList();
	}

	private static List<Row> rows(WorkbookFixture workbook) throws IOException, UnreadableException {
		List<Row> rows = new ArrayList<>();
		try (XlsxTables tables = XlsxTables.open(Content.of(workbook.bytes()), XlsxLimits.USUAL)) {
			for (Optional<Table> table = tables.next(); table.isPresent(); table = tables.next()) {
				for (Optional<Row> row = table.get().next(); row.isPresent(); row = table.get().next()) {
					rows.add(row.get());
				}
			}
		}
		return rows;
	}
}
