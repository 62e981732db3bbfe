package org.lictor.core.internal.reports;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.service.Queries;
import org.lictor.store.RegistrationsFact;
import org.lictor.store.RegistrationsFact.Registered;
import org.lictor.store.StoredAgent;

/** The products that are registered on hosts, one row each. */
final class RegistrationsReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.REGISTRATIONS, "Registered products",
			"The products that the vendor's licensing helper lists on the hosts of agents. A product that is registered is "
					+ "installed; it need not be used.",
			Set.of(),
			List.of(Column.of("host", "Host", ColumnType.TEXT, "The machine."),
					Column.of("agent", "Agent", ColumnType.TEXT, "The agent's id.").hidden(),
					Column.of("product", "Product", ColumnType.TEXT, "What the key means, with its year."),
					Column.of("feature", "Feature", ColumnType.TEXT, "The vendor's name for what is licensed."),
					Column.of("key", "Product key", ColumnType.TEXT, "The key of the product."),
					Column.of("version", "Version", ColumnType.TEXT, "Its version, as the helper writes it."),
					Column.of("run_as", "Run as", ColumnType.TEXT,
							"The product whose licence is used when it is another one, as with a collection."),
					Column.of("method", "Licence", ColumnType.TEXT,
							"How the licence is obtained: network, standalone, multi seat, named user (Flex included); not chosen: it "
									+ "was not started yet."),
					Column.of("methods", "Possible", ColumnType.TEXT, "In which ways it could be.").hidden(),
					Column.of("listed_at", "Listed", ColumnType.INSTANT, "When the agent told that it is registered.")));

	private final Function<String, String> names;

	/**
	 * @param names gives what a product key means, empty when nobody knows
	 */
	RegistrationsReport(Function<String, String> names) {
		this.names = names;
	}

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) {
		Map<Long, String> hosts = reading.transaction().agents().all().stream()
				.collect(Collectors.toMap(StoredAgent::id, StoredAgent::host));
		List<RegistrationsFact> facts = reading.transaction().registrations().all().stream()
				.filter(fact -> hosts.containsKey(fact.agent()))
				.sorted(Comparator.comparing(fact -> hosts.get(fact.agent()))).toList();
		TableBuilder table = reading.table(DEFINITION);
		// the same keys stand on many hosts
		Map<String, String> known = new HashMap<>();
		Function<String, String> name = key -> known.computeIfAbsent(key, names);
		for (RegistrationsFact fact : facts) {
			for (Registered product : fact.products()) {
				table.row(hosts.get(fact.agent()), Long.toString(fact.agent()), Cells.text(name.apply(product.key())),
						Cells.text(product.feature()), product.key(), Cells.text(product.version()),
						product.selectedKey().equals(product.key()) ? "" : runAs(product.selectedKey(), name), word(product.method()),
						Cells.list(product.methods().stream().map(RegistrationsReport::word).toList()),
						Cells.of(fact.listed()));
			}
			if (!fact.message().isEmpty()) {
				table.note(hosts.get(fact.agent()) + ": " + fact.message());
			}
		}
		return table.build(reading.now(), reading.zone());
	}

	private static String runAs(String key, Function<String, String> names) {
		String name = names.apply(key);
		return name.isEmpty() ? key : name + " (" + key + ")";
	}

	private static String word(String constant) {
		return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
	}
}
