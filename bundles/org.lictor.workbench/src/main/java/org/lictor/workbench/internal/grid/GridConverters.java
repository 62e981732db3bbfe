package org.lictor.workbench.internal.grid;

import java.util.function.Supplier;

import org.eclipse.nebula.widgets.nattable.data.convert.DisplayConverter;
import org.eclipse.nebula.widgets.nattable.data.convert.IDisplayConverter;
import org.lictor.query.ColumnType;
import org.lictor.report.CellFormat;

/** Writes values as every output of Lictor writes them. */
final class GridConverters {

	private final Supplier<CellFormat> format;

	/**
	 * @param format in the time zone of the table shown now
	 */
	GridConverters(Supplier<CellFormat> format) {
		this.format = format;
	}

	IDisplayConverter of(ColumnType type) {
		return new DisplayConverter() {
			@Override
			public Object canonicalToDisplayValue(Object value) {
				return format.get().text(value, type);
			}

			@Override
			public Object displayToCanonicalValue(Object text) {
				throw new UnsupportedOperationException("result tables are not edited");
			}
		};
	}
}
