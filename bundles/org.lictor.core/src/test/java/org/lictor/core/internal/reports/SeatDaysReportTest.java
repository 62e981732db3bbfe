package org.lictor.core.internal.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.lictor.core.internal.reports.Tables.column;
import static org.lictor.core.internal.reports.Tables.rows;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.core.internal.Site;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.service.Price;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;

/** Days of use, and what they would cost. */
class SeatDaysReportTest {

	private static final LocalDate NEW_YEAR = LocalDate.of(2026, 1, 1);

	@TempDir
	private Path folder;
	private Site site;

	@BeforeEach
	void open() throws Exception {
		site = new Site(folder);
		site.addServer("Acme");
	}

	@AfterEach
	void close() {
		site.close();
	}

	private void price(Price.Kind kind, String product, String amount, String currency) throws ServiceException {
		site.node.prices().set(new Price(kind, product, NEW_YEAR, new BigDecimal(amount), currency));
	}

	private ResultTable report() throws ServiceException {
		Instant end = Instant.parse("2026-05-04T00:00:00Z");
		return site.report(Query.of(Queries.SEAT_DAYS, ZoneOffset.UTC).between(end.minus(Duration.ofDays(73)), end));
	}

	@Test
	void aDayOfAutoCadIsSevenTokensAndOneOfRevitTen() throws Exception {
		site.importLines("Acme", "uses", "account - - ann@x", "account - - ben@x",
				"session 1 ann PC1 AutoCAD 2026-04-06T19:00:00Z 79200", "session 2 ann PC2 AutoCAD 2026-04-07T08:00:00Z 3600",
				"session 3 ann PC1 AutoCAD 2026-04-20T08:00:00Z 3600", "session 4 ann PC1 AutoCAD 2026-04-22T08:00:00Z 60",
				"session 5 ben PC1 Revit 2026-04-06T09:00:00Z 3600", "session 6 ben PC1 Maya 2026-04-06T09:00:00Z 3600",
				"session 7 stranger PC1 Maya 2025-04-06T09:00:00Z 3600");
		assertEquals(List.of(Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN), column(report(), "tokens"));

		price(Price.Kind.FLEX_DAY, "AutoCAD", "7", "");
		price(Price.Kind.FLEX_DAY, "Revit", "10", "");
		price(Price.Kind.TOKEN, "", "3", "EUR");
		price(Price.Kind.SEAT_YEAR, "AutoCAD", "2100", "EUR");
		price(Price.Kind.SEAT_YEAR, "Revit", "100", "EUR");

		assertEquals(List.of(
				List.of("ann@x", "Acme", "AutoCAD", 23 + 1.0 / 60, 2L, 3L, 14.0, 42.0, 420.0, "EUR", 100.0, "FLEX"),
				List.of("ben@x", "Acme", "Maya", 1.0, 1L, 1L, Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN, "EUR", Unknown.UNKNOWN,
						Unknown.UNKNOWN),
				List.of("ben@x", "Acme", "Revit", 1.0, 1L, 1L, 10.0, 30.0, 20.0, "EUR", 3.333333, "SEAT")), rows(report()),
				"73 days are a fifth of a year; from seven in the evening to five of the next day is one day");
	}

	@Test
	void aDayThatBeganBeforeTheTimeIsNotCountedAgain() throws Exception {
		site.importLines("Acme", "uses", "session 1 ann PC1 AutoCAD 2026-02-19T12:00:00Z 86400");
		assertEquals(0, report().rowCount(), "it began at noon of the day before and lasts until noon");
	}

	@Test
	void pricesAreKeptReplacedAndRemoved() throws Exception {
		price(Price.Kind.SEAT_YEAR, "A.B. c", "1", "EUR");
		price(Price.Kind.SEAT_YEAR, "A.B. c", "2.50", "USD");
		price(Price.Kind.TOKEN, "", "3", "EUR");
		site.restart();
		assertEquals(List.of(new Price(Price.Kind.SEAT_YEAR, "A.B. c", NEW_YEAR, new BigDecimal("2.50"), "USD"),
				new Price(Price.Kind.TOKEN, "", NEW_YEAR, new BigDecimal("3"), "EUR")), site.node.prices().list());

		site.node.prices().remove(Price.Kind.TOKEN, "", NEW_YEAR);
		assertEquals(1, site.node.prices().list().size());
		assertThrows(ServiceException.class, () -> site.node.prices().remove(Price.Kind.TOKEN, "", NEW_YEAR));
		for (Price bad : Stream.of(new Price(Price.Kind.TOKEN, "A", NEW_YEAR, BigDecimal.ONE, "EUR"),
				new Price(Price.Kind.SEAT_YEAR, "", NEW_YEAR, BigDecimal.ONE, "EUR"),
				new Price(Price.Kind.SEAT_YEAR, "A", NEW_YEAR, BigDecimal.ONE, "euro"),
				new Price(Price.Kind.SEAT_YEAR, "A", NEW_YEAR, BigDecimal.ONE, ""),
				new Price(Price.Kind.FLEX_DAY, "A", NEW_YEAR, BigDecimal.ONE, "EUR"),
				new Price(Price.Kind.SEAT_YEAR, "A", NEW_YEAR, new BigDecimal("-1"), "EUR")).toList()) {
			assertEquals(ServiceException.Reason.INVALID,
					assertThrows(ServiceException.class, () -> site.node.prices().set(bad), bad.toString()).reason());
		}
	}
}
