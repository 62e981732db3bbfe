package org.lictor.workbench.internal.grid;

import java.util.function.IntFunction;

import org.eclipse.nebula.widgets.nattable.config.IConfigRegistry;
import org.eclipse.nebula.widgets.nattable.layer.cell.ILayerCell;
import org.eclipse.nebula.widgets.nattable.painter.cell.TextPainter;
import org.eclipse.nebula.widgets.nattable.style.IStyle;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.lictor.workbench.internal.ui.Palette;

/** Draws the cells above the columns: what was entered, in red when it is not understood, or that filters go there. */
final class FilterPainter extends TextPainter {

	private final Palette palette;
	private final IntFunction<String> problem;
	private boolean empty;
	private boolean wrong;

	/**
	 * @param palette the colours
	 * @param problem what is wrong with the filter of a column, by its index; empty when nothing is
	 */
	FilterPainter(Palette palette, IntFunction<String> problem) {
		super(false, false, false);
		this.palette = palette;
		this.problem = problem;
	}

	@Override
	public void paintCell(ILayerCell cell, GC gc, Rectangle bounds, IConfigRegistry registry) {
		Object text = cell.getDataValue();
		empty = text == null || text.toString().isEmpty();
		wrong = !empty && !problem.apply(cell.getColumnIndex()).isEmpty();
		super.paintCell(cell, gc, bounds, registry);
	}

	@Override
	public void setupGCFromConfig(GC gc, IStyle style) {
		super.setupGCFromConfig(gc, style);
		if (empty || wrong) {
			gc.setForeground(empty ? palette.muted() : palette.bad());
		}
	}

	@Override
	protected String convertDataType(ILayerCell cell, IConfigRegistry registry) {
		return empty ? "filter" : super.convertDataType(cell, registry);
	}
}
