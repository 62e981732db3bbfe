package org.lictor.workbench.internal.ui;

import java.util.Optional;

import org.eclipse.e4.core.services.events.IEventBroker;
import org.eclipse.e4.ui.css.swt.theme.ITheme;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;
import org.osgi.service.event.EventHandler;

/**
 * The colours of what we draw ourselves: grids, charts, bars. There is one set for light themes and one for dark ones.
 * For the UI thread.
 */
public enum Palette {
	/** For light themes. */
	LIGHT(false, 0xFFFFFF, 0x1F2328, 0xF7F9FB, 0xE3E7EB, 0xEEF1F4, 0x3A4450, 0x66717C, 0xCFE3F7, 0x10243A, 0x3B7DC4,
			0x1F6FBF, 0x2E8B57, 0xC98200, 0xC43D3D, 0x8A94A0, 0xB5E2C6, 0xF7DC9A, 0xF4B3AE, 0xD6E7F8, 0x2A9D8F, 0x8FB8DE,
			0x7A8594),
	/** For dark themes. */
	DARK(true, 0x2B2D30, 0xE4E6E8, 0x313337, 0x43464B, 0x3A3D41, 0xD5D9DD, 0xA3ABB3, 0x1F4E79, 0xFFFFFF, 0x6FB1EE,
			0x6FB1EE, 0x58C08A, 0xE5A93B, 0xEF7D75, 0x9AA3AD, 0x2C6B47, 0x7A5E16, 0x84332F, 0x27445F, 0x4FC3B4, 0x4A7BA8,
			0xA8B0B9);

	private final boolean dark;
	private final Color background;
	private final Color foreground;
	private final Color alternate;
	private final Color line;
	private final Color headerBackground;
	private final Color headerForeground;
	private final Color muted;
	private final Color selectionBackground;
	private final Color selectionForeground;
	private final Color anchor;
	private final Color accent;
	private final Color good;
	private final Color warning;
	private final Color bad;
	private final Color unknown;
	private final Color lowBand;
	private final Color middleBand;
	private final Color highBand;
	private final Color area;
	private final Color average;
	private final Color minimum;
	private final Color total;

	Palette(boolean dark, int... rgb) {
		this.dark = dark;
		this.background = color(rgb[0]);
		this.foreground = color(rgb[1]);
		this.alternate = color(rgb[2]);
		this.line = color(rgb[3]);
		this.headerBackground = color(rgb[4]);
		this.headerForeground = color(rgb[5]);
		this.muted = color(rgb[6]);
		this.selectionBackground = color(rgb[7]);
		this.selectionForeground = color(rgb[8]);
		this.anchor = color(rgb[9]);
		this.accent = color(rgb[10]);
		this.good = color(rgb[11]);
		this.warning = color(rgb[12]);
		this.bad = color(rgb[13]);
		this.unknown = color(rgb[14]);
		this.lowBand = color(rgb[15]);
		this.middleBand = color(rgb[16]);
		this.highBand = color(rgb[17]);
		this.area = color(rgb[18]);
		this.average = color(rgb[19]);
		this.minimum = color(rgb[20]);
		this.total = color(rgb[21]);
	}

	private static Color color(int rgb) {
		return new Color(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
	}

	/** @return the colours that go with the theme of the workbench; the light ones where there is no workbench */
	public static Palette current() {
		boolean dark = workbench().map(workbench -> workbench.getService(IThemeEngine.class))
				.map(IThemeEngine::getActiveTheme).filter(theme -> theme.getId().contains("dark")).isPresent();
		return dark ? DARK : LIGHT;
	}

	/** It is there before it counts as running, and views ask for colours then. */
	private static Optional<IWorkbench> workbench() {
		try {
			return Optional.of(PlatformUI.getWorkbench());
		} catch (IllegalStateException e) {
			return Optional.empty();
		}
	}

	/**
	 * @param owner  as long as it lives
	 * @param change run on the UI thread after the theme of the workbench changed; never where there is no workbench
	 */
	public static void onChange(Control owner, Runnable change) {
		Optional<IEventBroker> found = workbench().map(workbench -> workbench.getService(IEventBroker.class));
		if (found.isEmpty()) {
			return;
		}
		IEventBroker broker = found.get();
		EventHandler handler = event -> owner.getDisplay().asyncExec(() -> {
			if (!owner.isDisposed()) {
				change.run();
			}
		});
		broker.subscribe(IThemeEngine.Events.THEME_CHANGED, handler);
		owner.addDisposeListener(event -> broker.unsubscribe(handler));
	}

	/**
	 * @param state how something is doing: {@code UP}, {@code DOWN}, {@code live}, {@code ERROR}, in either case
	 * @return the colour that tells it
	 */
	public Color state(String state) {
		return switch (state.strip().toUpperCase(java.util.Locale.ROOT)) {
		case "UP", "ONLINE", "LIVE", "OPEN", "DONE" -> good;
		case "DOWN", "ERROR", "FAILED" -> bad;
		case "MISCONFIGURED", "WARNING", "SILENT", "OFFLINE", "BLOCKED" -> warning;
		case "INFO", "RUNNING" -> accent;
		default -> unknown;
		};
	}

	/**
	 * @param utilisation used of owned, 1.0 is all
	 * @return the colour of its band: up to 69 %, up to 89 %, more
	 */
	public Color band(double utilisation) {
		return utilisation < 0.7 ? lowBand : utilisation < 0.9 ? middleBand : highBand;
	}

	/** @return whether the theme is a dark one */
	public boolean dark() {
		return dark;
	}

	/** @return behind text */
	public Color background() {
		return background;
	}

	/** @return text */
	public Color foreground() {
		return foreground;
	}

	/** @return behind the text of every other row */
	public Color alternate() {
		return alternate;
	}

	/** @return thin lines between cells */
	public Color line() {
		return line;
	}

	/** @return behind headings */
	public Color headerBackground() {
		return headerBackground;
	}

	/** @return headings */
	public Color headerForeground() {
		return headerForeground;
	}

	/** @return text of less weight */
	public Color muted() {
		return muted;
	}

	/** @return behind selected text */
	public Color selectionBackground() {
		return selectionBackground;
	}

	/** @return selected text */
	public Color selectionForeground() {
		return selectionForeground;
	}

	/** @return the frame of the cell that has the keyboard */
	public Color anchor() {
		return anchor;
	}

	/** @return what shall catch the eye */
	public Color accent() {
		return accent;
	}

	/** @return trouble */
	public Color bad() {
		return bad;
	}

	/** @return doing well */
	public Color good() {
		return good;
	}

	/** @return not as it should be */
	public Color warning() {
		return warning;
	}

	/** @return below the line of the maximum in a chart */
	public Color area() {
		return area;
	}

	/** @return the average in a chart */
	public Color average() {
		return average;
	}

	/** @return the minimum in a chart */
	public Color minimum() {
		return minimum;
	}

	/** @return the seats owned in a chart */
	public Color total() {
		return total;
	}
}
