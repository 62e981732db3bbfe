package org.lictor.adapter.autodesk.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.lictor.adapter.autodesk.internal.table.LineReader.Line;

class CsvTablesTest {

	private static final String LETTERS = "ab,\"\n\r é€\ud83d\ude00";

	@Test
	void takesAnyRecordApartAsTheParserDoesThatKnowsAllOfCsv() {
		Random random = new Random(1);
		CsvRecords records = new CsvRecords(',');
		for (int i = 0; i < 200_000; i++) {
			String record = text(random, "ab,,\"", 12);
			assertEquals(record.isEmpty() ? Optional.of(List.of()) : CsvRecords.strictly(record, ','), records.fields(record), record);
		}
	}

	@Test
	void takesRecordsApartThatBeginAsTheOneBefore() {
		Random random = new Random(2);
		CsvRecords records = new CsvRecords(',');
		String before = "";
		for (int i = 0; i < 200_000; i++) {
			String record = before.substring(0, random.nextInt(before.length() + 1)) + text(random, "ab,\"", 8);
			assertEquals(record.isEmpty() ? Optional.of(List.of()) : CsvRecords.strictly(record, ','), records.fields(record), record);
			before = record.length() > 60 ? "" : record;
		}
	}

	@Test
	void givesTheSameObjectsForWhatTheRecordBeforeSaysToo() {
		CsvRecords records = new CsvRecords(',');
		List<String> first = records.fields("Ann,\"Lyon, France\",Maya,2026-11-01").orElseThrow();
		List<String> onlyTheEnd = records.fields("Ann,\"Lyon, France\",Maya,2026-11-02").orElseThrow();
		List<String> more = records.fields("Bob,\"Lyon, France\",Maya,2026-11-02").orElseThrow();

		assertEquals(List.of("Ann", "Lyon, France", "Maya", "2026-11-02"), onlyTheEnd);
		assertEquals(List.of("Bob", "Lyon, France", "Maya", "2026-11-02"), more);
		assertSame(first.get(1), onlyTheEnd.get(1));
		assertSame(first.get(1), more.get(1));
		assertSame(first.get(2), more.get(2));
		assertEquals("2026-11-01", first.get(3), "what was given before stays");
	}

	@Test
	void cutsAnyTextIntoItsLinesHoweverItsBytesCome() throws IOException {
		for (int seed = 0; seed < 3_000; seed++) {
			Random random = new Random(seed);
			String text = text(random, LETTERS, seed % 50 == 0 ? 200_000 : 60);
			byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

			assertEquals(expected(text), lines(TextDecoder.open(trickling(bytes, random))), "seed " + seed);
		}
	}

	@Test
	void cutsTextInUtf16IntoTheSameLines() throws IOException {
		for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
			for (int seed = 0; seed < 200; seed++) {
				Random random = new Random(seed);
				String text = text(random, LETTERS, seed % 20 == 0 ? 100_000 : 60);
				TextDecoder decoder = TextDecoder.open(trickling(("\ufeff" + text).getBytes(charset), random));

				assertEquals(expected(text), lines(decoder), charset + ", seed " + seed);
				assertEquals(Optional.of("The file is in UTF-16."), decoder.remark());
			}
		}
	}

	@Test
	void takesBytesThatAreNotUtf8ForWindows1252OneByOne() throws IOException {
		byte[] bytes = { 'J', 'o', 's', (byte) 0xe9, '\n', (byte) 0xc3, (byte) 0xa9, (byte) 0x80, '\n', (byte) 0xe2, (byte) 0x82 };
		TextDecoder decoder = TextDecoder.open(new ByteArrayInputStream(bytes));

		assertEquals(List.of("José", "é€", "â‚"), lines(decoder).stream().map(Line::text).toList());
		assertTrue(decoder.remark().orElseThrow().startsWith("The file is not all in UTF-8."));
	}

	@Test
	void cutsALineThatIsTooLongAndGoesOnBehindIt() throws IOException {
		for (String letter : List.of("a", "€")) {
			String longest = letter.repeat(LineReader.LONGEST);
			List<Line> lines = lines(TextDecoder.open(new ByteArrayInputStream((longest + "\n" + longest + letter + "\n" + letter.repeat(4_000_000) + "\nb").getBytes(StandardCharsets.UTF_8))));

			assertEquals(List.of(new Line(1, longest, true, false), new Line(2, longest, true, true), new Line(3, longest, true, true),
					new Line(4, "b", false, false)), lines);
		}
	}

	private static List<Line> lines(TextDecoder decoder) throws IOException {
		LineReader reader = new LineReader(decoder);
		List<Line> lines = new ArrayList<>();
		for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
			lines.add(line.get());
		}
		return lines;
	}

	/** Lines end with LF, CR LF or CR. */
	private static List<Line> expected(String text) {
		String ended = text.replace("\r\n", "\n").replace('\r', '\n');
		List<Line> lines = new ArrayList<>();
		int from = 0;
		for (int end = ended.indexOf('\n'); end >= 0; end = ended.indexOf('\n', from)) {
			lines.add(new Line(lines.size() + 1L, ended.substring(from, end), true, false));
			from = end + 1;
		}
		if (from < ended.length()) {
			lines.add(new Line(lines.size() + 1L, ended.substring(from), false, false));
		}
		return lines;
	}

	private static String text(Random random, String letters, int longest) {
		int[] points = letters.codePoints().toArray();
		StringBuilder text = new StringBuilder();
		for (int left = random.nextInt(longest + 1); left > 0; left--) {
			text.appendCodePoint(points[random.nextInt(points.length)]);
		}
		return text.toString();
	}

	/** Gives some of what is asked for. */
	private static InputStream trickling(byte[] bytes, Random random) {
		return new ByteArrayInputStream(bytes) {
			@Override
			public synchronized int read(byte[] target, int offset, int length) {
				return super.read(target, offset, length == 0 ? 0 : 1 + random.nextInt(length));
			}
		};
	}
}
