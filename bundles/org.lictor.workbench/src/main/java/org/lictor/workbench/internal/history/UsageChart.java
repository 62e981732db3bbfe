package org.lictor.workbench.internal.history;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.lictor.query.Granularity;
import org.lictor.workbench.internal.history.ChartData.Figure;
import org.lictor.workbench.internal.history.StepLine.Step;
import org.lictor.workbench.internal.ui.Palette;
import org.lictor.workbench.internal.ui.Tag;

/**
 * Draws use over time: a step line for each figure, axes with units, stretches of which nothing is known hatched. The
 * mouse or the arrow keys read the figures of a period. For the UI thread.
 */
public final class UsageChart {

	private static final int PADDING = 8;
	private static final int MARK = 5;

	private final Canvas canvas;
	private final List<Figure> figures;
	private final Set<Figure> drawn;
	private Optional<ChartData> data = Optional.empty();
	private String title = "";
	private String message = "";
	private int read = -1;

	/**
	 * @param parent  of the chart
	 * @param name    first part of the names of its widgets
	 * @param figures that can be drawn, in the order in which they are drawn over each other
	 */
	public UsageChart(Composite parent, String name, List<Figure> figures) {
		this.figures = List.copyOf(figures);
		this.drawn = EnumSet.copyOf(figures);
		canvas = Tag.name(new Canvas(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND), name + ".chart");
		canvas.addListener(SWT.Paint, event -> paint(event.gc));
		canvas.addListener(SWT.MouseMove, event -> point(event.x));
		canvas.addListener(SWT.MouseExit, event -> read(-1));
		canvas.addListener(SWT.MouseDown, event -> canvas.setFocus());
		canvas.addListener(SWT.KeyDown, this::key);
		canvas.addListener(SWT.FocusIn, event -> canvas.redraw());
		canvas.addListener(SWT.FocusOut, event -> canvas.redraw());
		canvas.addListener(SWT.Traverse, event -> event.doit = event.detail != SWT.TRAVERSE_ARROW_NEXT && event.detail != SWT.TRAVERSE_ARROW_PREVIOUS);
		Palette.onChange(canvas, canvas::redraw);
	}

	/** @return the figures that can be drawn */
	List<Figure> figures() {
		return figures;
	}

	/** @return the control of this chart */
	public Canvas control() {
		return canvas;
	}

	/**
	 * @param heading what the chart shows, for people
	 * @param shown   what is drawn from now on
	 */
	public void show(String heading, ChartData shown) {
		title = heading;
		message = "";
		data = Optional.of(shown);
		read = Math.min(read, shown.points().size() - 1);
		canvas.redraw();
	}

	/**
	 * @param text said instead of a chart from now on
	 */
	public void say(String text) {
		message = text;
		data = Optional.empty();
		read = -1;
		canvas.redraw();
	}

	/**
	 * @param figure  one of the figures
	 * @param visible whether it is drawn
	 */
	public void draw(Figure figure, boolean visible) {
		if (visible) {
			drawn.add(figure);
		} else {
			drawn.remove(figure);
		}
		canvas.redraw();
	}

	/**
	 * @param figure  one of the figures
	 * @param palette the colours
	 * @return the colour in which it is drawn
	 */
	static Color colour(Figure figure, Palette palette) {
		return switch (figure) {
		case TOTAL -> palette.total();
		case MAXIMUM, ASSIGNED, DENIALS -> palette.accent();
		case MINIMUM -> palette.minimum();
		case AVERAGE, DENIAL_EVENTS -> palette.average();
		};
	}

	private void key(Event event) {
		int last = data.map(d -> d.points().size() - 1).orElse(-1);
		switch (event.keyCode) {
		case SWT.ARROW_LEFT -> read(Math.max(0, read < 0 ? last : read - 1));
		case SWT.ARROW_RIGHT -> read(Math.min(last, read + 1));
		case SWT.HOME -> read(Math.min(0, last));
		case SWT.END -> read(last);
		case SWT.ESC -> read(-1);
		default -> {
			// keys of no meaning here
		}
		}
	}

	private void read(int index) {
		if (index != read) {
			read = index;
			canvas.redraw();
		}
	}

	private void point(int x) {
		data.ifPresent(shown -> {
			GC gc = new GC(canvas);
			Plot plot = new Plot(gc, shown, Palette.current());
			gc.dispose();
			Instant moment = plot.time.at((double) (x - plot.area.x) / plot.area.width);
			read(x < plot.area.x || x > plot.area.x + plot.area.width ? -1 : shown.at(moment).map(shown.points()::indexOf).orElse(-1));
		});
	}

	private void paint(GC gc) {
		Palette palette = Palette.current();
		Rectangle all = canvas.getClientArea();
		gc.setBackground(palette.background());
		gc.fillRectangle(all);
		gc.setAntialias(SWT.ON);
		if (data.isEmpty()) {
			gc.setForeground(palette.muted());
			Point size = gc.textExtent(message);
			gc.drawText(message, (all.width - size.x) / 2, (all.height - size.y) / 2, true);
			return;
		}
		Plot plot = new Plot(gc, data.get(), palette);
		if (plot.area.width > 20 && plot.area.height > 20) {
			plot.paint();
		}
	}

	/** One painting: where everything stands, worked out from the size of the canvas and the font. */
	private final class Plot {

		private final GC gc;
		private final ChartData shown;
		private final Palette palette;
		private final Rectangle all = canvas.getClientArea();
		private final int line;
		private final ValueAxis values;
		private final TimeAxis time;
		private final Rectangle area;

		Plot(GC gc, ChartData shown, Palette palette) {
			this.gc = gc;
			this.shown = shown;
			this.palette = palette;
			this.line = gc.getFontMetrics().getHeight();
			int top = PADDING + line + PADDING;
			int bottom = MARK + line + 2 + line + PADDING;
			int height = Math.max(1, all.height - top - bottom);
			values = ValueAxis.upTo(shown.greatest(List.copyOf(drawn)), Math.max(1, height / (line * 2)));
			int left = PADDING + gc.textExtent(Long.toString(values.top())).x + MARK + 3;
			int width = Math.max(1, all.width - left - 2 * PADDING);
			area = new Rectangle(left, top, width, height);
			time = TimeAxis.between(shown.span().from(), shown.span().until(), shown.zone(),
					Math.max(2, width / (gc.textExtent("00 MMM").x + 4 * PADDING)));
		}

		private int x(Instant at) {
			return area.x + (int) Math.round(time.share(at) * area.width);
		}

		private int y(double value) {
			return area.y + area.height - (int) Math.round(value / values.top() * area.height);
		}

		void paint() {
			gc.setForeground(palette.foreground());
			gc.drawText(title, area.x, PADDING, true);
			valueAxis();
			if (figures.stream().noneMatch(Figure::happens)) {
				gaps();
			}
			timeAxis();
			Rectangle before = gc.getClipping();
			gc.setClipping(new Rectangle(area.x, area.y - 1, area.width + 1, area.height + 2));
			drawn.stream().filter(Figure::filled)
					.forEach(figure -> shown.lines(figure).forEach(this::fill));
			for (Figure figure : figures) {
				if (drawn.contains(figure)) {
					gc.setForeground(colour(figure, palette));
					gc.setLineWidth(figure == Figure.TOTAL ? 1 : 2);
					gc.setLineStyle(figure == Figure.TOTAL ? SWT.LINE_DASH : SWT.LINE_SOLID);
					shown.lines(figure).forEach(steps -> gc.drawPolyline(figure.happens() ? standing(steps) : corners(steps)));
				}
			}
			gc.setLineWidth(1);
			gc.setLineStyle(SWT.LINE_SOLID);
			gc.setClipping(before);
			gc.setForeground(palette.muted());
			gc.drawLine(area.x, area.y, area.x, area.y + area.height);
			gc.drawLine(area.x, area.y + area.height, area.x + area.width, area.y + area.height);
			if (read >= 0 && read < shown.points().size()) {
				reading(shown.points().get(read));
			}
		}

		private void valueAxis() {
			for (long mark : values.marks()) {
				int y = y(mark);
				gc.setForeground(palette.line());
				gc.drawLine(area.x, y, area.x + area.width, y);
				gc.setForeground(palette.muted());
				String label = Long.toString(mark);
				gc.drawText(label, area.x - MARK - gc.textExtent(label).x, y - line / 2, true);
			}
			String unit = figures.getFirst().unit();
			gc.drawText(unit, Math.max(area.x + gc.textExtent(title).x + 3 * PADDING, all.width - PADDING - gc.textExtent(unit).x), PADDING, true);
		}

		private void timeAxis() {
			int base = area.y + area.height;
			int free = Integer.MIN_VALUE;
			for (TimeAxis.Mark mark : time.marks()) {
				int x = x(mark.at());
				gc.setForeground(palette.line());
				gc.drawLine(x, area.y, x, base);
				gc.setForeground(mark.major() ? palette.foreground() : palette.muted());
				gc.drawLine(x, base, x, base + MARK);
				int width = gc.textExtent(mark.label()).x;
				int left = Math.clamp(x - width / 2, 0, Math.max(0, all.width - width));
				if (left > free) {
					gc.drawText(mark.label(), left, base + MARK, true);
					free = left + width + PADDING;
				}
			}
			gc.setForeground(palette.muted());
			String name = "time, " + shown.zone() + ", one step a " + shown.by().name().toLowerCase(Locale.ROOT);
			gc.drawText(name, area.x + (area.width - gc.textExtent(name).x) / 2, base + MARK + line + 2, true);
		}

		private void gaps() {
			for (ChartData.Gap gap : shown.gaps()) {
				Rectangle hatched = new Rectangle(x(gap.begin()), area.y, Math.max(1, x(gap.end()) - x(gap.begin())), area.height);
				gc.setBackground(palette.alternate());
				gc.fillRectangle(hatched);
				Rectangle before = gc.getClipping();
				gc.setClipping(hatched.intersection(before));
				gc.setForeground(palette.line());
				for (int x = hatched.x - hatched.height; x < hatched.x + hatched.width; x += 8) {
					gc.drawLine(x, hatched.y + hatched.height, x + hatched.height, hatched.y);
				}
				String text = "not known";
				Point size = gc.textExtent(text);
				if (size.x + 2 * PADDING < hatched.width) {
					gc.setForeground(palette.muted());
					gc.drawText(text, hatched.x + (hatched.width - size.x) / 2, hatched.y + hatched.height / 2 - size.y / 2, false);
				}
				gc.setClipping(before);
			}
		}

		private int[] corners(StepLine steps) {
			int[] corners = new int[steps.steps().size() * 4];
			int at = 0;
			for (Step step : steps.steps()) {
				corners[at++] = x(step.begin());
				corners[at++] = y(step.value());
				corners[at++] = x(step.end());
				corners[at++] = y(step.value());
			}
			return corners;
		}

		/** From nothing up, and down to nothing. */
		private int[] standing(StepLine steps) {
			int[] corners = corners(steps);
			int[] standing = new int[corners.length + 4];
			System.arraycopy(corners, 0, standing, 2, corners.length);
			standing[0] = corners[0];
			standing[1] = y(0);
			standing[standing.length - 2] = corners[corners.length - 2];
			standing[standing.length - 1] = y(0);
			return standing;
		}

		private void fill(StepLine steps) {
			gc.setBackground(palette.area());
			gc.fillPolygon(standing(steps));
		}

		private void reading(HistoryPoint point) {
			int left = x(point.begin());
			int right = x(point.end());
			gc.setForeground(palette.foreground());
			gc.setAlpha(40);
			gc.setBackground(palette.foreground());
			gc.fillRectangle(left, area.y, Math.max(1, right - left), area.height);
			gc.setAlpha(255);
			List<String> lines = new ArrayList<>();
			lines.add(period(point));
			for (Figure figure : figures) {
				if (drawn.contains(figure)) {
					lines.add(figure.label() + ": " + text(figure.of(point)));
				}
			}
			int width = lines.stream().mapToInt(text -> gc.textExtent(text).x).max().orElse(0) + 2 * PADDING;
			int height = lines.size() * line + 2 * PADDING;
			int x = right + PADDING + width < all.width ? right + PADDING : Math.max(0, left - PADDING - width);
			int y = area.y + PADDING;
			gc.setBackground(palette.headerBackground());
			gc.fillRoundRectangle(x, y, width, height, 6, 6);
			gc.setForeground(palette.muted());
			gc.drawRoundRectangle(x, y, width, height, 6, 6);
			gc.setForeground(palette.headerForeground());
			for (int index = 0; index < lines.size(); index++) {
				gc.drawText(lines.get(index), x + PADDING, y + PADDING + index * line, true);
			}
		}

		private String period(HistoryPoint point) {
			ZonedDateTime begin = point.begin().atZone(shown.zone());
			ZonedDateTime end = point.end().atZone(shown.zone());
			String pattern = shown.by() == Granularity.HOUR ? "EEE d MMM uuuu HH:mm" : "EEE d MMM uuuu";
			DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
			return switch (shown.by()) {
			case HOUR -> format.format(begin) + DateTimeFormatter.ofPattern(" 'to' HH:mm", Locale.ENGLISH).format(end);
			case DAY -> format.format(begin);
			case WEEK, MONTH, QUARTER -> format.format(begin) + " to " + format.format(end.minusNanos(1));
			};
		}

		private String text(OptionalDouble value) {
			if (value.isEmpty()) {
				return "not known";
			}
			double number = value.getAsDouble();
			return number == Math.rint(number) ? Long.toString((long) number) : String.format(Locale.ROOT, "%.2f", number);
		}
	}
}
