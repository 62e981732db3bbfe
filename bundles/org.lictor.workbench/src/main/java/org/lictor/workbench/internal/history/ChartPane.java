package org.lictor.workbench.internal.history;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.lictor.workbench.internal.history.ChartData.Figure;

/** A chart with its legend under it. For the UI thread. */
public final class ChartPane {

	private final Composite pane;
	private final UsageChart chart;

	/**
	 * @param parent  of the pane
	 * @param name    first part of the names of its widgets
	 * @param figures that can be drawn, in the order in which they are drawn over each other
	 */
	public ChartPane(Composite parent, String name, List<Figure> figures) {
		pane = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		layout.verticalSpacing = 0;
		pane.setLayout(layout);
		chart = new UsageChart(pane, name, figures);
		chart.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		new Legend(pane, name, chart).control().setLayoutData(new GridData(SWT.CENTER, SWT.END, true, false));
	}

	/** @return the chart */
	public UsageChart chart() {
		return chart;
	}

	/** @return the control of both */
	public Composite control() {
		return pane;
	}
}
