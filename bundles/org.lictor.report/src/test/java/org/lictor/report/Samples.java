package org.lictor.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;

/** Tables that the tests write. */
public final class Samples {

	/** Where the hour of 2026-10-25 02:00 comes twice. */
	public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
	/** The moment of every sample. */
	public static final Instant AS_OF = Instant.parse("2026-11-25T14:03:12Z");

	/** One column of each type, and one that grids do not show. */
	public static final List<Column> COLUMNS = List.of(
			Column.of("user", "User", ColumnType.TEXT, "who"),
			Column.of("used", "Used", ColumnType.INTEGER, "how many").in("seats"),
			Column.of("hours", "Hours", ColumnType.DECIMAL, "how long").in("h"),
			Column.of("utilisation", "Utilisation", ColumnType.RATIO, "used of owned"),
			Column.of("start", "Start", ColumnType.INSTANT, "when"),
			Column.of("day", "Day", ColumnType.DATE, "which day"),
			Column.of("duration", "Duration", ColumnType.DURATION, "how long"),
			Column.of("live", "Live", ColumnType.FLAG, "still running"),
			Column.of("source", "Source", ColumnType.TEXT, "who told").hidden());

	private Samples() {
	}

	/** @return a builder for a table of {@link #COLUMNS} */
	public static TableBuilder builder() {
		return new TableBuilder("sessions", "Sessions of Grünewald & Söhne", COLUMNS);
	}

	/** @return two rows in full and one of which nothing is known, with a note */
	public static ResultTable three() {
		return builder()
				.row("Jürgen Großmann", 3L, 2.5, 0.833, Instant.parse("2026-10-25T00:30:00Z"), LocalDate.of(2026, 10, 25),
						Duration.ofSeconds(93_787), true, "agent")
				.row("Łucja Żółć, \"Ὀδυσσεύς\"", 12L, 0.125, 1.0, Instant.parse("2026-10-25T01:30:00.250Z"),
						LocalDate.of(2026, 1, 2), Duration.ofMillis(-1_400), false, "=cmd|'/c calc'!A1")
				.row(Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN,
						Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN)
				.note("One named user is one seat.").build(AS_OF, BERLIN);
	}

	/** @return a table of no rows */
	public static ResultTable empty() {
		return builder().build(AS_OF, BERLIN);
	}

	/**
	 * @param rows how many
	 * @return a table of sessions as a large site has them
	 */
	public static ResultTable many(int rows) {
		TableBuilder builder = builder();
		for (int row = 0; row < rows; row++) {
			builder.row("user" + row % 5_000, (long) row, row / 3.0, row % 100 / 100.0, AS_OF.minusSeconds(row),
					LocalDate.of(2026, 1, 1).plusDays(row % 300), Duration.ofSeconds(row % 40_000), row % 2 == 0, "agent");
		}
		return builder.build(AS_OF, BERLIN);
	}

	/**
	 * @param renderer of some format
	 * @param table    to be written
	 * @param options  how
	 * @return what was written
	 * @throws IOException never, in memory
	 */
	public static byte[] bytes(Renderer renderer, ResultTable table, RenderOptions options) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		renderer.render(table, options, out);
		return out.toByteArray();
	}

	/**
	 * @param renderer of some format of text
	 * @param table    to be written
	 * @param options  how
	 * @return what was written
	 * @throws IOException never, in memory
	 */
	public static String text(Renderer renderer, ResultTable table, RenderOptions options) throws IOException {
		return new String(bytes(renderer, table, options), StandardCharsets.UTF_8);
	}
}
