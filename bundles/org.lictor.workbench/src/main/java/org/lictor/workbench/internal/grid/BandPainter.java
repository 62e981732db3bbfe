package org.lictor.workbench.internal.grid;

import org.eclipse.nebula.widgets.nattable.config.IConfigRegistry;
import org.eclipse.nebula.widgets.nattable.layer.cell.ILayerCell;
import org.eclipse.nebula.widgets.nattable.painter.cell.TextPainter;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.lictor.workbench.internal.ui.Palette;

/** Draws a share as a bar behind its number; the colour tells its band: up to 69 %, up to 89 %, more. */
final class BandPainter extends TextPainter {

	private static final int SIDE = 6;
	private static final int GAP = 2;

	private final Palette palette;

	BandPainter(Palette palette) {
		super(false, false, false);
		this.palette = palette;
	}

	@Override
	public void paintCell(ILayerCell cell, GC gc, Rectangle bounds, IConfigRegistry registry) {
		if (cell.getDataValue() instanceof Double share && Double.isFinite(share)) {
			Color before = gc.getBackground();
			gc.setBackground(palette.band(share));
			int width = (int) Math.round((bounds.width - 2 * GAP) * Math.clamp(share, 0.0, 1.0));
			gc.fillRectangle(bounds.x + GAP, bounds.y + GAP, width, bounds.height - 2 * GAP);
			gc.setBackground(before);
		}
		super.paintCell(cell, gc, new Rectangle(bounds.x + SIDE, bounds.y, Math.max(0, bounds.width - 2 * SIDE), bounds.height),
				registry);
	}
}
