package org.lictor.workbench.internal.overview;

import java.util.List;
import java.util.Objects;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.lictor.workbench.internal.ui.CutLabel;
import org.lictor.workbench.internal.ui.Palette;
import org.lictor.workbench.internal.ui.Tag;

/** A heading with a way to the view behind it, and some lines under it. */
final class Card {

	/**
	 * A line: what it is about, two facts.
	 *
	 * @param state  how it is doing, shown as a dot; empty for no dot
	 * @param name   what it is about
	 * @param first  a fact
	 * @param second another, may be empty
	 * @param bar    a share drawn behind the line, below 0 for none
	 */
	record Line(String state, String name, String first, String second, double bar) {

		Line {
			Objects.requireNonNull(state, "state");
			Objects.requireNonNull(name, "name");
			Objects.requireNonNull(first, "first");
			Objects.requireNonNull(second, "second");
		}

		Line(String state, String name, String first, String second) {
			this(state, name, first, second, -1);
		}

		static Line bar(String name, String fact, double share) {
			return new Line("", name, "", fact, share);
		}
	}

	private static final int SIDE = 4;
	private static final int SPACE = 7;

	private final CutLabel summary;
	private final Canvas canvas;
	private final int most;
	private List<Line> lines = List.of();
	private String nothing = "";

	Card(Composite parent, String name, String title, Font bold, Runnable open, int most) {
		this.most = most;
		Composite card = Tag.style(new Composite(parent, SWT.NONE), "LictorCard");
		card.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		GridLayout layout = new GridLayout(3, false);
		layout.marginWidth = 14;
		layout.marginHeight = 10;
		card.setLayout(layout);
		Label heading = Tag.style(new Label(card, SWT.NONE), "LictorCardText");
		heading.setFont(bold);
		heading.setText(title);
		summary = Tag.style(Tag.name(new CutLabel(card, SWT.RIGHT), name + ".summary"), "LictorCardMuted");
		summary.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		Link more = Tag.style(Tag.name(new Link(card, SWT.NONE), name + ".open"), "LictorCardText");
		more.setText("<a>Show all</a>");
		more.addListener(SWT.Selection, event -> open.run());
		canvas = Tag.name(new Canvas(card, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND), name);
		GridData data = new GridData(SWT.FILL, SWT.FILL, true, true, 3, 1);
		GC gc = new GC(canvas);
		data.heightHint = most * lineHeight(gc);
		gc.dispose();
		canvas.setLayoutData(data);
		canvas.addListener(SWT.Paint, event -> paint(event.gc));
		Palette.onChange(canvas, canvas::redraw);
	}

	private static int lineHeight(GC gc) {
		return gc.getFontMetrics().getHeight() + SPACE;
	}

	void show(String text, List<Line> shown, String whenEmpty) {
		summary.setText(text);
		lines = List.copyOf(shown);
		nothing = whenEmpty;
		canvas.setData("org.lictor.text", String.join("\n",
				lines.isEmpty() ? List.of(nothing) : lines.stream().map(line -> line.name() + "\t" + line.first() + "\t" + line.second()).toList()));
		canvas.redraw();
	}

	private void paint(GC gc) {
		Palette palette = Palette.current();
		Rectangle area = canvas.getClientArea();
		gc.setBackground(palette.background());
		gc.fillRectangle(area);
		gc.setAntialias(SWT.ON);
		if (lines.isEmpty()) {
			gc.setForeground(palette.muted());
			wrapped(gc, nothing, area);
			return;
		}
		int height = lineHeight(gc);
		int room = Math.min(most, Math.max(1, area.height / height));
		int shown = lines.size() > room ? room - 1 : lines.size();
		int seconds = lines.stream().limit(shown).mapToInt(line -> gc.textExtent(second(gc, line, area.width)).x).max().orElse(0);
		for (int index = 0; index < shown; index++) {
			line(gc, palette, lines.get(index), new Rectangle(area.x, area.y + index * height, area.width, height), seconds);
		}
		if (lines.size() > shown) {
			gc.setForeground(palette.muted());
			gc.drawText("and " + (lines.size() - shown) + " more", area.x + SIDE, area.y + shown * height + SPACE / 2, true);
		}
	}

	/** The right end of a line, as much of it as there is room for. */
	private static String second(GC gc, Line line, int width) {
		return CutLabel.cut(gc, line.second(), line.first().isEmpty() ? width / 3 : width * 2 / 5);
	}

	/** @param seconds how wide the widest right end of all lines is, so that what stands before them stands in columns */
	private static void line(GC gc, Palette palette, Line line, Rectangle at, int seconds) {
		if (line.bar() >= 0) {
			gc.setBackground(palette.band(line.bar()));
			gc.fillRectangle(at.x, at.y + 2, (int) (at.width * Math.min(1, line.bar())), at.height - 4);
		}
		int x = at.x + SIDE;
		int y = at.y + SPACE / 2;
		if (!line.state().isEmpty()) {
			Color before = gc.getBackground();
			gc.setBackground(palette.state(line.state()));
			int size = Math.max(7, at.height * 2 / 5);
			gc.fillOval(x, at.y + (at.height - size) / 2, size, size);
			gc.setBackground(before);
			x += size + SIDE * 2;
		}
		int width = at.x + at.width - SIDE - x;
		gc.setForeground(palette.foreground());
		String second = second(gc, line, at.width);
		gc.setForeground(line.bar() >= 0 ? palette.foreground() : palette.muted());
		gc.drawText(second, x + width - gc.textExtent(second).x, y, true);
		int left = width - seconds - 2 * SIDE;
		gc.setForeground(palette.foreground());
		int nameRoom = line.first().isEmpty() ? left : left / 2;
		gc.drawText(CutLabel.cut(gc, line.name(), nameRoom - 2 * SIDE), x, y, true);
		gc.drawText(CutLabel.cut(gc, line.first(), left - nameRoom), x + nameRoom, y, true);
	}

	private static void wrapped(GC gc, String text, Rectangle area) {
		StringBuilder line = new StringBuilder();
		int y = area.y + SPACE / 2;
		for (String word : text.split(" ")) {
			Point size = gc.textExtent(line + " " + word);
			if (!line.isEmpty() && size.x > area.width - 2 * SIDE) {
				gc.drawText(line.toString(), area.x + SIDE, y, true);
				y += size.y + 2;
				line.setLength(0);
			}
			line.append(line.isEmpty() ? "" : " ").append(word);
		}
		gc.drawText(line.toString(), area.x + SIDE, y, true);
	}
}
