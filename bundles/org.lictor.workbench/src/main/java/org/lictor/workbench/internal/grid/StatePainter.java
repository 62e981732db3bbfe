package org.lictor.workbench.internal.grid;

import org.eclipse.nebula.widgets.nattable.config.IConfigRegistry;
import org.eclipse.nebula.widgets.nattable.layer.cell.ILayerCell;
import org.eclipse.nebula.widgets.nattable.painter.cell.TextPainter;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.lictor.workbench.internal.ui.Palette;

/** Draws how something is doing: a dot in a colour that tells it, and the word for those who do not see colours. */
final class StatePainter extends TextPainter {

	private static final int GAP = 6;

	private final Palette palette;

	StatePainter(Palette palette) {
		super(false, false, false);
		this.palette = palette;
	}

	@Override
	public void paintCell(ILayerCell cell, GC gc, Rectangle bounds, IConfigRegistry registry) {
		if (!(cell.getDataValue() instanceof String state) || state.isBlank()) {
			super.paintCell(cell, gc, bounds, registry);
			return;
		}
		int size = Math.max(7, bounds.height * 2 / 5);
		Color before = gc.getBackground();
		int antialias = gc.getAntialias();
		gc.setAntialias(SWT.ON);
		gc.setBackground(palette.state(state));
		gc.fillOval(bounds.x, bounds.y + (bounds.height - size) / 2, size, size);
		gc.setAntialias(antialias);
		gc.setBackground(before);
		int shift = size + GAP;
		super.paintCell(cell, gc, new Rectangle(bounds.x + shift, bounds.y, Math.max(0, bounds.width - shift), bounds.height),
				registry);
	}
}
