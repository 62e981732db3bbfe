package org.lictor.workbench.internal.ui;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;

/**
 * A line of text that ends in three dots where there is no room for all of it, and tells all of it when it is pointed at. A plain
 * label stops in the middle of a letter, as though nothing followed. For the UI thread.
 */
public final class CutLabel extends CLabel {

	private static final String DOTS = "...";

	/**
	 * @param parent of the label
	 * @param style  {@link SWT#LEFT} or {@link SWT#RIGHT}
	 */
	public CutLabel(Composite parent, int style) {
		super(parent, style);
		setMargins(0, 0, 0, 0);
		// else it has none, and tells null
		setText("");
	}

	/** As high as a line, also while there is no text yet: so nothing moves when it comes. */
	@Override
	public Point computeSize(int widthHint, int heightHint, boolean changed) {
		Point size = super.computeSize(widthHint, heightHint, changed);
		if (heightHint == SWT.DEFAULT) {
			GC gc = new GC(this);
			size.y = Math.max(size.y, gc.getFontMetrics().getHeight());
			gc.dispose();
		}
		return size;
	}

	@Override
	protected String shortenText(GC gc, String text, int width) {
		return cut(gc, text, width);
	}

	/**
	 * @param gc   with the font that it is drawn in
	 * @param text one line
	 * @param room in pixels
	 * @return the text, or as much of its beginning as there is room for with three dots behind; empty where there is none for a letter
	 */
	public static String cut(GC gc, String text, int room) {
		if (gc.textExtent(text).x <= room) {
			return text;
		}
		int length = text.length();
		while (length > 0 && gc.textExtent(text.substring(0, length) + DOTS).x > room) {
			length--;
		}
		return length == 0 ? "" : text.substring(0, length) + DOTS;
	}
}
