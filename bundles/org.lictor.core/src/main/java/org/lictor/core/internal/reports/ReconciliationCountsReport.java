package org.lictor.core.internal.reports;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.lictor.core.internal.figures.Reconciliation.Difference;
import org.lictor.core.internal.figures.Reconciliation.Kind;
import org.lictor.core.internal.figures.Reconciliation.Person;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;

/** How many differences of each kind there are between agents, vendor and assignments. */
final class ReconciliationCountsReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.RECONCILIATION_COUNTS, "Reconciliation by kind",
			"How many people and days differ between what agents saw, what the vendor counted, and who was assigned; the last 30 days "
					+ "unless a time is given. Rule reconciliation v1.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.TIME),
			List.of(Column.of("difference", "Difference", ColumnType.TEXT, "What differs, as in the report reconciliation."),
					Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What was used or is assigned."),
					Column.of("people", "People", ColumnType.INTEGER, "How many people it concerns.").in("people"),
					Column.of("days", "Days", ColumnType.INTEGER, "The days of all of them together.").in("days")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	private record Key(Kind kind, long server, String product) {
	}

	/** What is counted of one row. */
	private static final class Count {
		private final Set<Person> people = new HashSet<>();
		private long days;
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		Map<Key, Count> counts = new TreeMap<>(
				Comparator.comparing(Key::kind).thenComparing((Key key) -> reading.serverName(key.server()))
						.thenComparing(Key::product).thenComparing(Key::server));
		for (Difference each : Differences.of(reading)) {
			Count count = counts.computeIfAbsent(new Key(each.kind(), each.person().server(), each.product()), none -> new Count());
			count.people.add(each.person());
			count.days += each.days().size();
		}
		TableBuilder table = reading.table(DEFINITION);
		counts.forEach((key, count) -> table.row(key.kind().name(), reading.serverName(key.server()), key.product(),
				(long) count.people.size(), count.days));
		table.note(Differences.NOTE);
		return reading.finish(table);
	}
}
