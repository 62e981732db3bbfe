package org.lictor.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CsvRenderingTest {

	@Test
	void writesIsoValuesUnderStableKeys() throws IOException {
		assertEquals("user,used,hours,utilisation,start,day,duration,live,source\r\n"
				+ "Jürgen Großmann,3,2.5,0.833,2026-10-25T02:30:00+02:00,2026-10-25,PT26H3M7S,true,agent\r\n"
				+ "\"Łucja Żółć, \"\"Ὀδυσσεύς\"\"\",12,0.125,1.0,2026-10-25T02:30:00.25+01:00,2026-01-02,PT-1.4S,false,"
				+ "'=cmd|'/c calc'!A1\r\n,,,,,,,,\r\n",
				Samples.text(Renderers.CSV, Samples.three(), RenderOptions.DEFAULT));
	}

	@Test
	void writesLabelsForPeople() throws IOException {
		assertEquals("User,Used [seats],Hours [h],Utilisation,Start,Day,Duration,Live,Source\r\n", Samples.text(
				Renderers.CSV, Samples.empty(), RenderOptions.DEFAULT.header(RenderOptions.Header.LABELS)));
	}

	@Example
	void defusesWhatASpreadsheetWouldRun() throws IOException {
		for (String text : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx")) {
			assertEquals("'" + text, readBack(text).getFirst());
		}
		assertEquals("a=b", readBack("a=b").getFirst());
		assertEquals("'quoted'", readBack("'quoted'").getFirst());
	}

	@Property
	void isReadBackByAnotherProgram(@ForAll String text) throws IOException {
		boolean guarded = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
		String sound = new String(text.getBytes("UTF-8"), "UTF-8");
		assertEquals(List.of(guarded ? "'" + sound : sound, ""), readBack(text));
	}

	private static List<String> readBack(String text) throws IOException {
		ResultTable table = new TableBuilder("t", "T",
				List.of(Column.of("a", "A", ColumnType.TEXT, ""), Column.of("b", "B", ColumnType.INTEGER, "")))
				.row(text, Unknown.UNKNOWN).build(Samples.AS_OF, Samples.BERLIN);
		List<CsvRecord> records = CsvReader.builder()
				.ofCsvRecord(Samples.text(Renderers.CSV, table, RenderOptions.DEFAULT)).stream().toList();
		assertEquals(2, records.size());
		return records.get(1).getFields();
	}
}
