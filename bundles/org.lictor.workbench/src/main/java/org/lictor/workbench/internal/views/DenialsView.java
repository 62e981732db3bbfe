package org.lictor.workbench.internal.views;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.eclipse.jface.layout.PixelConverter;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.workbench.internal.grid.GridSpec;
import org.lictor.workbench.internal.history.ChartData;
import org.lictor.workbench.internal.history.ChartData.Figure;
import org.lictor.workbench.internal.history.ChartPane;
import org.lictor.workbench.internal.history.HistoryPoint;
import org.lictor.workbench.internal.history.Span;
import org.lictor.workbench.internal.history.UsageChart;
import org.lictor.workbench.internal.table.NaturalOrder;
import org.lictor.workbench.internal.ui.Tag;

/** Who was refused licences since a day, or how often that was, as a chart and beside the most that were in use. */
public final class DenialsView extends SinceReportView {

	private static final String ALL_PRODUCTS = "All products";

	/** What was answered. */
	private record Answer(Query asked, ResultTable table) {
	}

	private Composite products;
	private Combo product;
	private SashForm sash;
	private ChartPane pane;
	private UsageChart chart;
	private Optional<Answer> answer = Optional.empty();

	@Override
	protected GridSpec spec() {
		return new GridSpec("denials", "denials", List.of("user", "account", "host", "product", "server", "reason"), "reason",
				GridSpec.Hint.of("Nobody was refused a licence since that day, or nobody tells",
						"Denials are told by licence servers, such as custom servers whose file has them: add one in the view License Servers. "
								+ "Named users of Autodesk are refused by the vendor, who does not tell."),
				Optional.empty());
	}

	@Override
	protected String report() {
		return counted() ? Queries.DENIALS_HISTORY : Queries.DENIALS;
	}

	@Override
	protected Query asked(Query query) {
		return counted() ? query.by(Span.usualFor(Duration.between(query.from().orElseThrow(), query.until().orElseThrow()))) : query;
	}

	@Override
	protected String sinceHelp() {
		return "Shows the denials since the beginning of this day";
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SERVERS, Topic.SESSIONS, Topic.PEOPLE);
	}

	@Override
	protected void createHead(Composite head) {
		super.createHead(head);
		offerGroups(head);
		offerCounts(head, "&Count by product and time",
				"Shows how often licences of a product were refused and how many were in use at most: by hour, from two weeks on by day, from 200 "
						+ "days on by week",
				"periods");
		products = new Composite(head, SWT.NONE);
		RowLayout row = new RowLayout();
		row.center = true;
		row.spacing = 6;
		products.setLayout(row);
		new Label(products, SWT.NONE).setText("C&hart of:");
		product = Tag.name(new Combo(products, SWT.READ_ONLY), spec().id() + ".product");
		product.setLayoutData(new RowData(new PixelConverter(product).convertWidthInCharsToPixels(30), SWT.DEFAULT));
		product.setToolTipText("Draws the denials of this product");
		product.setItems(ALL_PRODUCTS);
		product.select(0);
		product.addListener(SWT.Selection, event -> draw());
	}

	@Override
	protected Control createRows(Composite content) {
		sash = new SashForm(content, SWT.VERTICAL);
		pane = new ChartPane(sash, spec().id(), List.of(Figure.DENIALS, Figure.DENIAL_EVENTS));
		chart = pane.chart();
		super.createRows(sash);
		sash.setWeights(3, 2);
		countsChanged();
		return sash;
	}

	@Override
	protected void countsChanged() {
		answer = Optional.empty();
		chart.say("Loading denials...");
		pane.control().setVisible(counted());
		sash.layout();
		RowData data = new RowData();
		data.exclude = !counted();
		products.setLayoutData(data);
		products.setVisible(counted());
		products.getParent().getParent().layout(true, true);
	}

	@Override
	protected void shown(Query asked, ResultTable table) {
		if (!asked.report().equals(Queries.DENIALS_HISTORY)) {
			return;
		}
		answer = Optional.of(new Answer(asked, table));
		List<String> names = IntStream.range(0, table.rowCount()).mapToObj(row -> String.valueOf(table.value(row, "product"))).distinct()
				.sorted(NaturalOrder.INSTANCE).toList();
		String chosen = product.getText();
		product.setItems(ALL_PRODUCTS);
		names.forEach(product::add);
		product.select(Math.max(0, product.indexOf(chosen)));
		draw();
	}

	@Override
	protected void failed(ServiceException trouble) {
		super.failed(trouble);
		answer = Optional.empty();
		chart.say(trouble.getMessage());
	}

	private void draw() {
		answer.ifPresent(each -> {
			Query asked = each.asked();
			Span span = new Span(asked.from().orElseThrow(), asked.until().orElseThrow());
			Optional<String> only = product.getSelectionIndex() > 0 ? Optional.of(product.getText()) : Optional.empty();
			List<HistoryPoint> points = HistoryPoint.denials(each.table(), only, asked.by().orElseThrow(), span.from(), span.until());
			if (points.isEmpty()) {
				chart.say("Nobody was refused a licence since that day, or nobody tells.");
				return;
			}
			chart.show(only.orElse(ALL_PRODUCTS) + asked.whose().group().map(name -> "  -  " + name).orElse(""),
					new ChartData(points, span, each.table().zone(), asked.by().orElseThrow()));
		});
	}
}
