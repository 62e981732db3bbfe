package org.lictor.workbench.internal.history;

import java.util.Locale;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.lictor.workbench.internal.history.ChartData.Figure;
import org.lictor.workbench.internal.ui.Palette;
import org.lictor.workbench.internal.ui.Tag;

/** Says which line is which, and lets each be hidden. */
public final class Legend {

	private static final int SWATCH = 18;

	private final Composite row;

	/**
	 * @param parent of the legend
	 * @param name   first part of the names of its widgets
	 * @param chart  whose lines it names
	 */
	public Legend(Composite parent, String name, UsageChart chart) {
		row = new Composite(parent, SWT.NONE);
		RowLayout layout = new RowLayout();
		layout.center = true;
		layout.spacing = 8;
		row.setLayout(layout);
		for (Figure figure : chart.figures()) {
			Canvas swatch = new Canvas(row, SWT.NONE);
			swatch.setLayoutData(new RowData(SWATCH, SWATCH));
			swatch.addListener(SWT.Paint, event -> {
				event.gc.setForeground(UsageChart.colour(figure, Palette.current()));
				event.gc.setLineWidth(figure == Figure.TOTAL ? 1 : 3);
				event.gc.setLineStyle(figure == Figure.TOTAL ? SWT.LINE_DASH : SWT.LINE_SOLID);
				event.gc.drawLine(0, SWATCH / 2, SWATCH, SWATCH / 2);
			});
			Palette.onChange(swatch, swatch::redraw);
			Button check = Tag.unstyled(Tag.name(new Button(row, SWT.CHECK), name + ".figure." + figure.name().toLowerCase(Locale.ROOT)));
			check.setText(figure.label());
			check.setSelection(true);
			check.addListener(SWT.Selection, event -> chart.draw(figure, check.getSelection()));
		}
	}

	/** @return the control of this legend */
	public Composite control() {
		return row;
	}
}
