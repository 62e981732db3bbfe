package org.lictor.workbench.internal.grid;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.nebula.widgets.nattable.coordinate.Range;
import org.eclipse.nebula.widgets.nattable.edit.command.EditCellCommand;
import org.eclipse.nebula.widgets.nattable.layer.cell.ILayerCell;
import org.eclipse.nebula.widgets.nattable.layer.event.ILayerEvent;
import org.eclipse.nebula.widgets.nattable.layer.event.ColumnStructuralChangeEvent;
import org.eclipse.nebula.widgets.nattable.resize.event.ColumnResizeEvent;
import org.eclipse.nebula.widgets.nattable.selection.command.SelectRowsCommand;
import org.eclipse.nebula.widgets.nattable.selection.event.ISelectionEvent;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.lictor.query.ResultTable;
import org.lictor.report.CellFormat;
import org.lictor.report.Excerpt;
import org.lictor.workbench.internal.table.Arrangement;
import org.lictor.workbench.internal.table.Arranger;
import org.lictor.workbench.internal.table.ColumnLayout;
import org.lictor.workbench.internal.table.RowFinder;
import org.lictor.workbench.internal.table.RowNames;
import org.lictor.workbench.internal.table.TableExport;
import org.lictor.workbench.internal.ui.Icons;
import org.lictor.workbench.internal.ui.CutLabel;
import org.lictor.workbench.internal.ui.Palette;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.Trouble;
import org.lictor.workbench.internal.ui.UiThread;
import org.lictor.workbench.internal.ui.Work;
import org.osgi.service.prefs.Preferences;

/**
 * A result table on the screen. Give it tables with {@link #show}; what is selected and where one has scrolled to stay as
 * they are when a newer table has the same rows. Filtering and sorting are done on background threads. For the UI thread.
 */
public final class ResultTableGrid {

	private static final int MOST_ROWS_KEPT_SELECTED = 10_000;
	private static final int MOST_ROWS_COPIED = 100_000;
	private static final int LIVE_MILLIS = 1_000;

	private final GridSpec spec;
	private String rowsAre;
	private final ColumnMemory memory;
	private final RowFinder finder;
	private final Composite control;
	private final ToolBar actions;
	private final ToolBar tools;
	private final ToolItem clear;
	private final Composite centre;
	private final StackLayout stack = new StackLayout();
	private final HintPage hint;
	private final Label status;
	private final Label asOf;
	private final CutLabel notes;
	private final Font bold;
	private final List<Runnable> selectionListeners = new ArrayList<>();
	private final Map<String, Integer> widthsByReader = new HashMap<>();

	private Arrangement wanted;
	private Optional<GridContent> content = Optional.empty();
	private Optional<GridLayers> layers = Optional.empty();
	private Optional<Arranging> arranging = Optional.empty();
	private CellFormat format = new CellFormat(ZoneId.systemDefault());
	private Consumer<Menu> rowActions = menu -> {
	};
	private Runnable open = () -> {
	};
	private Optional<CellAction> explain = Optional.empty();
	private Runnable refresh = () -> {
	};
	private boolean applyingLayout;
	private boolean restoringSelection;

	/**
	 * A grid whose arrangement is remembered with the preferences of the workbench.
	 *
	 * @param parent of the grid
	 * @param spec   how it is to be
	 */
	public ResultTableGrid(Composite parent, GridSpec spec) {
		this(parent, spec, ColumnMemory.ofWorkbench());
	}

	/**
	 * @param parent       of the grid
	 * @param spec         how it is to be
	 * @param arrangements where it is remembered how the reader arranged it, in a node of the grid's name
	 */
	public ResultTableGrid(Composite parent, GridSpec spec, Preferences arrangements) {
		this.spec = spec;
		this.rowsAre = spec.rows();
		this.memory = new ColumnMemory(arrangements.node(spec.id()));
		this.finder = new RowFinder(spec.identity());
		this.wanted = memory.sort();
		control = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		layout.verticalSpacing = 0;
		control.setLayout(layout);
		bold = new LocalResourceManager(JFaceResources.getResources(), control)
				.create(FontDescriptor.createFrom(parent.getFont()).setStyle(SWT.BOLD));

		actions = new ToolBar(control, SWT.FLAT | SWT.RIGHT | SWT.WRAP);
		actions.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		tools = new ToolBar(control, SWT.FLAT | SWT.RIGHT);
		tools.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
		clear = tool("clear", "Show all rows (remove filters)", this::clearFilters);
		clear.setEnabled(false);
		tool("columns", "Choose columns...", this::chooseColumns);
		tool("export", "Export what is shown (Ctrl+E)...", this::export);
		tool("refresh", "Ask again (F5)", () -> refresh.run());

		centre = new Composite(control, SWT.NONE);
		centre.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
		centre.setLayout(stack);
		hint = new HintPage(centre, spec.id());
		hint.show(GridSpec.Hint.of("Loading " + rowsAre + "...", ""));
		stack.topControl = hint.control();

		Composite foot = new Composite(control, SWT.NONE);
		foot.setLayoutData(new GridData(SWT.FILL, SWT.END, true, false, 2, 1));
		GridLayout footLayout = new GridLayout(3, false);
		footLayout.marginHeight = 3;
		footLayout.horizontalSpacing = 14;
		foot.setLayout(footLayout);
		status = footText(new Label(foot, SWT.NONE), "status", false);
		notes = footText(new CutLabel(foot, SWT.LEFT), "notes", true);
		asOf = footText(new Label(foot, SWT.NONE), "as-of", false);
		Palette.onChange(control, this::restyle);
		if (spec.live().isPresent()) {
			control.getDisplay().timerExec(LIVE_MILLIS, new LiveTicks());
		}
	}

	private <C extends Control> C footText(C text, String name, boolean grows) {
		text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, grows, false));
		return Tag.style(Tag.name(text, spec.id() + "." + name), "LictorMuted");
	}

	private ToolItem tool(String icon, String tooltip, Runnable action) {
		ToolItem item = Tag.name(new ToolItem(tools, SWT.PUSH), spec.id() + "." + icon);
		item.setImage(Icons.image(icon, control));
		item.setToolTipText(tooltip);
		item.addListener(SWT.Selection, event -> action.run());
		return item;
	}

	/** @return the control of this grid */
	public Composite control() {
		return control;
	}

	/** @return the tool bar above the rows, to which a view adds its actions */
	public ToolBar actions() {
		return actions;
	}

	/**
	 * @param action run when the reader asks for the newest table
	 */
	public void onRefresh(Runnable action) {
		refresh = action;
	}

	/** Something to be done with a cell. */
	public interface CellAction {

		/**
		 * @param row    index in {@link ResultTableGrid#table()}
		 * @param column index in it
		 */
		void on(int row, int column);
	}

	/**
	 * @param action run when the reader wants to know where a cell comes from
	 */
	public void onExplain(CellAction action) {
		explain = Optional.of(action);
	}

	/**
	 * @param column index of a column
	 * @param place  of the row among those shown; when there is no such row, the first selected one is meant
	 * @return tells where that cell comes from; empty when that cannot be told
	 */
	Optional<Runnable> explaining(int column, int place) {
		int[] shown = content.map(GridContent::rows).orElse(new int[0]);
		Optional<Integer> row = place >= 0 && place < shown.length ? Optional.of(shown[place]) : selectedRows().stream().findFirst();
		return explain.flatMap(action -> row.filter(there -> column >= 0).map(there -> () -> action.on(there, column)));
	}

	/**
	 * @param action run when the reader opens a row with Enter or a double click
	 */
	public void onOpen(Runnable action) {
		open = action;
	}

	/**
	 * @param adder adds a view's actions to the menu of a row, before it opens
	 */
	public void onRowMenu(Consumer<Menu> adder) {
		rowActions = adder;
	}

	/**
	 * @param listener run whenever other rows are selected
	 */
	public void onSelection(Runnable listener) {
		selectionListeners.add(listener);
	}

	void addRowActions(Menu menu) {
		int before = menu.getItemCount();
		rowActions.accept(menu);
		if (menu.getItemCount() > before) {
			new org.eclipse.swt.widgets.MenuItem(menu, SWT.SEPARATOR);
		}
	}

	/**
	 * Shows a table. It appears soon, when it is filtered and sorted as the reader wants.
	 *
	 * @param table    the answer to a query
	 * @param complete false when it holds only the first rows of the answer and the whole follows
	 */
	public void show(ResultTable table, boolean complete) {
		arrange(table, complete, true);
	}

	/**
	 * Shows that there is no table.
	 *
	 * @param reason why, and what to do
	 */
	public void showTrouble(GridSpec.Hint reason) {
		if (content.isEmpty()) {
			page(reason);
		} else {
			notes.setText(reason.title() + " " + reason.text());
			notes.setToolTipText(reason.text());
		}
	}

	/** @return the table shown, empty while there is none */
	public Optional<ResultTable> table() {
		return content.map(GridContent::table);
	}

	/** @return indices in {@link #table()} of the rows selected, in the order in which they stand */
	public List<Integer> selectedRows() {
		List<Integer> rows = new ArrayList<>();
		if (content.isPresent() && layers.isPresent()) {
			int[] shown = content.get().rows();
			for (Range range : layers.get().selection().getSelectedRowPositions()) {
				for (int position = range.start; position < Math.min(range.end, shown.length); position++) {
					rows.add(shown[position]);
				}
			}
		}
		return rows;
	}

	/**
	 * @param key of a column of texts
	 * @return its values in the rows selected, those that are known
	 */
	public List<String> selectedTexts(String key) {
		List<String> texts = new ArrayList<>();
		for (int row : selectedRows()) {
			if (table().orElseThrow().value(row, key) instanceof String text) {
				texts.add(text);
			}
		}
		return texts;
	}

	private int selectedCount() {
		return layers.map(l -> l.selection().getSelectedRowCount()).orElse(0);
	}

	/**
	 * Shows only rows with a text in a column, or all again.
	 *
	 * @param column key of the column
	 * @param text   as a reader would enter it, empty for all
	 */
	public void filter(String column, String text) {
		wanted = wanted.filtered(column, text);
		layers.ifPresent(l -> l.showFilters(wanted));
		rearrange();
	}

	/** Shows all rows again. */
	public void clearFilters() {
		wanted = wanted.unfiltered();
		layers.ifPresent(l -> l.showFilters(wanted));
		rearrange();
	}

	void sortByNothing() {
		sorted(new Arrangement(List.of(), wanted.filters()));
		layers.ifPresent(l -> l.table().refresh(false));
	}

	private void sorted(Arrangement arrangement) {
		wanted = arrangement;
		memory.sort(arrangement);
		rearrange();
	}

	private void filtered(Arrangement arrangement) {
		if (!arrangement.equals(wanted)) {
			wanted = arrangement;
			rearrange();
		}
	}

	private void rearrange() {
		GridContent newest = arranging.filter(job -> job.fresh).map(job -> job.goal).or(() -> content).orElse(null);
		if (newest != null) {
			arrange(newest.table(), newest.complete(), arranging.map(job -> job.fresh).orElse(false));
		}
	}

	private void arrange(ResultTable table, boolean complete, boolean fresh) {
		arranging.ifPresent(job -> job.cancelled = true);
		Arranging next = new Arranging(new GridContent(table, complete, wanted, new int[0]), fresh);
		arranging = Optional.of(next);
		next.start();
		showStatus();
	}

	/** Puts the focus where it is of use: into the rows, or onto the button of the hint. */
	public void focus() {
		if (stack.topControl == hint.control()) {
			hint.focus();
		} else {
			layers.ifPresent(l -> l.table().setFocus());
		}
	}

	/** Opens the first filter for typing. */
	public void editFilter() {
		if (stack.topControl == hint.control()) {
			return;
		}
		layers.ifPresent(l -> {
			ILayerCell cell = l.table().getCellByPosition(0, 1);
			if (cell != null) {
				l.table().doCommand(new EditCellCommand(l.table(), l.table().getConfigRegistry(), cell));
			}
		});
	}

	/** Copies the rows selected, or all when none is, with headings and tabs. */
	public void copy() {
		if (content.isEmpty() || layers.isEmpty()) {
			return;
		}
		List<Integer> selected = selectedRows();
		int[] rows = selected.isEmpty() ? content.get().rows() : selected.stream().mapToInt(Integer::intValue).toArray();
		if (rows.length > MOST_ROWS_COPIED) {
			Trouble.show("Copying", new org.lictor.service.ServiceException(
					org.lictor.service.ServiceException.Reason.INVALID,
					"These are " + count(rows.length) + " rows, too many for the clipboard. Use Export... instead."));
			return;
		}
		ResultTable excerpt = new Excerpt(content.get().table(), rows, layers.get().visibleColumns());
		Work.start("Copying", control, progress -> TableExport.tabbed(excerpt), text -> {
			Clipboard clipboard = new Clipboard(control.getDisplay());
			clipboard.setContents(new Object[] { text }, new Transfer[] { TextTransfer.getInstance() });
			clipboard.dispose();
			notes.setText(count(rows.length) + (rows.length == 1 ? " row" : " rows") + " copied");
		});
	}

	/** Selects all rows. */
	public void selectAll() {
		layers.ifPresent(l -> l.selection().selectAll());
	}

	/** Asks where to and writes what is shown into a file. */
	public void export() {
		if (content.isEmpty() || layers.isEmpty()) {
			return;
		}
		ResultTable shown = new Excerpt(content.get().table(), content.get().rows(), layers.get().visibleColumns());
		ExportDialog dialog = new ExportDialog(control.getShell(), spec.id(), shown);
		dialog.ask().ifPresent(choice -> Work.start("Exporting " + rowsAre, control,
				progress -> TableExport.write(shown, choice.file(), choice.renderer(), choice.header(), progress), rows -> {
					notes.setText(count(rows) + " rows written to " + choice.file());
					notes.setToolTipText(choice.file().toString());
				}));
	}

	/** Asks which columns to show, in which order. */
	public void chooseColumns() {
		layers.ifPresent(l -> new ColumnsDialog(control.getShell(), l.columns(), l.layout(widthsByReader)).ask()
				.ifPresent(this::remember));
	}

	void resetColumns() {
		layers.ifPresent(l -> remember(ColumnLayout.of(l.columns())));
	}

	private void remember(ColumnLayout layout) {
		memory.layout(layout);
		apply(layout);
	}

	private void apply(ColumnLayout layout) {
		GridLayers l = layers.orElseThrow();
		ColumnLayout fitted = layout.fittedTo(l.columns());
		widthsByReader.clear();
		fitted.settings().stream().filter(setting -> setting.width() != ColumnLayout.FITTING)
				.forEach(setting -> widthsByReader.put(setting.key(), setting.width()));
		applyingLayout = true;
		try {
			l.apply(fitted, bold);
		} finally {
			applyingLayout = false;
		}
	}

	private String filterProblem(int column) {
		GridLayers l = layers.orElseThrow();
		String key = l.columns().get(column).key();
		return Arranger.problem(content.orElseThrow().table(), key, wanted.filters().getOrDefault(key, ""));
	}

	private void page(GridSpec.Hint shown) {
		hint.show(shown);
		stack.topControl = hint.control();
		centre.layout();
	}

	private void accept(GridContent next, Map<List<Object>, Integer> positions, Kept kept) {
		arranging = Optional.empty();
		boolean sameColumns = layers.isPresent() && layers.get().columns().equals(next.table().columns());
		boolean hadRows = content.map(c -> c.table().rowCount() > 0).orElse(false);
		content = Optional.of(next);
		format = new CellFormat(next.table().zone());
		if (sameColumns) {
			layers.get().rowsChanged();
			if (!hadRows && next.table().rowCount() > 0) {
				apply(memory.layout());
			}
			restore(kept, positions);
		} else {
			build();
		}
		boolean nothing = next.table().rowCount() == 0;
		if (nothing) {
			hint.show(spec.hint());
		}
		Control top = nothing ? hint.control() : layers.get().table();
		if (stack.topControl != top) {
			boolean focused = hint.hasFocus();
			stack.topControl = top;
			centre.layout();
			if (focused) {
				focus();
			}
		}
		layers.get().table().redraw();
		showStatus();
		selectionListeners.forEach(Runnable::run);
	}

	private void build() {
		layers.ifPresent(l -> l.table().dispose());
		GridLayers built = new GridLayers(centre, spec, () -> content.orElseThrow(), this::sorted, this::filtered, () -> wanted);
		layers = Optional.of(built);
		built.table().addConfiguration(style());
		built.table().addConfiguration(new GridKeys(built, () -> open.run()));
		built.configure();
		built.table().addLayerListener(this::heard);
		built.table().addListener(SWT.Resize, event -> fill());
		new GridTooltip(built, this::filterProblem);
		new GridMenus(this).on(built);
		built.table().addOverlayPainter((gc, layer) -> {
			if (content.map(c -> c.rows().length == 0).orElse(false)) {
				Rectangle area = built.table().getClientArea();
				gc.setForeground(Palette.current().muted());
				gc.setBackground(Palette.current().background());
				String text = "No " + rowsAre + " fit the filters.";
				gc.drawText(text, Math.max(6, (area.width - gc.textExtent(text).x) / 2), built.rowHeight() * 4, true);
			}
		});
		apply(memory.layout());
		if (!wanted.filters().isEmpty()) {
			built.showFilters(wanted);
		}
		restyle();
	}

	private GridStyle style() {
		return new GridStyle(Palette.current(), control.getFont(), bold, () -> format, this::filterProblem);
	}

	private void restyle() {
		layers.ifPresent(l -> {
			style().configureRegistry(l.table().getConfigRegistry());
			l.table().setBackground(Palette.current().background());
			l.table().redraw();
		});
	}

	private void heard(ILayerEvent event) {
		if (event instanceof ISelectionEvent) {
			if (!restoringSelection) {
				showStatus();
				selectionListeners.forEach(Runnable::run);
			}
			return;
		}
		if (!applyingLayout && (event instanceof ColumnResizeEvent || event instanceof ColumnStructuralChangeEvent)) {
			layoutChanged();
		}
	}

	private void layoutChanged() {
		layers.ifPresent(l -> {
			widthsByReader.putAll(l.widthsSetByReader());
			memory.layout(l.layout(widthsByReader));
			fill();
		});
	}

	private void fill() {
		applyingLayout = true;
		try {
			layers.ifPresent(GridLayers::fill);
		} finally {
			applyingLayout = false;
		}
	}

	private void showStatus() {
		String text = content.map(this::statusOf).orElse("");
		if (!status.getText().equals(text)) {
			status.setText(text);
		}
		String moment = content.map(c -> "as of "
				+ DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).format(c.table().asOf().atZone(c.table().zone()))
				+ " " + c.table().zone()).orElse("");
		if (!asOf.getText().equals(moment)) {
			asOf.setText(moment);
		}
		clear.setEnabled(!wanted.filters().isEmpty());
		status.getParent().layout();
	}

	private void showNotes(ResultTable table) {
		List<String> all = table.notes();
		String text = all.isEmpty() ? "" : all.getFirst() + (all.size() > 1 ? " (and " + (all.size() - 1) + " more)" : "");
		notes.setText(text);
		notes.setToolTipText(all.isEmpty() ? null : String.join("\n", all));
	}

	/**
	 * Says what rows are from now on, where the same grid shows several reports.
	 *
	 * @param what rows are, for people, in the plural
	 */
	public void rowsAre(String what) {
		rowsAre = what;
	}

	private String statusOf(GridContent shown) {
		int total = shown.table().rowCount();
		StringBuilder text = new StringBuilder();
		text.append(shown.complete() ? "" : "first ").append(count(total)).append(' ').append(RowNames.of(total, rowsAre));
		if (!shown.complete()) {
			text.append(", loading the rest...");
		}
		if (!shown.arrangement().filters().isEmpty()) {
			text.append("  ·  ").append(count(shown.rows().length)).append(" fit the filters");
		}
		if (selectedCount() > 0) {
			text.append("  ·  ").append(count(selectedCount())).append(" selected");
		}
		if (arranging.map(job -> !job.fresh).orElse(false)) {
			text.append("  ·  arranging...");
		}
		return text.toString();
	}

	private static String count(long number) {
		return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202F');
	}

	/** What is to be found again when other rows are shown. */
	private record Kept(Set<List<Object>> selected, boolean all, Optional<List<Object>> top, int pixels) {

		Set<List<Object>> names() {
			Set<List<Object>> names = new HashSet<>(selected);
			top.ifPresent(names::add);
			return names;
		}
	}

	private Kept keep(boolean keepScroll) {
		if (content.isEmpty() || layers.isEmpty() || content.get().rows().length == 0) {
			return new Kept(Set.of(), false, Optional.empty(), 0);
		}
		GridContent now = content.get();
		GridLayers l = layers.get();
		Set<List<Object>> names = new HashSet<>();
		int selected = selectedCount();
		boolean all = selected > 1 && selected == now.rows().length;
		if (!all && selected <= MOST_ROWS_KEPT_SELECTED) {
			selectedRows().forEach(row -> names.add(finder.name(now.table(), row)));
		}
		int origin = l.viewport().getOrigin().getY();
		int first = origin / l.rowHeight();
		boolean scrolled = keepScroll && origin > 0 && first < now.rows().length;
		return new Kept(names, all, scrolled ? Optional.of(finder.name(now.table(), now.rows()[first])) : Optional.empty(),
				origin % l.rowHeight());
	}

	private void restore(Kept kept, Map<List<Object>, Integer> positions) {
		GridLayers l = layers.orElseThrow();
		restoringSelection = true;
		try {
			l.selection().clear(false);
			int[] selected = kept.selected().stream().filter(positions::containsKey).mapToInt(positions::get).toArray();
			if (kept.all()) {
				l.selection().selectAll();
			} else if (selected.length > 0) {
				l.selection().doCommand(new SelectRowsCommand(l.selection(), 0, selected, false, true, -1));
			}
		} finally {
			restoringSelection = false;
		}
		if (kept.top().isPresent()) {
			Integer top = positions.get(kept.top().get());
			if (top != null) {
				l.viewport().setOriginY(top * l.rowHeight() + kept.pixels());
			}
		} else {
			l.viewport().setOriginY(0);
		}
	}

	/** One filtering and sorting, on a background thread. */
	private final class Arranging implements ICoreRunnable {

		private final GridContent goal;
		private final boolean fresh;
		private final Kept kept;
		private volatile boolean cancelled;

		/**
		 * @param goal  what shall be shown, its rows not worked out yet
		 * @param fresh whether its table is newer than the one shown
		 */
		Arranging(GridContent goal, boolean fresh) {
			this.goal = goal;
			this.fresh = fresh;
			this.kept = keep(fresh);
		}

		void start() {
			Job job = Job.createSystem("Arranging " + spec.rows(), this);
			job.setPriority(Job.SHORT);
			job.schedule();
		}

		@Override
		public void run(IProgressMonitor monitor) {
			try {
				int[] rows = new Arranger(goal.table(), () -> cancelled).arrange(goal.arrangement());
				GridContent done = new GridContent(goal.table(), goal.complete(), goal.arrangement(), rows);
				Map<List<Object>, Integer> positions = finder.positions(kept.names(), goal.table(), rows, () -> cancelled);
				UiThread.later(control, () -> finish(done, positions));
			} catch (CancellationException e) {
				// another arrangement is wanted by now
				return;
			}
		}

		private void finish(GridContent done, Map<List<Object>, Integer> positions) {
			if (cancelled) {
				return;
			}
			Kept now = keep(fresh);
			if (!positions.keySet().containsAll(now.names()) && !now.equals(kept)) {
				// selected or scrolled meanwhile: look for these rows
				arrange(goal.table(), goal.complete(), fresh);
				return;
			}
			accept(done, positions, now);
			if (fresh) {
				showNotes(done.table());
			}
		}
	}

	/** Draws the cells that change with time. */
	private final class LiveTicks implements Runnable {

		@Override
		public void run() {
			if (control.isDisposed()) {
				return;
			}
			layers.filter(l -> l.table().isVisible()).ifPresent(this::redraw);
			control.getDisplay().timerExec(LIVE_MILLIS, this);
		}

		private void redraw(GridLayers l) {
			int index = l.index(spec.live().orElseThrow().column());
			for (int position = 0; position < l.table().getColumnCount(); position++) {
				if (l.table().getColumnIndexByPosition(position) == index) {
					int top = 2 * l.rowHeight();
					l.table().redraw(l.table().getStartXOfColumnPosition(position), top,
							l.table().getColumnWidthByPosition(position), Math.max(0, l.table().getClientArea().height - top),
							false);
				}
			}
		}
	}
}
