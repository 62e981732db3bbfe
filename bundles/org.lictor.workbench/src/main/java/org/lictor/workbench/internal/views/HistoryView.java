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

/** The use of one product over time, as a chart and as the figures under it. */
public final class HistoryView extends ProductChartView {

	@Override
	protected String id() {
		return "history";
	}

	@Override
	protected String report() {
		return Queries.USAGE_HISTORY;
	}

	@Override
	protected boolean byGroup() {
		return true;
	}

	@Override
	protected List<Figure> figures() {
		return List.of(Figure.TOTAL, Figure.MAXIMUM, Figure.MINIMUM, Figure.AVERAGE);
	}

	@Override
	protected GridSpec spec() {
		return new GridSpec("history", "periods", List.of("period", "product", "server"), "product",
				GridSpec.Hint.of("No figures", "Nothing is known of the use of this product in this time."), Optional.empty());
	}

	@Override
	protected List<Granularity> granularities() {
		return List.of(Granularity.values());
	}

	@Override
	protected Span.Preset usualTime() {
		return Span.Preset.MONTH;
	}

	@Override
	protected List<HistoryPoint> points(ResultTable table, Granularity by, Span span) {
		return HistoryPoint.read(table, by, span.from(), span.until());
	}
}
