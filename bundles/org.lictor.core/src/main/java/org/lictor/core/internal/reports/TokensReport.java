package org.lictor.core.internal.reports;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.lictor.model.Product;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.service.Queries;
import org.lictor.store.FactTable.OfServer;
import org.lictor.store.TokenUseFact;
import org.lictor.store.UsageDayFact;

/** Tokens used, by month. */
final class TokensReport implements Report {

	/** The category of rows that were added up from days of usage. */
	private static final String DAILY = "daily usage";

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.TOKENS, "Tokens",
			"Tokens used by month: as the vendor's contracts tell, and added up from the vendor's daily usage. The two tell of "
					+ "the same tokens; do not add them.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.TIME),
			List.of(Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("contract", "Contract", ColumnType.TEXT, "The contract's number; unknown for daily usage."),
					Column.of("month", "Month", ColumnType.TEXT, "The vendor's month, 2026-03."),
					Column.of("category", "Category", ColumnType.TEXT,
							"What for, in the vendor's words; 'daily usage' for what was added up from days of usage."),
					Column.of("product", "Product", ColumnType.TEXT, "The product, where it is known."),
					Column.of("tokens", "Tokens", ColumnType.DECIMAL, "How many.").in("tokens"),
					Column.of("users", "Users", ColumnType.INTEGER, "By how many people.").in("people")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	private record Key(String server, String contract, YearMonth month, String category, String product) {
	}

	private static final class Sum {
		private BigDecimal tokens = BigDecimal.ZERO;
		private OptionalLong told = OptionalLong.empty();
		private final Set<String> people = new HashSet<>();
	}

	@Override
	public ResultTable run(Reading reading) {
		Set<String> products = reading.transaction().dictionary().products().stream().map(Product::name)
				.collect(Collectors.toSet());
		Optional<LocalDate> from = reading.query().from().map(at -> at.atZone(reading.zone()).toLocalDate());
		Optional<LocalDate> until = reading.query().until().map(at -> at.minusMillis(1).atZone(reading.zone()).toLocalDate());
		Map<Key, Sum> sums = new TreeMap<>(Comparator.comparing(Key::server).thenComparing(Key::month)
				.thenComparing(Key::contract).thenComparing(Key::category).thenComparing(Key::product));
		for (OfServer<TokenUseFact> each : reading.transaction().facts().tokenUses().all()) {
			TokenUseFact fact = each.fact();
			String product = products.contains(fact.category()) ? fact.category() : "";
			boolean asked = reading.asksFor(each.server()) && reading.query().product().map(product::equals).orElse(true)
					&& from.map(day -> !fact.month().atEndOfMonth().isBefore(day)).orElse(true)
					&& until.map(day -> !fact.month().atDay(1).isAfter(day)).orElse(true);
			if (asked) {
				Sum sum = sums.computeIfAbsent(new Key(reading.serverName(each.server()), fact.contract(), fact.month(),
						fact.category(), product), none -> new Sum());
				sum.tokens = fact.tokens();
				sum.told = fact.users();
			}
		}
		for (OfServer<UsageDayFact> each : reading.transaction().facts().usageDays().withTokens(OptionalLong.empty(),
				from.orElse(LocalDate.EPOCH), until.orElse(LocalDate.of(9999, 12, 31)))) {
			UsageDayFact fact = each.fact();
			if (reading.asksFor(each.server()) && reading.asksFor(fact.product().name())) {
				Sum sum = sums.computeIfAbsent(new Key(reading.serverName(each.server()), "", YearMonth.from(fact.day()), DAILY,
						fact.product().name()), none -> new Sum());
				sum.tokens = sum.tokens.add(fact.tokens().orElse(BigDecimal.ZERO));
				sum.people.add(fact.account());
			}
		}
		TableBuilder table = reading.table(DEFINITION);
		sums.forEach((key, sum) -> table.row(key.server(), Cells.text(key.contract()), key.month().toString(),
				Cells.text(key.category()), Cells.text(key.product()), sum.tokens.doubleValue(),
				sum.people.isEmpty() ? Cells.of(sum.told) : (Object) (long) sum.people.size()));
		return table.build(reading.now(), reading.zone());
	}
}
