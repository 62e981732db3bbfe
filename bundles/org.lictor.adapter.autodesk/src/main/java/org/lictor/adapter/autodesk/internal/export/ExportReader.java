package org.lictor.adapter.autodesk.internal.export;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.lictor.adapter.autodesk.internal.export.ExportRow.Rejected;
import org.lictor.adapter.autodesk.internal.table.Row;
import org.lictor.adapter.autodesk.internal.table.Table;
import org.lictor.adapter.autodesk.internal.table.Tables;
import org.lictor.adapter.autodesk.internal.table.UnreadableException;
import org.lictor.adapter.autodesk.internal.table.XlsxLimits;
import org.lictor.model.Diagnostic;
import org.lictor.model.Place;
import org.lictor.spi.Content;
import org.lictor.spi.DayRange;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Interpretation.CompleteList;
import org.lictor.spi.Observation;
import org.lictor.spi.ObservationSink;

/**
 * Reads one export file: finds its tables, what kind each is, and what its rows say. A usage report begins with a block of
 * the filters it was made with, in lines above the header or in a sheet of its own; what stands above a header is skipped.
 *
 * <p>A Users export lists every assignment and a Subscriptions export every entitlement of a team: what is not in it does
 * not stand any more. That is said only of a table of which every row was understood and that has at least one.
 */
public final class ExportReader {

	/** Changes whenever the same file may give other observations. */
	public static final String VERSION = "autodesk 2";

	private static final int ROWS_BEFORE_HEADER = 60;
	private static final int UNKNOWN_NAMED = 30;

	/** The last part of the name of a download that is no table but says what a report was made with. */
	private static final String FILTERS = "filters";

	private final Evidence evidence;
	private final Optional<String> team;
	private final Products products;
	private final Optional<EvidenceName> asked;
	private final XlsxLimits limits;
	private final ObservationSink sink;

	private static final ObservationSink NOBODY = new ObservationSink() {
		@Override
		public void observe(Observation observation) {
			// nobody listens
		}

		@Override
		public void report(Diagnostic diagnostic) {
			// nobody listens
		}

		@Override
		public boolean cancelled() {
			return Thread.currentThread().isInterrupted();
		}
	};

	private final Set<String> kinds = new LinkedHashSet<>();
	private final Set<CompleteList> complete = EnumSet.noneOf(CompleteList.class);
	private final Set<CompleteList> incomplete = EnumSet.noneOf(CompleteList.class);
	private List<String> likeliestHeader = List.of();
	private long records;
	private long rejected;
	private String remarked = "";
	private final Set<String> teams = new LinkedHashSet<>();
	private boolean usage;
	private boolean usageBroken;
	private Optional<LocalDate> firstDay = Optional.empty();
	private Optional<LocalDate> lastDay = Optional.empty();

	/**
	 * @param evidence an export file
	 * @param team     the team whose rows are used, empty for all
	 * @param limits   what a workbook may demand of this machine
	 * @param sink     takes what the file says
	 */
	public ExportReader(Evidence evidence, Optional<String> team, XlsxLimits limits, ObservationSink sink) {
		this(evidence, team, Products.BUILT_IN, limits, sink);
	}

	/**
	 * @param evidence an export file, or an export of the API
	 * @param team     the team whose rows are used, empty for all
	 * @param products what names and codes of products mean
	 * @param limits   what a workbook may demand of this machine
	 * @param sink     takes what the file says
	 */
	public ExportReader(Evidence evidence, Optional<String> team, Products products, XlsxLimits limits, ObservationSink sink) {
		this.asked = evidence.origin() == Evidence.Origin.POLL ? EvidenceName.parse(evidence.name()) : Optional.empty();
		this.evidence = evidence;
		// an answer of the API is that of the team it was asked of, whatever the team was called in the settings
		this.team = asked.isPresent() ? Optional.empty() : team;
		this.products = products;
		this.limits = limits;
		this.sink = sink;
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
		try (Tables tables = Tables.open(evidence.content(), limits, Header::score)) {
			for (Optional<Table> table = tables.next(); table.isPresent(); table = tables.next()) {
				Optional<Interpretation> stop = table(table.get(), tables);
				if (stop.isPresent()) {
					return stop.get();
				}
			}
		} catch (UnreadableException e) {
			return refused(e.getMessage(), Place.of(name(e.table()), e.line()), !kinds.isEmpty());
		} catch (IOException e) {
			return refused("The file cannot be read: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
					+ ".", Place.of(evidence.name()), false);
		}
		if (kinds.isEmpty() && asked.map(name -> name.get("is").equals(FILTERS)).orElse(false)) {
			return new Interpretation.Understood("Filters of a usage report", 0, 0, Set.of());
		}
		if (kinds.isEmpty()) {
			return refused(unknownFile(), Place.of(evidence.name()), false);
		}
		complete.removeAll(incomplete);
		if (usage && asked.flatMap(EvidenceName::days).map(days -> !outside(days).isEmpty()).orElse(false)) {
			return refused("The answer is about other days than those that were asked for. What it says was used, and the days are asked "
					+ "for again.", Place.of(evidence.name()), true);
		}
		return new Interpretation.Understood(String.join(", ", kinds), records, rejected, complete,
				teams.contains("") ? Set.of() : teams, usageDays());
	}

	private List<LocalDate> outside(DayRange days) {
		return Stream.of(firstDay, lastDay).flatMap(Optional::stream).filter(day -> !days.contains(day)).toList();
	}

	/** The days that were asked for, when nothing of them is missing. */
	private Optional<DayRange> usageDays() {
		return usage && !usageBroken ? asked.flatMap(EvidenceName::days) : Optional.empty();
	}

	/**
	 * @param content a file
	 * @return whether there is a table in it that looks like an export
	 * @throws IOException when it cannot be read
	 */
	public static boolean isExport(Content content) throws IOException {
		Evidence evidence = new Evidence(Evidence.Origin.FILE, "a file", Instant.EPOCH, content);
		ExportReader reader = new ExportReader(evidence, Optional.empty(), XlsxLimits.USUAL, NOBODY);
		try (Tables tables = Tables.open(content, XlsxLimits.USUAL, Header::score)) {
			for (Optional<Table> table = tables.next(); table.isPresent(); table = tables.next()) {
				if (reader.findHeader(table.get()).isPresent()) {
					return true;
				}
			}
		} catch (UnreadableException e) {
			return false;
		}
		return false;
	}

	/** @return why nothing more is to be read, empty when the table was read to its end or is none of ours */
	private Optional<Interpretation> table(Table table, Tables tables) throws IOException, UnreadableException {
		Optional<FoundHeader> found = findHeader(table);
		if (sink.cancelled()) {
			return Optional.of(Interpretation.CANCELLED);
		}
		remark(tables);
		if (found.isEmpty()) {
			return Optional.empty();
		}
		Header header = found.get().header();
		ExportKind kind = found.get().kind();
		kinds.add(kind.label());
		table.width(header.width());
		reportHeader(table, found.get());
		ToldTexts texts = new ToldTexts(header);
		Facts facts = new Facts(products, asked.map(name -> name.get("alias")).orElse(""),
				asked.map(name -> !name.get("of").equals("history")).orElse(true));
		long before = rejected;
		long used = 0;
		long otherTeams = 0;
		for (Optional<Row> next = table.next(); next.isPresent(); next = table.next()) {
			if (sink.cancelled()) {
				return Optional.of(Interpretation.CANCELLED);
			}
			Place place = place(table, next.get().line());
			Optional<List<String>> cells = Optional.empty();
			switch (next.get()) {
			case Row.Broken broken -> {
				if (broken.unfinished()) {
					return Optional.of(brokenOff(place));
				}
				records++;
				sink.report(Diagnostic.error(broken.why() + " The row was left out.", place));
			}
			case Row.Cells row -> {
				if (row.blank()) {
					continue;
				}
				boolean tooFew = !table.shortRows() && row.cells().size() < header.width();
				if (tooFew && row.unfinished()) {
					return Optional.of(brokenOff(place));
				}
				records++;
				cells = rightWidth(table, header, row, place);
			}
			}
			if (cells.isEmpty()) {
				rejected++;
				continue;
			}
			ExportRow row = new ExportRow(texts, cells.get(), place, sink);
			if (ofAnotherTeam(header, row)) {
				otherTeams++;
				continue;
			}
			try {
				facts.read(kind, row, sink);
				used++;
			} catch (Rejected e) {
				rejected++;
			}
		}
		remark(tables);
		reportTeams(table, used, otherTeams);
		teams.addAll(used > 0 ? facts.teams().isEmpty() ? Set.of("") : facts.teams() : ofNobody());
		firstDay = facts.firstDay();
		lastDay = facts.lastDay();
		usage |= kind == ExportKind.USAGE || kind == ExportKind.TOKEN_USAGE;
		usageBroken |= rejected > before;
		sayComplete(kind, header, used > 0 && rejected == before);
		return Optional.empty();
	}

	/** An answer without rows is one about its team all the same. */
	private Set<String> ofNobody() {
		return asked.map(name -> Set.of(name.get("alias"))).orElse(Set.of());
	}

	private Interpretation brokenOff(Place place) {
		return new Interpretation.Refused(Diagnostic.error("The file breaks off in the middle of this row. The rows before it were "
				+ "used; download the file again and import it whole.", place), true);
	}

	private Optional<List<String>> rightWidth(Table table, Header header, Row.Cells row, Place place) {
		List<String> cells = row.cells();
		boolean tooFew = !table.shortRows() && cells.size() < header.width();
		boolean tooMany = cells.size() > header.width()
				&& cells.subList(header.width(), cells.size()).stream().anyMatch(cell -> !cell.isBlank());
		if (tooFew || tooMany) {
			sink.report(Diagnostic.error("The row has " + cells.size() + (cells.size() == 1 ? " field" : " fields")
					+ ", but the header has " + header.width() + ". It was left out.", place));
			return Optional.empty();
		}
		return Optional.of(cells);
	}

	/** A header that was found, and how many rows that are not blank stand above it. */
	private record FoundHeader(Header header, ExportKind kind, long line, int above) {
	}

	private Optional<FoundHeader> findHeader(Table table) throws IOException, UnreadableException {
		int above = 0;
		for (int i = 0; i < ROWS_BEFORE_HEADER && !sink.cancelled(); i++) {
			Optional<Row> next = table.next();
			if (next.isEmpty()) {
				break;
			}
			if (next.get() instanceof Row.Cells row && !row.blank()) {
				if (row.cells().size() <= 500) {
					Header header = new Header(row.cells());
					Optional<ExportKind> kind = ExportKind.of(header);
					if (kind.isPresent()) {
						return Optional.of(new FoundHeader(header, kind.get(), row.line(), above));
					}
				}
				if (likeliestHeader.isEmpty() || likeliestHeader.size() < 2 && row.cells().size() > 1) {
					likeliestHeader = row.cells();
				}
				above++;
			}
		}
		return Optional.empty();
	}

	private String unknownFile() {
		StringBuilder known = new StringBuilder();
		for (ExportKind kind : ExportKind.values()) {
			known.append(known.isEmpty() ? "" : ", ").append(kind.label());
		}
		StringBuilder columns = new StringBuilder();
		likeliestHeader.stream().filter(name -> !name.isBlank()).limit(12)
				.forEach(name -> columns.append(columns.isEmpty() ? "" : ", ").append(ExportRow.shortened(name.strip())));
		return "This is none of the exports that Lictor reads (" + known + "): no row near the beginning names their columns. "
				+ (columns.isEmpty() ? "There is no text in it." : "It begins with: " + columns + ".")
				+ " If it holds only the filters of a usage report, import the other file of the same download.";
	}

	private void reportHeader(Table table, FoundHeader found) {
		Place place = place(table, found.line());
		if (found.above() > 0) {
			sink.report(Diagnostic.info("The rows above the header, such as the filters of the report, were skipped.", place));
		}
		List<String> unknown = found.header().unknown();
		for (String name : unknown.subList(0, Math.min(unknown.size(), UNKNOWN_NAMED))) {
			sink.report(Diagnostic.warning("The column '" + ExportRow.shortened(name) + "' is not known. It stays in the evidence, and "
					+ "nothing is derived from it.", place.field(ExportRow.shortened(name))));
		}
		if (unknown.size() > UNKNOWN_NAMED) {
			sink.report(Diagnostic.warning((unknown.size() - UNKNOWN_NAMED) + " more columns are not known.", place));
		}
		for (String name : found.header().doubled()) {
			sink.report(Diagnostic.warning("The column '" + ExportRow.shortened(name) + "' means the same as one before it. The first "
					+ "is used.", place.field(ExportRow.shortened(name))));
		}
	}

	private boolean ofAnotherTeam(Header header, ExportRow row) {
		return team.isPresent() && header.has(ExportColumn.TEAM)
				&& !team.get().strip().toLowerCase(Locale.ROOT).equals(row.told(ExportColumn.TEAM).toLowerCase(Locale.ROOT));
	}

	private void reportTeams(Table table, long used, long otherTeams) {
		if (otherTeams > 0 && used == 0) {
			sink.report(Diagnostic.warning("No row is of the team '" + team.orElse("") + "' that this server is configured for. Nothing "
					+ "was used. Is this the file of another team?", place(table, 0)));
		} else if (otherTeams > 0) {
			sink.report(Diagnostic.info(otherTeams + (otherTeams == 1 ? " row is" : " rows are") + " of other teams than '"
					+ team.orElse("") + "' and not used.", place(table, 0)));
		}
	}

	private void sayComplete(ExportKind kind, Header header, boolean whole) {
		Optional<CompleteList> list = switch (kind) {
		case SUBSCRIPTIONS -> Optional.of(CompleteList.ENTITLEMENTS);
		// Every Users export tells roles. A list without them may be a selection that somebody made.
		case USERS -> header.hasAny(ExportColumn.OFFERING_NAME, ExportColumn.PRODUCT_NAME)
				&& header.hasAny(ExportColumn.ROLE, ExportColumn.ACCOUNT_STATUS) ? Optional.of(CompleteList.ASSIGNMENTS)
						: Optional.empty();
		case GROUPS -> Optional.of(CompleteList.GROUPS);
		case USAGE, TOKEN_USAGE, USAGE_REPORT -> Optional.empty();
		};
		list.ifPresent(whole ? complete::add : incomplete::add);
	}

	private void remark(Tables tables) {
		String remark = tables.remark().orElse("");
		if (!remark.equals(remarked)) {
			remarked = remark;
			sink.report(Diagnostic.info(remark, Place.of(evidence.name())));
		}
	}

	private Place place(Table table, long line) {
		return Place.of(name(table.name()), line);
	}

	private String name(String table) {
		return table.isEmpty() ? evidence.name() : evidence.name() + " (" + table + ")";
	}

	private static Interpretation refused(String why, Place place, boolean keep) {
		return new Interpretation.Refused(Diagnostic.error(why, place), keep);
	}
}
