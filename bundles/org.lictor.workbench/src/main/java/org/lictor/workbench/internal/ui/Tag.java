package org.lictor.workbench.internal.ui;

import org.eclipse.swt.widgets.Widget;

/** Names of widgets, by which tests and support find them whatever the language and layout. */
public final class Tag {

	/** The key under which a widget keeps its name. */
	public static final String KEY = "org.lictor.id";

	private static final String CSS_DISABLED = "org.eclipse.e4.ui.css.disabled";
	private static final String CSS_CLASS = "org.eclipse.e4.ui.css.CssClassName";

	private Tag() {
	}

	/**
	 * @param <W>    kind of widget
	 * @param widget some widget
	 * @param name   unique among what is open at once: {@code servers.new}
	 * @return the widget
	 */
	public static <W extends Widget> W name(W widget, String name) {
		widget.setData(KEY, name);
		return widget;
	}

	/**
	 * @param <W>    kind of widget
	 * @param widget some widget
	 * @param style  a class of the style sheets in the folder css
	 * @return the widget
	 */
	public static <W extends Widget> W style(W widget, String style) {
		widget.setData(CSS_CLASS, style);
		return widget;
	}

	/**
	 * Has a check box in a view look as the desktop draws it: the platform's style sheets paint their background over the one that a
	 * white tick of GTK stands on, so that it looks empty when it is ticked.
	 *
	 * @param <W>    kind of widget
	 * @param widget which no style sheet has touched yet
	 * @return the widget
	 */
	public static <W extends Widget> W unstyled(W widget) {
		widget.setData(CSS_DISABLED, Boolean.TRUE);
		return widget;
	}
}
