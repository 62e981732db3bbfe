package org.lictor.workbench.internal.grid;

import java.util.List;

import org.eclipse.nebula.widgets.nattable.layer.LabelStack;
import org.eclipse.nebula.widgets.nattable.layer.cell.IConfigLabelAccumulator;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;

/** Labels cells with what decides how they are drawn: type and meaning of the column, every other row. */
final class GridLabels implements IConfigLabelAccumulator {

	/** Every other row. */
	static final String ALTERNATE = "alternate";
	/** A text that tells how something is doing. */
	static final String STATE = "state";
	/** A share that is drawn as a bar. */
	static final String BAND = "band";

	private static final List<String> STATES = List.of("status", "state", "severity");

	private final String[] types;
	private final String[] meanings;

	GridLabels(List<Column> columns) {
		types = columns.stream().map(column -> type(column.type())).toArray(String[]::new);
		meanings = columns.stream().map(GridLabels::meaning).toArray(String[]::new);
	}

	/** @return the label of cells of that type */
	static String type(ColumnType type) {
		return "type." + type;
	}

	/** @return whether a column tells how something is doing, which is drawn as a dot and a word */
	static boolean showsState(Column column) {
		return column.type() == ColumnType.TEXT && STATES.contains(column.key());
	}

	private static String meaning(Column column) {
		if (showsState(column)) {
			return STATE;
		}
		return column.type() == ColumnType.RATIO ? BAND : "";
	}

	@Override
	public void accumulateConfigLabels(LabelStack labels, int column, int row) {
		if (!meanings[column].isEmpty()) {
			labels.addLabel(meanings[column]);
		}
		labels.addLabel(types[column]);
		if (row % 2 != 0) {
			labels.addLabel(ALTERNATE);
		}
	}
}
