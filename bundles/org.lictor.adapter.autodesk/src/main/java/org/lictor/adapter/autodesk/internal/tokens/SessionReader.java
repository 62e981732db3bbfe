package org.lictor.adapter.autodesk.internal.tokens;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.lictor.adapter.autodesk.internal.export.EvidenceName;
import org.lictor.adapter.autodesk.internal.export.Products;
import org.lictor.adapter.autodesk.internal.export.Values;
import org.lictor.adapter.autodesk.internal.table.Row;
import org.lictor.adapter.autodesk.internal.table.Table;
import org.lictor.adapter.autodesk.internal.table.Tables;
import org.lictor.adapter.autodesk.internal.table.UnreadableException;
import org.lictor.adapter.autodesk.internal.table.XlsxLimits;
import org.lictor.model.Diagnostic;
import org.lictor.model.LicenceType;
import org.lictor.model.Place;
import org.lictor.model.Product;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Observation;
import org.lictor.spi.ObservationSink;

/**
 * Reads the sessions of Token Flex, an export in CSV of which the columns are the fields that were asked for.
 *
 * <p><b>The swap.</b> Since 2021-12-01 products that are counted by machine (Arnold, RenderNode, VRED) have the machine in
 * the column of the user and the user in that of the machine; it is turned back here. Source: change log of Token Flex.
 */
public final class SessionReader {

	private static final LocalDate SWAPPED_SINCE = LocalDate.of(2021, 12, 1);
	private static final List<String> SWAPPED = List.of("arnold", "rendernode", "render node", "vred");
	private static final Set<String> COLUMNS = Set.of("chargeditemid", "usagedate", "sessionstartdate", "sessionenddate", "productname",
			"productlinecode", "productversion", "productfeaturecode", "username", "machinename", "licenseservername", "usagetype",
			"chargecategory", "tokensconsumed", "contractyear", "usagemonth", "usagecategory", "licenseservertimezoneoffset");

	private final Evidence evidence;
	private final String contract;
	private final Products products;
	private final ObservationSink sink;
	private long records;
	private long rejected;

	/**
	 * @param evidence an export of sessions
	 * @param asked    its name, empty for a file
	 * @param products what names and codes of products mean
	 * @param sink     takes the sessions
	 */
	public SessionReader(Evidence evidence, Optional<EvidenceName> asked, Products products, ObservationSink sink) {
		this.evidence = evidence;
		this.contract = asked.map(name -> name.get("contract")).orElse("");
		this.products = products;
		this.sink = sink;
	}

	/**
	 * @param cells a row
	 * @return how many columns of an export of sessions are among its cells; 0 when those it cannot do without are not there
	 */
	public static int score(List<String> cells) {
		Map<String, Integer> places = places(cells);
		return places.containsKey("chargeditemid") && places.containsKey("sessionstartdate") ? places.size() : 0;
	}

	private static Map<String, Integer> places(List<String> cells) {
		Map<String, Integer> places = new HashMap<>();
		for (int i = 0; i < Math.min(cells.size(), 500); i++) {
			StringBuilder key = new StringBuilder();
			cells.get(i).codePoints().limit(60).filter(Character::isLetterOrDigit).forEach(key::appendCodePoint);
			String name = key.toString().toLowerCase(Locale.ROOT);
			if (COLUMNS.contains(name)) {
				places.putIfAbsent(name, i);
			}
		}
		return places;
	}

	/**
	 * Reads the file once.
	 *
	 * @return whether it was understood
	 */
	public Interpretation read() {
		if (sink.cancelled()) {
			return Interpretation.CANCELLED;
		}
		try (Tables tables = Tables.open(evidence.content(), XlsxLimits.USUAL, SessionReader::score)) {
			Optional<Table> table = tables.next();
			Optional<Row> header = table.isPresent() ? table.get().next() : Optional.empty();
			if (header.isEmpty() || !(header.get() instanceof Row.Cells names) || score(names.cells()) == 0) {
				return refused("This is no export of Token Flex sessions: its first line does not name the columns chargedItemID and "
						+ "sessionStartDate. It was kept.", 0, false);
			}
			table.get().width(names.cells().size());
			return rows(table.get(), places(names.cells()), names.cells().size());
		} catch (UnreadableException e) {
			return refused(e.getMessage(), e.line(), records > 0);
		} catch (IOException e) {
			return refused("The file cannot be read: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()) + ".", 0,
					false);
		}
	}

	private Interpretation rows(Table table, Map<String, Integer> places, int width) throws IOException, UnreadableException {
		for (Optional<Row> next = table.next(); next.isPresent(); next = table.next()) {
			if (sink.cancelled()) {
				return Interpretation.CANCELLED;
			}
			switch (next.get()) {
			case Row.Broken broken -> {
				if (broken.unfinished()) {
					return brokenOff(broken.line());
				}
				records++;
				reject(broken.line(), "", broken.why());
			}
			case Row.Cells row -> {
				if (row.blank()) {
					continue;
				}
				if (row.cells().size() < width && row.unfinished()) {
					return brokenOff(row.line());
				}
				records++;
				if (row.cells().size() != width) {
					reject(row.line(), "", "The row has " + row.cells().size() + " fields, but the header has " + width + ".");
				} else {
					session(row, places);
				}
			}
			}
		}
		return new Interpretation.Understood("Token Flex sessions", records, rejected, Set.of());
	}

	private void session(Row.Cells row, Map<String, Integer> places) {
		String id = told(row, places, "chargeditemid");
		Optional<Instant> start = Values.instant(told(row, places, "sessionstartdate"));
		String written = told(row, places, "productname");
		String feature = told(row, places, "productfeaturecode");
		Optional<Products.Coded> coded = products.code(feature);
		String name = written.isEmpty() ? coded.map(Products.Coded::product).orElse(told(row, places, "productlinecode"))
				: products.name(written);
		if (id.isEmpty() || start.isEmpty() || name.isEmpty()) {
			reject(row.line(), id.isEmpty() ? "chargedItemID" : start.isEmpty() ? "sessionStartDate" : "productName",
					"A session needs an id, a product and a time of its beginning.");
			return;
		}
		Optional<Instant> end = Values.instant(told(row, places, "sessionenddate")).filter(moment -> !moment.isBefore(start.get()));
		String version = told(row, places, "productversion");
		Optional<BigDecimal> tokens = Values.decimal(told(row, places, "tokensconsumed"));
		String user = told(row, places, "username");
		String machine = told(row, places, "machinename");
		boolean swapped = swapped(written.isEmpty() ? name : written, start.get());
		sink.observe(new Observation.UsageSession(contract.isEmpty() ? id : contract + "/" + id,
				new Product(name, version.isEmpty() ? coded.map(Products.Coded::year).orElse("") : version, LicenceType.FLEX, ""),
				swapped ? machine : user, swapped ? user : machine, start.get(), end, tokens));
	}

	private static boolean swapped(String product, Instant start) {
		String name = product.toLowerCase(Locale.ROOT);
		return !start.isBefore(SWAPPED_SINCE.atStartOfDay(java.time.ZoneOffset.UTC).toInstant())
				&& SWAPPED.stream().anyMatch(name::contains);
	}

	private static String told(Row.Cells row, Map<String, Integer> places, String column) {
		Integer place = places.get(column);
		String text = place == null || place >= row.cells().size() ? "" : row.cells().get(place).strip();
		return text.equalsIgnoreCase("null") || text.contains("***") ? "" : text;
	}

	private void reject(long line, String field, String message) {
		rejected++;
		sink.report(Diagnostic.error(message + " The row was left out.", Place.of(evidence.name(), line).field(field)));
	}

	private Interpretation brokenOff(long line) {
		return refused("The file breaks off in the middle of this row. The rows before it were used; it is asked for again.", line, true);
	}

	private Interpretation refused(String why, long line, boolean keep) {
		return new Interpretation.Refused(Diagnostic.error(why, Place.of(evidence.name(), line)), keep);
	}
}
