package org.lictor.workbench.internal.views;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.eclipse.e4.core.commands.EHandlerService;
import org.eclipse.jface.layout.PixelConverter;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DateTime;
import org.eclipse.swt.widgets.Label;
import org.lictor.query.Granularity;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Whose;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Lictor;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.workbench.internal.explain.ExplanationDialog;
import org.lictor.workbench.internal.grid.GridSpec;
import org.lictor.workbench.internal.grid.ResultTableGrid;
import org.lictor.workbench.internal.history.ChartData;
import org.lictor.workbench.internal.history.ChartData.Figure;
import org.lictor.workbench.internal.history.ChartPane;
import org.lictor.workbench.internal.history.HistoryPoint;
import org.lictor.workbench.internal.history.Span;
import org.lictor.workbench.internal.history.UsageChart;
import org.lictor.workbench.internal.preferences.Settings;
import org.lictor.workbench.internal.table.NaturalOrder;
import org.lictor.workbench.internal.ui.Tag;

import jakarta.inject.Inject;

/** Something of one product over time, as a chart and as the figures under it. */
public abstract class ProductChartView extends ConnectedView {

	private static final String ALL_SERVERS = "All servers";
	private static final String CUSTOM = "From ... to ...";
	private static final String AUTOMATIC = "Automatic";

	/** A product on a server. */
	private record Choice(String server, String product) {
	}

	/** What is asked; with a preset the time is that until now, whenever it is asked. */
	private record Asked(Choice choice, Optional<Span.Preset> preset, Span span, Granularity by, ZoneId zone, Whose whose) {

		Asked now() {
			return preset.map(p -> new Asked(choice, preset, p.until(Instant.now(), zone, by), by, zone, whose)).orElse(this);
		}

		Query query(String report) {
			return Query.of(report, zone).server(choice.server()).product(choice.product()).between(span.from(), span.until()).by(by)
					.whose(whose);
		}
	}

	/** What was answered. */
	private record Answer(Asked asked, ResultTable table) {
	}

	@Inject
	private EHandlerService handlers;

	private Combo servers;
	private Combo products;
	private Combo times;
	private Combo steps;
	private Composite custom;
	private DateTime from;
	private DateTime until;
	private UsageChart chart;
	private ResultTableGrid grid;
	/** What the grid shows the answer to. */
	private Optional<Asked> shown = Optional.empty();
	private List<Choice> all = List.of();
	private List<Choice> offered = List.of();
	private Optional<Choice> chosen = Optional.empty();
	private Optional<LiveData<List<Choice>>> choices = Optional.empty();
	private Optional<GroupPicker> group = Optional.empty();
	private Optional<LiveData<Answer>> history = Optional.empty();
	private volatile Optional<Asked> asked = Optional.empty();

	/** @return first part of the names of its widgets */
	protected abstract String id();

	/** @return name of the report that has the figures */
	protected abstract String report();

	/** @return whether the report can be asked for a group */
	protected abstract boolean byGroup();

	/** @return what is drawn */
	protected abstract List<Figure> figures();

	/** @return how the grid under the chart is to be */
	protected abstract GridSpec spec();

	/** @return how long a step may be, the shortest first */
	protected abstract List<Granularity> granularities();

	/** @return the time that is shown at first */
	protected abstract Span.Preset usualTime();

	/**
	 * @param table the report
	 * @param by    length of its periods
	 * @param span  the time shown
	 * @return the periods in order of time
	 */
	protected abstract List<HistoryPoint> points(ResultTable table, Granularity by, Span span);

	@Override
	protected Control createContent(Composite parent) {
		Composite content = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		layout.verticalSpacing = 0;
		content.setLayout(layout);
		createPickers(content);
		SashForm sash = new SashForm(content, SWT.VERTICAL);
		sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		chart = new ChartPane(sash, id(), figures()).chart();
		chart.say("Loading products...");
		grid = new ResultTableGrid(sash, spec());
		grid.onRefresh(this::ask);
		grid.onExplain((row, column) -> lictor().ifPresent(lictor -> ExplanationDialog.open(grid.control().getShell(), lictor,
				shown.orElseThrow().query(report()), grid.table().orElseThrow(), row, column)));
		GridHandlers.activate(handlers, grid, this::ask);
		sash.setWeights(3, 2);
		Settings.onZoneChange(content, this::ask);
		return content;
	}

	private void createPickers(Composite parent) {
		Composite pickers = new Composite(parent, SWT.NONE);
		pickers.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		RowLayout layout = new RowLayout();
		layout.center = true;
		layout.spacing = 6;
		layout.marginLeft = 6;
		pickers.setLayout(layout);
		servers = picker(pickers, "&Server:", id() + ".server", 24);
		products = picker(pickers, "&Product:", id() + ".product", 37);
		times = picker(pickers, "&Time:", id() + ".time", 18);
		custom = new Composite(pickers, SWT.NONE);
		RowLayout customLayout = new RowLayout();
		customLayout.center = true;
		custom.setLayout(customLayout);
		from = Tag.name(new DateTime(custom, SWT.DATE | SWT.DROP_DOWN), id() + ".from");
		new Label(custom, SWT.NONE).setText("to");
		until = Tag.name(new DateTime(custom, SWT.DATE | SWT.DROP_DOWN), id() + ".until");
		LocalDate monthAgo = LocalDate.now(Settings.zone()).minusDays(30);
		from.setDate(monthAgo.getYear(), monthAgo.getMonthValue() - 1, monthAgo.getDayOfMonth());
		from.addListener(SWT.Selection, event -> ask());
		until.addListener(SWT.Selection, event -> ask());
		steps = picker(pickers, "Step:", id() + ".step", 16);
		if (byGroup()) {
			group = Optional.of(new GroupPicker(pickers, id(), this::ask));
		}

		servers.add(ALL_SERVERS);
		servers.select(0);
		servers.addListener(SWT.Selection, event -> offer());
		products.addListener(SWT.Selection, event -> {
			int index = products.getSelectionIndex();
			chosen = index < 0 ? Optional.empty() : Optional.of(offered.get(index));
			ask();
		});
		for (Span.Preset preset : Span.Preset.values()) {
			times.add(preset.label());
		}
		times.add(CUSTOM);
		times.select(usualTime().ordinal());
		// as wide as what can be chosen, in whatever font
		times.setLayoutData(new RowData());
		times.addListener(SWT.Selection, event -> {
			showCustom();
			ask();
		});
		steps.add(AUTOMATIC);
		for (Granularity granularity : granularities()) {
			String name = granularity.name().toLowerCase(Locale.ROOT);
			steps.add(Character.toUpperCase(name.charAt(0)) + name.substring(1));
		}
		steps.select(0);
		steps.setLayoutData(new RowData());
		steps.addListener(SWT.Selection, event -> ask());
		showCustom();
	}

	private Combo picker(Composite parent, String label, String name, int characters) {
		new Label(parent, SWT.NONE).setText(label);
		Combo combo = Tag.name(new Combo(parent, SWT.READ_ONLY), name);
		combo.setLayoutData(new RowData(new PixelConverter(combo).convertWidthInCharsToPixels(characters), SWT.DEFAULT));
		return combo;
	}

	private void showCustom() {
		boolean shown = times.getText().equals(CUSTOM);
		RowData data = new RowData();
		data.exclude = !shown;
		custom.setLayoutData(data);
		custom.setVisible(shown);
		custom.getParent().getParent().layout(true, true);
	}

	/**
	 * Shows the history of a product.
	 *
	 * @param server  name of the server
	 * @param product name of the product on that server
	 */
	void show(String server, String product) {
		chosen = Optional.of(new Choice(server, product));
		servers.select(0);
		offer();
	}

	private void offer(List<Choice> known) {
		all = known;
		Set<String> names = new LinkedHashSet<>();
		names.add(ALL_SERVERS);
		known.stream().map(Choice::server).sorted(NaturalOrder.INSTANCE).forEach(names::add);
		String server = servers.getText();
		servers.setItems(names.toArray(String[]::new));
		servers.select(Math.max(0, servers.indexOf(server)));
		offer();
	}

	private void offer() {
		boolean everywhere = servers.getSelectionIndex() <= 0;
		offered = all.stream().filter(choice -> everywhere || choice.server().equals(servers.getText()))
				.sorted(Comparator.comparing(Choice::product, NaturalOrder.INSTANCE).thenComparing(Choice::server, NaturalOrder.INSTANCE))
				.toList();
		products.setItems(offered.stream()
				.map(choice -> everywhere && servers.getItemCount() > 2 ? choice.product() + "  (" + choice.server() + ")" : choice.product())
				.toArray(String[]::new));
		if (chosen.isEmpty() || !offered.contains(chosen.get())) {
			chosen = offered.stream().findFirst();
		}
		chosen.ifPresent(choice -> products.select(offered.indexOf(choice)));
		ask();
	}

	private void ask() {
		if (chosen.isEmpty()) {
			asked = Optional.empty();
			chart.say("There is no product yet. Add a licence server and poll it, or import its export files.");
			return;
		}
		ZoneId zone = Settings.zone();
		Optional<Span> span = span(zone);
		if (span.isEmpty()) {
			chart.say("The time begins after it ends: choose an earlier day to begin with.");
			return;
		}
		asked = Optional.of(new Asked(chosen.get(), preset(), span.get(), by(span.get()), zone,
				group.map(GroupPicker::whose).orElse(Whose.ALL)));
		history.ifPresent(LiveData::reload);
	}

	private Granularity by(Span span) {
		return step().orElseGet(() -> possible(Span.usualFor(Duration.between(span.from(), span.until()))));
	}

	/** @return the step that was chosen, empty for one that fits the time */
	private Optional<Granularity> step() {
		int index = steps.getSelectionIndex();
		return index > 0 ? Optional.of(granularities().get(index - 1)) : Optional.empty();
	}

	private Granularity possible(Granularity wished) {
		return granularities().contains(wished) ? wished : granularities().getFirst();
	}

	private Optional<Span.Preset> preset() {
		int index = times.getSelectionIndex();
		return index >= 0 && index < Span.Preset.values().length ? Optional.of(Span.Preset.values()[index]) : Optional.empty();
	}

	private Optional<Span> span(ZoneId zone) {
		Instant now = Instant.now();
		Optional<Span.Preset> preset = preset();
		if (preset.isPresent()) {
			return Optional.of(preset.get().until(now, zone, step().orElseGet(() -> possible(preset.get().usual()))));
		}
		Instant begin = day(from).atStartOfDay(zone).toInstant();
		Instant end = day(until).plusDays(1).atStartOfDay(zone).toInstant();
		Instant last = end.isAfter(now) ? now : end;
		return begin.isBefore(last) ? Optional.of(new Span(begin, last)) : Optional.empty();
	}

	private static LocalDate day(DateTime widget) {
		return LocalDate.of(widget.getYear(), widget.getMonth() + 1, widget.getDay());
	}

	@Override
	protected void connected(Lictor lictor) {
		choices = Optional.of(new LiveData<>("products", lictor, Set.of(Topic.SERVERS), products,
				(progress, teller) -> teller.accept(choices(lictor.queries().run(Query.of(Queries.USAGE, Settings.zone()), progress))),
				this::offer, this::failed));
		group.ifPresent(each -> each.connected(lictor));
		history = Optional.of(new LiveData<>(spec().rows(), lictor, Set.of(Topic.SESSIONS, Topic.SERVERS, Topic.PEOPLE), chart.control(),
				(progress, teller) -> {
					Optional<Asked> now = asked.map(Asked::now);
					if (now.isPresent()) {
						Asked a = now.get();
						teller.accept(new Answer(a, lictor.queries().run(a.query(report()), progress)));
					}
				}, this::show, this::failed));
	}

	private static List<Choice> choices(ResultTable usage) {
		Set<Choice> found = new LinkedHashSet<>();
		for (int row = 0; row < usage.rowCount(); row++) {
			if (usage.value(row, "server") instanceof String server && usage.value(row, "product") instanceof String product) {
				found.add(new Choice(server, product));
			}
		}
		return new ArrayList<>(found);
	}

	private void show(Answer answer) {
		Asked a = answer.asked();
		if (asked.map(now -> !now.choice().equals(a.choice()) || !now.whose().equals(a.whose())).orElse(true)) {
			return; // another product or group was chosen meanwhile
		}
		List<HistoryPoint> points = points(answer.table(), a.by(), a.span());
		chart.show(a.choice().product() + "  -  " + a.choice().server() + a.whose().group().map(name -> "  -  " + name).orElse(""), new ChartData(points, a.span(), a.zone(), a.by()));
		shown = Optional.of(a);
		grid.show(answer.table(), true);
	}

	private void failed(ServiceException trouble) {
		chart.say(trouble.getMessage());
	}

	@Override
	protected void disconnected() {
		choices.ifPresent(LiveData::close);
		group.ifPresent(GroupPicker::disconnected);
		history.ifPresent(LiveData::close);
		choices = Optional.empty();
		history = Optional.empty();
	}

	@Override
	protected void visible(boolean visible) {
		choices.ifPresent(data -> data.visible(visible));
		group.ifPresent(each -> each.visible(visible));
		history.ifPresent(data -> data.visible(visible));
	}

	@Override
	protected void focusContent() {
		products.setFocus();
	}
}
