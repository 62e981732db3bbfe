package org.lictor.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonTablesTest {

	@Test
	void writesStableKeys() throws IOException {
		String json = Samples.text(Renderers.JSON, Samples.three(), RenderOptions.DEFAULT);
		assertTrue(json.startsWith("""
				{"report":"sessions","title":"Sessions of Grünewald & Söhne","as_of":"2026-11-25T14:03:12Z",\
				"zone":"Europe/Berlin","columns":[{"key":"user","label":"User","type":"text","unit":"","help":"who",\
				"shown":true},{"key":"used","label":"Used","type":"integer","unit":"seats\""""), json);
		assertTrue(json.contains("""
				"rows":[
				{"user":"Jürgen Großmann","used":3,"hours":2.5,"utilisation":0.833,"start":"2026-10-25T00:30:00Z",\
				"day":"2026-10-25","duration":"PT26H3M7S","live":true,"source":"agent"}
				,{"user":"""), json);
		assertTrue(json.endsWith("""
				{"user":null,"used":null,"hours":null,"utilisation":null,"start":null,"day":null,"duration":null,\
				"live":null,"source":null}],"notes":["One named user is one seat."]}
				"""), json);
	}

	@Test
	void readsBackWhatWasWritten() throws IOException {
		assertSame(Samples.three(), roundTrip(Samples.three()));
		assertSame(Samples.empty(), roundTrip(Samples.empty()));
	}

	@Property
	void readsBackEveryTable(@ForAll("tables") ResultTable table) throws IOException {
		assertSame(table, roundTrip(table));
	}

	@Provide
	static Arbitrary<ResultTable> tables() {
		Arbitrary<Object> unknown = Arbitraries.just(Unknown.UNKNOWN);
		// a lone surrogate is no character and has no form in UTF-8
		Arbitrary<String> texts = Arbitraries.strings()
				.filter(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
		Arbitrary<Instant> instants = Arbitraries.longs().between(-62_135_596_800_000L, 253_402_300_799_999L)
				.map(Instant::ofEpochMilli);
		Arbitrary<List<Object>> rows = Combinators
				.combine(either(texts, unknown), either(Arbitraries.longs(), unknown), either(Arbitraries.doubles(), unknown),
						either(Arbitraries.doubles(), unknown), either(instants, unknown),
						either(Arbitraries.longs().between(-700_000, 2_000_000).map(LocalDate::ofEpochDay), unknown),
						either(Arbitraries.longs().between(-1_000_000_000_000L, 1_000_000_000_000L).map(Duration::ofMillis),
								unknown),
						either(Arbitraries.of(true, false), unknown))
				.as((a, b, c, d, e, f, g, h) -> {
					List<Object> row = new ArrayList<>(List.of(a, b, c, d, e, f, g, h));
					row.add(a);
					return row;
				});
		return Combinators.combine(rows.list().ofMaxSize(8), texts.list().ofMaxSize(3), instants,
				Arbitraries.of("UTC", "Z", "Europe/Berlin", "+05:30", "America/St_Johns")).as((all, notes, asOf, zone) -> {
					TableBuilder builder = Samples.builder();
					all.forEach(row -> builder.row(row.toArray()));
					notes.forEach(builder::note);
					return builder.build(asOf, ZoneId.of(zone));
				});
	}

	private static Arbitrary<Object> either(Arbitrary<?> known, Arbitrary<Object> unknown) {
		return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(4, known.map(value -> (Object) value)),
				net.jqwik.api.Tuple.of(1, unknown));
	}

	@Test
	void takesNumbersThatAreNoneAsUnknown() throws IOException {
		ResultTable table = new TableBuilder("t", "T", List.of(Column.of("a", "A", ColumnType.DECIMAL, "")))
				.row(Double.NaN).row(Double.POSITIVE_INFINITY).build(Samples.AS_OF, Samples.BERLIN);
		ResultTable back = roundTrip(table);
		assertEquals(Unknown.UNKNOWN, back.value(0, 0));
		assertEquals(Unknown.UNKNOWN, back.value(1, 0));
	}

	@Test
	void understandsTablesOfOlderAndNewerVersions() throws IOException {
		ResultTable table = read("""
				{"zone":"UTC","as_of":"2026-01-01T00:00:00Z","future":{"x":[1]},"report":"r","title":"t",
				"columns":[{"key":"a","label":"A","type":"integer","more":1},{"key":"b","label":"B","type":"text"}],
				"rows":[{"c":[true],"a":1},{}]}""");
		assertEquals(2, table.rowCount());
		assertEquals(1L, table.value(0, "a"));
		assertEquals(Unknown.UNKNOWN, table.value(0, "b"));
		assertEquals(Unknown.UNKNOWN, table.value(1, "a"));
	}

	@Test
	void tellsWhereATableIsBroken() {
		String good = """
				{"report":"r","title":"t","as_of":"2026-01-01T00:00:00Z","zone":"UTC",
				"columns":[{"key":"a","label":"A","type":"instant"}],"rows":[{"a":"2026-01-01T00:00:00Z"}]}""";
		assertMessage("$.rows[0].a", good.replace("{\"a\":\"2026-01-01T00:00:00Z\"}", "{\"a\":\"yesterday\"}"));
		assertMessage("$.zone", good.replace("\"UTC\"", "\"Mars/Olympus\""));
		assertMessage("$.columns[0]", good.replace("\"instant\"", "\"colour\""));
		assertMessage("rows stand before", good.replace("\"columns\":[{\"key\":\"a\",\"label\":\"A\",\"type\":\"instant\"}],", ""));
		assertMessage("$", "<html>");
		assertMessage("zone are missing", "{}");
	}

	private static void assertMessage(String part, String json) {
		IOException e = assertThrows(IOException.class, () -> read(json));
		assertTrue(e.getMessage().startsWith("This is no table of a report") && e.getMessage().contains(part),
				e.getMessage());
	}

	@Test
	void refusesATableThatBreaksOff() throws IOException {
		String json = Samples.text(Renderers.JSON, Samples.three(), RenderOptions.DEFAULT);
		String whole = json.strip();
		for (int length = 0; length < whole.length(); length++) {
			String part = whole.substring(0, length);
			assertThrows(IOException.class, () -> read(part));
		}
	}

	private static ResultTable roundTrip(ResultTable table) throws IOException {
		return JsonTables.read(new ByteArrayInputStream(Samples.bytes(Renderers.JSON, table, RenderOptions.DEFAULT)));
	}

	private static ResultTable read(String json) throws IOException {
		return JsonTables.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
	}

	private static void assertSame(ResultTable expected, ResultTable actual) {
		assertEquals(expected.report(), actual.report());
		assertEquals(expected.title(), actual.title());
		assertEquals(expected.columns(), actual.columns());
		assertEquals(expected.asOf(), actual.asOf());
		assertEquals(expected.zone(), actual.zone());
		assertEquals(expected.notes(), actual.notes());
		assertEquals(expected.rowCount(), actual.rowCount());
		for (int row = 0; row < expected.rowCount(); row++) {
			for (int column = 0; column < expected.columns().size(); column++) {
				assertEquals(expected.value(row, column), actual.value(row, column));
			}
		}
	}
}
