package org.lictor.workbench.internal.views;

import java.util.List;
import java.util.Optional;

import org.lictor.query.Granularity;
import org.lictor.query.ResultTable;
import org.lictor.service.Queries;
import org.lictor.workbench.internal.grid.GridSpec;
import org.lictor.workbench.internal.history.ChartData.Figure;
import org.lictor.workbench.internal.history.HistoryPoint;
import org.lictor.workbench.internal.history.Span;

/** The seats of one product over time: owned, and assigned to people; of all teams in the chart, by team under it. */
public final class SeatsView extends ProductChartView {

	@Override
	protected String id() {
		return "seats";
	}

	@Override
	protected String report() {
		return Queries.SEATS_HISTORY;
	}

	@Override
	protected boolean byGroup() {
		return false;
	}

	@Override
	protected List<Figure> figures() {
		return List.of(Figure.TOTAL, Figure.ASSIGNED);
	}

	@Override
	protected GridSpec spec() {
		return new GridSpec("seats", "periods", List.of("period_start", "product", "server", "team"), "product",
				GridSpec.Hint.of("No seats in this time", "Nothing is known of seats of this product in this time. Collect the account, or "
						+ "import its subscriptions and users in the view License Servers."), Optional.empty());
	}

	@Override
	protected List<Granularity> granularities() {
		return List.of(Granularity.DAY, Granularity.WEEK, Granularity.MONTH, Granularity.QUARTER);
	}

	@Override
	protected Span.Preset usualTime() {
		return Span.Preset.QUARTER;
	}

	@Override
	protected List<HistoryPoint> points(ResultTable table, Granularity by, Span span) {
		return HistoryPoint.seats(table, by, span.from(), span.until());
	}
}
