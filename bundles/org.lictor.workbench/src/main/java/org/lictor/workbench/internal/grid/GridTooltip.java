package org.lictor.workbench.internal.grid;

import java.util.function.IntFunction;

import org.eclipse.nebula.widgets.nattable.NatTable;
import org.eclipse.nebula.widgets.nattable.grid.GridRegion;
import org.eclipse.nebula.widgets.nattable.layer.LabelStack;
import org.eclipse.nebula.widgets.nattable.tooltip.NatTableContentTooltip;
import org.eclipse.swt.widgets.Event;
import org.lictor.query.Column;
import org.lictor.workbench.internal.table.CellFilter;

/** Says what a column counts, what may be entered as a filter, and the whole of a value that is cut off. */
final class GridTooltip extends NatTableContentTooltip {

	private final NatTable table;
	private final GridLayers layers;
	private final IntFunction<String> filterProblem;

	GridTooltip(GridLayers layers, IntFunction<String> filterProblem) {
		super(layers.table());
		this.table = layers.table();
		this.layers = layers;
		this.filterProblem = filterProblem;
	}

	@Override
	protected String getText(Event event) {
		int index = layers.columnAt(table.getColumnPositionByX(event.x));
		LabelStack regions = table.getRegionLabelsByXY(event.x, event.y);
		if (index < 0 || regions == null) {
			return null; // no tooltip, says the superclass
		}
		Column column = layers.columns().get(index);
		if (regions.hasLabel(GridRegion.FILTER_ROW)) {
			String problem = filterProblem.apply(index);
			return problem.isEmpty() ? "Show only rows with: " + CellFilter.hint(column.type()) : problem;
		}
		if (regions.hasLabel(GridRegion.COLUMN_HEADER)) {
			return column.help().isEmpty() ? column.label() : column.label() + ": " + column.help();
		}
		return super.getText(event);
	}
}
