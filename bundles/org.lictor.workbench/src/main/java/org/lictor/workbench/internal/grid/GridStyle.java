package org.lictor.workbench.internal.grid;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import org.eclipse.nebula.widgets.nattable.config.AbstractRegistryConfiguration;
import org.eclipse.nebula.widgets.nattable.config.CellConfigAttributes;
import org.eclipse.nebula.widgets.nattable.config.IConfigRegistry;
import org.eclipse.nebula.widgets.nattable.config.IEditableRule;
import org.eclipse.nebula.widgets.nattable.data.convert.DefaultDisplayConverter;
import org.eclipse.nebula.widgets.nattable.edit.EditConfigAttributes;
import org.eclipse.nebula.widgets.nattable.filterrow.FilterRowTextCellEditor;
import org.eclipse.nebula.widgets.nattable.filterrow.config.FilterRowConfigAttributes;
import org.eclipse.nebula.widgets.nattable.grid.GridRegion;
import org.eclipse.nebula.widgets.nattable.painter.cell.BackgroundPainter;
import org.eclipse.nebula.widgets.nattable.painter.cell.ICellPainter;
import org.eclipse.nebula.widgets.nattable.painter.cell.TextPainter;
import org.eclipse.nebula.widgets.nattable.painter.cell.decorator.PaddingDecorator;
import org.eclipse.nebula.widgets.nattable.sort.painter.SortIconPainter;
import org.eclipse.nebula.widgets.nattable.sort.painter.SortableHeaderTextPainter;
import org.eclipse.nebula.widgets.nattable.style.BorderStyle;
import org.eclipse.nebula.widgets.nattable.style.BorderStyle.LineStyleEnum;
import org.eclipse.nebula.widgets.nattable.style.CellStyleAttributes;
import org.eclipse.nebula.widgets.nattable.style.DisplayMode;
import org.eclipse.nebula.widgets.nattable.style.HorizontalAlignmentEnum;
import org.eclipse.nebula.widgets.nattable.style.SelectionStyleLabels;
import org.eclipse.nebula.widgets.nattable.style.Style;
import org.eclipse.nebula.widgets.nattable.style.VerticalAlignmentEnum;
import org.eclipse.nebula.widgets.nattable.ui.util.CellEdgeEnum;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.lictor.query.ColumnType;
import org.lictor.report.CellFormat;
import org.lictor.workbench.internal.ui.Palette;

/** How cells look and how their values are written. Registered again when the theme changes. */
final class GridStyle extends AbstractRegistryConfiguration {

	private static final String EVERYWHERE = "";
	private static final int SIDE = 6;

	private final Palette palette;
	private final Font font;
	private final Font bold;
	private final GridConverters converters;
	private final IntFunction<String> filterProblem;

	/**
	 * @param palette     the colours
	 * @param font        of values
	 * @param bold        the same for headings
	 * @param format      how values are written now
	 * @param filterProblem what is wrong with the filter of a column, by its index; empty when nothing is
	 */
	GridStyle(Palette palette, Font font, Font bold, Supplier<CellFormat> format, IntFunction<String> filterProblem) {
		this.palette = palette;
		this.font = font;
		this.bold = bold;
		this.converters = new GridConverters(format);
		this.filterProblem = filterProblem;
	}

	@Override
	public void configureRegistry(IConfigRegistry registry) {
		style(registry, palette.background(), palette.foreground(), font, DisplayMode.NORMAL, EVERYWHERE);
		style(registry, palette.alternate(), palette.foreground(), font, DisplayMode.NORMAL, GridLabels.ALTERNATE);
		style(registry, palette.selectionBackground(), palette.selectionForeground(), font, DisplayMode.SELECT, EVERYWHERE);
		registry.registerConfigAttribute(CellConfigAttributes.GRID_LINE_COLOR, palette.line());
		registry.registerConfigAttribute(CellConfigAttributes.DISPLAY_CONVERTER, new DefaultDisplayConverter());
		registry.registerConfigAttribute(CellConfigAttributes.CELL_PAINTER, text());
		anchor(registry);
		values(registry);
		headings(registry);
		filters(registry);
	}

	private static ICellPainter text() {
		return cell(new TextPainter(false, false, false));
	}

	private static ICellPainter cell(ICellPainter inside) {
		return new BackgroundPainter(new PaddingDecorator(inside, 0, SIDE, 0, SIDE, false));
	}

	private void values(IConfigRegistry registry) {
		for (ColumnType type : ColumnType.values()) {
			String label = GridLabels.type(type);
			registry.registerConfigAttribute(CellConfigAttributes.DISPLAY_CONVERTER, converters.of(type),
					DisplayMode.NORMAL, label);
			if (CellFormat.alignedRight(type)) {
				Style right = new Style();
				right.setAttributeValue(CellStyleAttributes.HORIZONTAL_ALIGNMENT, HorizontalAlignmentEnum.RIGHT);
				registry.registerConfigAttribute(CellConfigAttributes.CELL_STYLE, right, DisplayMode.NORMAL, label);
			}
		}
		painter(registry, cell(new StatePainter(palette)), GridLabels.STATE);
		painter(registry, new BackgroundPainter(new BandPainter(palette)), GridLabels.BAND);
	}

	private void headings(IConfigRegistry registry) {
		for (DisplayMode mode : List.of(DisplayMode.NORMAL, DisplayMode.SELECT)) {
			style(registry, palette.headerBackground(), palette.headerForeground(), bold, mode, GridRegion.COLUMN_HEADER);
		}
		painter(registry, cell(new SortableHeaderTextPainter(new TextPainter(false, false, false), CellEdgeEnum.RIGHT,
				new SortIconPainter(false, palette.dark()), false, 0, false)), GridRegion.COLUMN_HEADER);
	}

	private void filters(IConfigRegistry registry) {
		style(registry, palette.background(), palette.foreground(), font, DisplayMode.NORMAL, GridRegion.FILTER_ROW);
		painter(registry, cell(new FilterPainter(palette, filterProblem)), GridRegion.FILTER_ROW);
		registry.registerConfigAttribute(EditConfigAttributes.CELL_EDITABLE_RULE, IEditableRule.ALWAYS_EDITABLE,
				DisplayMode.NORMAL, GridRegion.FILTER_ROW);
		registry.registerConfigAttribute(EditConfigAttributes.CELL_EDITOR, new FilterRowTextCellEditor(),
				DisplayMode.NORMAL, GridRegion.FILTER_ROW);
		registry.registerConfigAttribute(CellConfigAttributes.DISPLAY_CONVERTER, new DefaultDisplayConverter(),
				DisplayMode.NORMAL, GridRegion.FILTER_ROW);
		registry.registerConfigAttribute(FilterRowConfigAttributes.FILTER_DISPLAY_CONVERTER, new DefaultDisplayConverter());
	}

	private void anchor(IConfigRegistry registry) {
		Style anchor = new Style();
		anchor.setAttributeValue(CellStyleAttributes.BORDER_STYLE, new BorderStyle(1, palette.anchor(), LineStyleEnum.SOLID));
		registry.registerConfigAttribute(CellConfigAttributes.CELL_STYLE, anchor, DisplayMode.SELECT,
				SelectionStyleLabels.SELECTION_ANCHOR_STYLE);
		Style gridLine = new Style();
		gridLine.setAttributeValue(CellStyleAttributes.BORDER_STYLE, new BorderStyle(1, palette.anchor(), LineStyleEnum.SOLID));
		registry.registerConfigAttribute(CellConfigAttributes.CELL_STYLE, gridLine, DisplayMode.SELECT,
				SelectionStyleLabels.SELECTION_ANCHOR_GRID_LINE_STYLE);
	}

	private static void painter(IConfigRegistry registry, ICellPainter painter, String label) {
		registry.registerConfigAttribute(CellConfigAttributes.CELL_PAINTER, painter, DisplayMode.NORMAL, label);
	}

	private static void style(IConfigRegistry registry, Color background, Color foreground, Font font, DisplayMode mode,
			String label) {
		Style style = new Style();
		style.setAttributeValue(CellStyleAttributes.BACKGROUND_COLOR, background);
		style.setAttributeValue(CellStyleAttributes.FOREGROUND_COLOR, foreground);
		style.setAttributeValue(CellStyleAttributes.FONT, font);
		if (!label.equals(GridLabels.ALTERNATE)) {
			style.setAttributeValue(CellStyleAttributes.HORIZONTAL_ALIGNMENT, HorizontalAlignmentEnum.LEFT);
			style.setAttributeValue(CellStyleAttributes.VERTICAL_ALIGNMENT, VerticalAlignmentEnum.MIDDLE);
		}
		if (label.isEmpty()) {
			registry.registerConfigAttribute(CellConfigAttributes.CELL_STYLE, style, mode);
		} else {
			registry.registerConfigAttribute(CellConfigAttributes.CELL_STYLE, style, mode, label);
		}
	}
}
