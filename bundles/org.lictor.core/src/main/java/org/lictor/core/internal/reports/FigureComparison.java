package org.lictor.core.internal.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.lictor.model.Progress;
import org.lictor.query.Granularity;
import org.lictor.query.Query;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.FolderComparison;
import org.lictor.store.Store;

/** Runs all reports on two stores and compares their tables cell by cell. The order of rows does not count. */
public final class FigureComparison implements FolderComparison {

	/** How far back reports look that are about a time. */
	private static final Duration BACK = Duration.ofDays(730);
	private static final Duration SILENCE = Duration.ofMinutes(10);

	private final InstantSource clock;

	/**
	 * @param clock tells the time of asking
	 */
	public FigureComparison(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public void compare(Store before, Store after, Progress progress) throws ServiceException {
		Instant now = clock.instant();
		StoreQueries one = queries(before, now);
		StoreQueries other = queries(after, now);
		List<ReportDefinition> reports = one.reports();
		progress.begin("Comparing the figures of " + reports.size() + " reports", reports.size());
		List<String> differing = new ArrayList<>();
		for (ReportDefinition report : reports) {
			if (progress.cancelled()) {
				throw new ServiceException(Reason.CANCELLED, "Comparing was cancelled. Give the command again to go on.");
			}
			Query query = query(report, now);
			if (!rows(one.run(query, Progress.NONE)).equals(rows(other.run(query, Progress.NONE)))) {
				differing.add(report.name());
			}
			progress.worked(1);
		}
		if (!differing.isEmpty()) {
			throw new ServiceException(Reason.INTERNAL, "Reports that differ: " + String.join(", ", differing) + ".");
		}
	}

	private static StoreQueries queries(Store store, Instant now) {
		return new StoreQueries(store, InstantSource.fixed(now), type -> type, key -> "", () -> SILENCE);
	}

	private static Query query(ReportDefinition report, Instant now) {
		Query query = Query.of(report.name(), ZoneOffset.UTC);
		if (report.parameters().contains(Parameter.TIME)) {
			query = query.between(now.minus(BACK), now);
		}
		return report.parameters().contains(Parameter.GRANULARITY) ? query.by(Granularity.DAY) : query;
	}

	/** Each row, and how often it is there. */
	private static Map<List<Object>, Integer> rows(ResultTable table) {
		Map<List<Object>, Integer> rows = new HashMap<>();
		for (int row = 0; row < table.rowCount(); row++) {
			List<Object> cells = new ArrayList<>();
			for (int column = 0; column < table.columns().size(); column++) {
				cells.add(table.value(row, column));
			}
			rows.merge(cells, 1, Integer::sum);
		}
		return rows;
	}
}
