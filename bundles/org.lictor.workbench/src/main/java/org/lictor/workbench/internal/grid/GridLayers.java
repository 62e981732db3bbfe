package org.lictor.workbench.internal.grid;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.nebula.widgets.nattable.NatTable;
import org.eclipse.nebula.widgets.nattable.config.ConfigRegistry;
import org.eclipse.nebula.widgets.nattable.config.NatTableConfigAttributes;
import org.eclipse.nebula.widgets.nattable.data.IDataProvider;
import org.eclipse.nebula.widgets.nattable.filterrow.FilterRowHeaderComposite;
import org.eclipse.nebula.widgets.nattable.filterrow.IFilterStrategy;
import org.eclipse.nebula.widgets.nattable.grid.GridRegion;
import org.eclipse.nebula.widgets.nattable.grid.layer.ColumnHeaderLayer;
import org.eclipse.nebula.widgets.nattable.grid.layer.config.DefaultGridLayerConfiguration;
import org.eclipse.nebula.widgets.nattable.hideshow.ColumnHideShowLayer;
import org.eclipse.nebula.widgets.nattable.layer.CompositeLayer;
import org.eclipse.nebula.widgets.nattable.layer.DataLayer;
import org.eclipse.nebula.widgets.nattable.layer.NoScalingDpiConverter;
import org.eclipse.nebula.widgets.nattable.layer.command.ConfigureScalingCommand;
import org.eclipse.nebula.widgets.nattable.layer.event.RowStructuralRefreshEvent;
import org.eclipse.nebula.widgets.nattable.reorder.ColumnReorderLayer;
import org.eclipse.nebula.widgets.nattable.selection.SelectionLayer;
import org.eclipse.nebula.widgets.nattable.selection.config.RowOnlySelectionBindings;
import org.eclipse.nebula.widgets.nattable.selection.config.RowOnlySelectionConfiguration;
import org.eclipse.nebula.widgets.nattable.sort.SortHeaderLayer;
import org.eclipse.nebula.widgets.nattable.sort.config.SingleClickSortConfiguration;
import org.eclipse.nebula.widgets.nattable.viewport.ViewportLayer;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Composite;
import org.lictor.query.Column;
import org.lictor.query.ResultTable;
import org.lictor.report.CellFormat;
import org.lictor.workbench.internal.table.Arrangement;
import org.lictor.workbench.internal.table.ColumnLayout;
import org.lictor.workbench.internal.table.FittingWidth;
import org.lictor.workbench.internal.ui.Tag;

/** The NatTable of a grid and the layers it is made of. Made anew when a report has other columns. */
final class GridLayers {

	private static final int PADDING_OF_ROW = 9;
	private static final int PADDING_OF_CELL = 15;
	private static final int ROOM_FOR_SORT_ICON = 12;
	private static final int LEAST_WIDTH = 44;

	private final List<Column> columns;
	private final Supplier<GridContent> content;
	private final GridSpec spec;
	private final DataLayer data;
	private final ColumnReorderLayer reorder;
	private final ColumnHideShowLayer hideShow;
	private final SelectionLayer selection;
	private final ViewportLayer viewport;
	private final FilterRowHeaderComposite<Object> header;
	private final NatTable table;
	private final int rowHeight;
	private final int[] widthsSetByUs;
	private int leastWidthOfWide;
	private boolean wideMayGrow;

	/**
	 * @param parent  of the table
	 * @param spec    how the grid is to be
	 * @param content what it shows
	 * @param sort    told the new arrangement when the reader sorts
	 * @param filter  told the new arrangement when the reader filters
	 * @param wanted  the arrangement the reader last asked for
	 */
	GridLayers(Composite parent, GridSpec spec, Supplier<GridContent> content, Consumer<Arrangement> sort,
			Consumer<Arrangement> filter, Supplier<Arrangement> wanted) {
		this.spec = spec;
		this.content = content;
		this.columns = content.get().table().columns();
		this.widthsSetByUs = new int[columns.size()];
		GC gc = new GC(parent);
		this.rowHeight = gc.getFontMetrics().getHeight() + PADDING_OF_ROW;
		gc.dispose();

		data = new DataLayer(new Body());
		data.setDefaultRowHeight(rowHeight);
		data.setConfigLabelAccumulator(new GridLabels(columns));
		reorder = new ColumnReorderLayer(data);
		hideShow = new ColumnHideShowLayer(reorder);
		selection = new SelectionLayer(hideShow, false);
		selection.addConfiguration(new RowOnlySelectionBindings());
		selection.addConfiguration(new RowOnlySelectionConfiguration());
		viewport = new ViewportLayer(selection);

		ConfigRegistry registry = new ConfigRegistry();
		IDataProvider headings = new Headings();
		DataLayer headingData = new DataLayer(headings);
		headingData.setDefaultRowHeight(rowHeight);
		ColumnHeaderLayer columnHeader = new ColumnHeaderLayer(headingData, viewport, selection);
		GridSort sortModel = new GridSort(columns, wanted, sort);
		SortHeaderLayer<Object> sortHeader = new SortHeaderLayer<>(columnHeader, sortModel, false);
		sortHeader.addConfiguration(new SingleClickSortConfiguration());
		IFilterStrategy<Object> strategy = texts -> filter.accept(filtered(wanted.get(), texts));
		header = new FilterRowHeaderComposite<>(strategy, sortHeader, headings, registry);
		header.getFilterRowDataLayer().setDefaultRowHeight(rowHeight);

		CompositeLayer grid = new CompositeLayer(1, 2);
		grid.setChildLayer(GridRegion.COLUMN_HEADER, header, 0, 0);
		grid.setChildLayer(GridRegion.BODY, viewport, 0, 1);
		grid.addConfiguration(new DefaultGridLayerConfiguration(grid) {
			@Override
			protected void addAlternateRowColoringConfig(CompositeLayer layer) {
				// every other row is told by GridLabels
			}

			@Override
			protected void addPrintUIBindings() {
				// reports are printed as PDF
			}

			@Override
			protected void addExcelExportUIBindings() {
				// Export... writes CSV, XLSX and PDF
			}
		});
		table = new NatTable(parent, NatTable.DEFAULT_STYLE_OPTIONS, grid, false);
		table.setConfigRegistry(registry);
		
		Tag.name(table, spec.id() + ".grid");
	}

	private Arrangement filtered(Arrangement arrangement, Map<Integer, Object> texts) {
		Arrangement filtered = arrangement.unfiltered();
		for (Map.Entry<Integer, Object> text : texts.entrySet()) {
			filtered = filtered.filtered(columns.get(text.getKey()).key(), text.getValue().toString());
		}
		return filtered;
	}

	/** Takes the configurations added to the table into use. */
	void configure() {
		table.configure();
		// sizes are worked out from the font, which is scaled already
		table.doCommand(new ConfigureScalingCommand(new NoScalingDpiConverter()));
		// which takes the desktop's scale of texts out of the fonts again
		table.getConfigRegistry().registerConfigAttribute(NatTableConfigAttributes.FONT_SCALING_FACTOR, 1f);
	}

	NatTable table() {
		return table;
	}

	SelectionLayer selection() {
		return selection;
	}

	ViewportLayer viewport() {
		return viewport;
	}

	List<Column> columns() {
		return columns;
	}

	int rowHeight() {
		return rowHeight;
	}

	/** Tells all layers that there are other rows now. */
	void rowsChanged() {
		data.fireLayerEvent(new RowStructuralRefreshEvent(data));
	}

	/** Shows a filter that was not entered in the filter row. */
	void showFilters(Arrangement arrangement) {
		Map<Integer, Object> shown = header.getFilterRowDataLayer().getFilterRowDataProvider().getFilterIndexToObjectMap();
		shown.clear();
		arrangement.filters().forEach((key, text) -> {
			int column = index(key);
			if (column >= 0) {
				shown.put(column, text);
			}
		});
		table.refresh(false);
	}

	/** @return index of the column of that key, -1 when there is none */
	int index(String key) {
		for (int column = 0; column < columns.size(); column++) {
			if (columns.get(column).key().equals(key)) {
				return column;
			}
		}
		return -1;
	}

	/** @return indices of the visible columns, in the order in which they stand */
	int[] visibleColumns() {
		int[] visible = new int[hideShow.getColumnCount()];
		for (int position = 0; position < visible.length; position++) {
			visible[position] = hideShow.getColumnIndexByPosition(position);
		}
		return visible;
	}

	/** @return index of the column at a position of the table, -1 when there is none */
	int columnAt(int position) {
		return position < 0 ? -1 : table.getColumnIndexByPosition(position);
	}

	/**
	 * @param widthsByReader widths that the reader set, by key
	 * @return how the columns stand now
	 */
	ColumnLayout layout(Map<String, Integer> widthsByReader) {
		List<ColumnLayout.Setting> settings = new ArrayList<>();
		for (int position = 0; position < reorder.getColumnCount(); position++) {
			int index = reorder.getColumnIndexByPosition(position);
			String key = columns.get(index).key();
			settings.add(new ColumnLayout.Setting(key, widthsByReader.getOrDefault(key, ColumnLayout.FITTING),
					!hideShow.isColumnIndexHidden(index)));
		}
		return new ColumnLayout(settings);
	}

	/**
	 * Arranges the columns.
	 *
	 * @param layout with a setting for each column
	 * @param bold   font of the headings
	 */
	void apply(ColumnLayout layout, Font bold) {
		int[] fitting = fittingWidths(bold);
		hideShow.showAllColumns();
		int[] order = layout.settings().stream().mapToInt(setting -> index(setting.key())).toArray();
		reorder.reorderMultipleColumnIndexes(order, 0, true);
		List<Integer> hidden = new ArrayList<>();
		for (ColumnLayout.Setting setting : layout.settings()) {
			int index = index(setting.key());
			setWidth(index, setting.width() == ColumnLayout.FITTING ? fitting[index] : setting.width());
			if (setting.key().equals(spec.wide())) {
				leastWidthOfWide = data.getColumnWidthByPosition(index);
				wideMayGrow = setting.width() == ColumnLayout.FITTING;
			}
			if (!setting.visible()) {
				hidden.add(index);
			}
		}
		hideShow.hideColumnIndexes(hidden);
		fill();
	}

	/** @return the widths that the reader set since they were last set by us, by key of the column */
	Map<String, Integer> widthsSetByReader() {
		Map<String, Integer> widths = new HashMap<>();
		for (int column = 0; column < widthsSetByUs.length; column++) {
			int width = data.getColumnWidthByPosition(column);
			if (width != widthsSetByUs[column]) {
				widths.put(columns.get(column).key(), width);
			}
		}
		if (widths.containsKey(spec.wide())) {
			wideMayGrow = false;
		}
		return widths;
	}

	private int[] fittingWidths(Font bold) {
		ResultTable shown = content.get().table();
		int[] widths = new int[columns.size()];
		GC gc = new GC(table);
		for (int column = 0; column < widths.length; column++) {
			gc.setFont(bold);
			int heading = gc.textExtent(CellFormat.heading(columns.get(column))).x + ROOM_FOR_SORT_ICON;
			gc.setFont(table.getFont());
			int values = FittingWidth.ofValues(shown, column, text -> gc.textExtent(text).x)
					+ (GridLabels.showsState(columns.get(column)) ? rowHeight : 0);
			widths[column] = Math.max(LEAST_WIDTH, Math.max(heading, values) + PADDING_OF_CELL);
		}
		gc.dispose();
		return widths;
	}

	/** Widens the wide column to take the room left over, unless the reader gave it a width. */
	void fill() {
		int wide = index(spec.wide());
		int room = table.getClientArea().width;
		if (wide < 0 || !wideMayGrow || room <= 0) {
			return;
		}
		int others = 0;
		for (int column : visibleColumns()) {
			others += column == wide ? 0 : data.getColumnWidthByPosition(column);
		}
		int width = Math.max(leastWidthOfWide, room - others);
		if (width != data.getColumnWidthByPosition(wide)) {
			setWidth(wide, width);
		}
	}

	private void setWidth(int column, int width) {
		widthsSetByUs[column] = width;
		data.setColumnWidthByPosition(column, width);
	}

	/** The values of the body. */
	private final class Body implements IDataProvider {

		@Override
		public Object getDataValue(int column, int row) {
			GridContent now = content.get();
			int index = now.rows()[row];
			Object value = now.table().value(index, column);
			if (spec.live().isPresent() && spec.live().get().column().equals(columns.get(column).key())) {
				return spec.live().get().now(now.table(), index, value);
			}
			return value;
		}

		@Override
		public void setDataValue(int column, int row, Object value) {
			throw new UnsupportedOperationException("result tables are not edited");
		}

		@Override
		public int getColumnCount() {
			return columns.size();
		}

		@Override
		public int getRowCount() {
			return content.get().rows().length;
		}
	}

	/** The headings with their units. */
	private final class Headings implements IDataProvider {

		@Override
		public Object getDataValue(int column, int row) {
			return CellFormat.heading(columns.get(column));
		}

		@Override
		public void setDataValue(int column, int row, Object value) {
			throw new UnsupportedOperationException("headings are not edited");
		}

		@Override
		public int getColumnCount() {
			return columns.size();
		}

		@Override
		public int getRowCount() {
			return 1;
		}
	}
}
