package org.lictor.workbench.internal.table;

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

/** Small tables to arrange. */
final class Tables {

	static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
	static final Instant NOW = Instant.parse("2026-03-29T12:00:00Z");

	private Tables() {
	}

	static ResultTable people() {
		return new TableBuilder("people", "People",
				List.of(Column.of("name", "Name", ColumnType.TEXT, "who"),
						Column.of("seats", "Seats", ColumnType.INTEGER, "how many").in("seats"),
						Column.of("share", "Share", ColumnType.RATIO, "of all"),
						Column.of("since", "Since", ColumnType.INSTANT, "from when"),
						Column.of("length", "Length", ColumnType.DURATION, "how long"),
						Column.of("day", "Day", ColumnType.DATE, "which day"),
						Column.of("live", "Live", ColumnType.FLAG, "now").hidden()))
				.row("ws-10", 3L, 0.5, NOW, Duration.ofHours(2), LocalDate.of(2026, 3, 29), true)
				.row("WS-9", 12L, 0.9, NOW.minusSeconds(86_400), Duration.ofMinutes(5), LocalDate.of(2026, 3, 28), false)
				.row("anna", Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN,
						Unknown.UNKNOWN)
				.row("Berta", 3L, 0.25, NOW.minusSeconds(3_600), Duration.ofSeconds(30), LocalDate.of(2025, 12, 31), false)
				.build(NOW, BERLIN);
	}
}
