package org.lictor.workbench.internal.overview;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.lictor.workbench.internal.ui.Tag;

/** One great figure. */
final class Tile {

	private final Label figure;
	private final Label share;

	Tile(Composite parent, String name, String caption, Font big) {
		Composite tile = Tag.style(new Composite(parent, SWT.NONE), "LictorCard");
		tile.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = 14;
		layout.marginHeight = 10;
		layout.verticalSpacing = 2;
		tile.setLayout(layout);
		figure = Tag.style(Tag.name(new Label(tile, SWT.NONE), name), "LictorFigure");
		figure.setFont(big);
		figure.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		share = Tag.style(Tag.name(new Label(tile, SWT.RIGHT), name + ".share"), "LictorCardMuted");
		share.setLayoutData(new GridData(SWT.END, SWT.END, false, false));
		Label text = Tag.style(new Label(tile, SWT.NONE), "LictorCardText");
		text.setText(caption);
		text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
	}

	void show(String text, String part) {
		figure.setText(text);
		share.setText(part);
	}
}
