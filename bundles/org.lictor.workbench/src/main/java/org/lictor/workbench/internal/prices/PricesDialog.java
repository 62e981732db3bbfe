package org.lictor.workbench.internal.prices;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.lictor.query.Query;
import org.lictor.service.Lictor;
import org.lictor.service.Price;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.workbench.internal.preferences.Settings;
import org.lictor.workbench.internal.table.DistinctTexts;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.TitledDialog;
import org.lictor.workbench.internal.ui.Work;

/** Shows what seats, days of use and tokens cost, sets prices and removes them. Figures follow at once. */
public final class PricesDialog extends TitledDialog {

	/** In the order in which they are offered. */
	private static final List<Price.Kind> KINDS = List.of(Price.Kind.SEAT_YEAR, Price.Kind.FLEX_DAY, Price.Kind.TOKEN);
	private static final String TOKENS = "tokens";

	private final Lictor lictor;
	private List<Price> prices = List.of();
	private Combo kind;
	private Combo product;
	private Text from;
	private Text amount;
	private Text currency;
	private Button set;
	private Table table;
	private Button remove;

	private PricesDialog(Shell parent, Lictor lictor) {
		super(parent, "prices", "Prices");
		this.lictor = lictor;
	}

	/**
	 * @param parent over which it opens
	 * @param lictor keeps the prices
	 */
	public static void open(Shell parent, Lictor lictor) {
		new PricesDialog(parent, lictor).open();
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("What do seats, days of use and tokens cost?");
		say();
		Composite area = area((Composite) super.createDialogArea(parent), 5);
		new Label(area, SWT.NONE).setText("&What:");
		kind = Tag.name(new Combo(area, SWT.READ_ONLY), "prices.kind");
		KINDS.forEach(each -> kind.add(name(each)));
		kind.select(0);
		kind.setLayoutData(wide(26));
		new Label(area, SWT.NONE).setText("of the &product:");
		product = Tag.name(new Combo(area, SWT.DROP_DOWN), "prices.product");
		product.setLayoutData(wide(30));
		set = Tag.name(new Button(area, SWT.PUSH), "prices.set");
		set.setText("&Set");
		setButtonLayoutData(set);
		set.addListener(SWT.Selection, event -> set());
		new Label(area, SWT.NONE).setText("&costs:");
		amount = Tag.name(new Text(area, SWT.BORDER), "prices.amount");
		amount.setToolTipText("A number such as 1250.50.");
		amount.setLayoutData(wide(12));
		new Label(area, SWT.NONE).setText("c&urrency:");
		currency = Tag.name(new Text(area, SWT.BORDER), "prices.currency");
		currency.setToolTipText("Three letters, such as EUR. A day of use is paid in tokens.");
		currency.setLayoutData(wide(12));
		new Label(area, SWT.NONE);
		new Label(area, SWT.NONE).setText("&from:");
		from = Tag.name(new Text(area, SWT.BORDER), "prices.from");
		from.setToolTipText("The first day on which it holds, such as 2026-03-01. The price before holds until then.");
		from.setText(LocalDate.now(Settings.zone()).withDayOfYear(1).toString());
		from.setLayoutData(wide(12));
		for (int column = 0; column < 3; column++) {
			new Label(area, SWT.NONE);
		}
		for (Control each : List.of(kind, product, from, amount, currency)) {
			each.addListener(SWT.Modify, event -> check());
		}

		table = table(area, "prices.table", List.of(new Heading("What", 24), new Heading("Product", 34), new Heading("From", 14),
				Heading.ofNumbers("Costs", 16), new Heading("Currency", 12)));
		GridData size = new GridData(SWT.FILL, SWT.FILL, true, true, 4, 1);
		size.heightHint = convertHeightInCharsToPixels(12);
		table.setLayoutData(size);
		table.addListener(SWT.Selection, event -> selected().ifPresent(this::edit));
		remove = Tag.name(new Button(area, SWT.PUSH), "prices.remove");
		remove.setText("&Remove");
		setButtonLayoutData(remove);
		((GridData) remove.getLayoutData()).verticalAlignment = SWT.TOP;
		remove.addListener(SWT.Selection, event -> selected().ifPresent(this::remove));
		check();
		Work.start("Loading prices", table, progress -> lictor.prices().list(), this::show, this::failed);
		Work.start("Loading products", table, progress -> DistinctTexts
				.of(lictor.queries().run(Query.of(Queries.USAGE, Settings.zone()), progress), "product"),
				this::offer, this::failed);
		return area;
	}

	private void say() {
		setMessage("A price holds from its day on until the next one of the same begins. Without prices, reports tell no costs.",
				IMessageProvider.NONE);
	}

	private static String name(Price.Kind kind) {
		return switch (kind) {
		case SEAT_YEAR -> "A seat for a year";
		case FLEX_DAY -> "A day of use with Flex";
		case TOKEN -> "A Flex token";
		};
	}

	private Price.Kind kind() {
		return KINDS.get(kind.getSelectionIndex());
	}

	/** Nothing is wrong with what is empty yet, but neither can it be set. */
	private void check() {
		boolean token = kind() == Price.Kind.TOKEN;
		boolean inTokens = kind() == Price.Kind.FLEX_DAY;
		product.setEnabled(!token);
		currency.setEnabled(!inTokens);
		currency.setMessage(inTokens ? TOKENS : "EUR");
		Optional<String> trouble = trouble();
		setErrorMessage(trouble.orElse(null));
		set.setEnabled(trouble.isEmpty() && !amount.getText().isBlank() && !from.getText().isBlank()
				&& (token || !product.getText().isBlank()) && (inTokens || !currency.getText().isBlank()));
		remove.setEnabled(selected().isPresent());
	}

	private Optional<String> trouble() {
		if (!from.getText().isBlank() && day().isEmpty()) {
			return Optional.of("'" + from.getText().strip() + "' should be a day such as 2026-03-01.");
		}
		if (!amount.getText().isBlank() && number().isEmpty()) {
			return Optional.of("'" + amount.getText().strip() + "' should be a number such as 1250.50.");
		}
		return Optional.empty();
	}

	private Optional<LocalDate> day() {
		try {
			return Optional.of(LocalDate.parse(from.getText().strip()));
		} catch (DateTimeParseException e) {
			return Optional.empty();
		}
	}

	private Optional<BigDecimal> number() {
		try {
			return Optional.of(new BigDecimal(amount.getText().strip()));
		} catch (NumberFormatException e) {
			return Optional.empty();
		}
	}

	private Optional<Price> selected() {
		return Optional.of(table.getSelectionIndex()).filter(index -> index >= 0).map(prices::get);
	}

	private void offer(List<String> names) {
		String typed = product.getText();
		product.setItems(names.toArray(String[]::new));
		product.setText(typed);
	}

	private void show(List<Price> current) {
		prices = List.copyOf(current);
		table.removeAll();
		for (Price each : prices) {
			new TableItem(table, SWT.NONE).setText(new String[] { name(each.kind()), each.product(), each.from().toString(),
					each.amount().toPlainString(), each.kind() == Price.Kind.FLEX_DAY ? TOKENS : each.currency() });
		}
		check();
	}

	/** What is selected can be changed. */
	private void edit(Price price) {
		kind.select(KINDS.indexOf(price.kind()));
		product.setText(price.product());
		from.setText(price.from().toString());
		amount.setText(price.amount().toPlainString());
		currency.setText(price.currency());
		check();
	}

	private void set() {
		Price price = new Price(kind(), product.isEnabled() ? product.getText().strip() : "", day().orElseThrow(), number().orElseThrow(),
				currency.isEnabled() ? currency.getText().strip() : "");
		change("Setting a price", () -> lictor.prices().set(price));
	}

	private void remove(Price price) {
		change("Removing a price", () -> lictor.prices().remove(price.kind(), price.product(), price.from()));
	}

	/** A change of prices. */
	private interface Change {
		void make() throws ServiceException;
	}

	private void change(String title, Change change) {
		Work.start(title, table, progress -> {
			change.make();
			return lictor.prices().list();
		}, current -> {
			show(current);
			say();
		}, this::failed);
	}

	private void failed(ServiceException trouble) {
		setErrorMessage(trouble.getMessage());
	}
}
