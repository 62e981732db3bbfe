package org.lictor.core.internal.reports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.service.Queries;
import org.lictor.store.EntitlementFact;
import org.lictor.store.FactTable.OfServer;
import org.lictor.store.GroupAssignment;
import org.lictor.store.SampleFact;
import org.lictor.store.Stored;
import org.lictor.store.StoredGroup;
import org.lictor.store.StoredServer;

/** The licence servers, one row each. */
final class ServersReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.SERVERS, "Licence servers",
			"The licence servers being monitored, how each is doing, and what it has.", Set.of(Parameter.SERVER),
			List.of(Column.of("name", "Name", ColumnType.TEXT, "The server's name."),
					Column.of("type", "Type id", ColumnType.TEXT, "The id of its server type.").hidden(),
					Column.of("type_label", "Type", ColumnType.TEXT, "Its server type."),
					Column.of("status", "Status", ColumnType.TEXT,
							"UP, DOWN, UNKNOWN or MISCONFIGURED, after the last attempt."),
					Column.of("detail", "Detail", ColumnType.TEXT, "The class of trouble, for scripts.").hidden(),
					Column.of("message", "Message", ColumnType.TEXT, "What happened and what to do."),
					Column.of("last_success", "Last success", ColumnType.INSTANT, "When something was last learned from it."),
					Column.of("last_attempt", "Last attempt", ColumnType.INSTANT, "When it was last asked.").hidden(),
					Column.of("seats", "Seats", ColumnType.INTEGER,
							"Seats owned today of all its products together (rule seats v1), or the totals it last told.")
							.in("seats"),
					Column.of("products", "Products", ColumnType.INTEGER, "How many products it licenses."),
					Column.of("groups", "Agent groups", ColumnType.TEXT, "The agent groups assigned to it.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) {
		List<OfServer<EntitlementFact>> entitlements = reading.transaction().facts().entitlements().all();
		Seats seats = new Seats(entitlements);
		Map<Long, Set<String>> products = new HashMap<>();
		for (OfServer<EntitlementFact> each : entitlements) {
			products.computeIfAbsent(each.server(), none -> new HashSet<>()).add(each.fact().product().name());
		}
		Map<Long, String> groupNames = new HashMap<>();
		for (StoredGroup group : reading.transaction().groups().all()) {
			groupNames.put(group.id(), group.name());
		}
		Map<Long, Set<String>> groups = new HashMap<>();
		for (GroupAssignment assignment : reading.transaction().groups().assignments()) {
			groups.computeIfAbsent(assignment.server(), none -> new TreeSet<>())
					.add(groupNames.getOrDefault(assignment.group(), ""));
		}
		TableBuilder table = reading.table(DEFINITION);
		for (StoredServer server : reading.servers()) {
			List<OptionalLong> told = new ArrayList<>();
			Set<String> names = new HashSet<>(products.getOrDefault(server.id(), Set.of()));
			names.forEach(product -> told.add(seats.on(server.id(), product, reading.today(), reading.zone())));
			for (Stored<SampleFact> step : reading.transaction().facts().samples().open(server.id())) {
				names.add(step.fact().product().name());
				told.add(step.fact().total());
			}
			List<Long> known = told.stream().filter(OptionalLong::isPresent).map(OptionalLong::getAsLong).toList();
			Object total = known.isEmpty() ? org.lictor.query.Unknown.UNKNOWN
					: (Object) known.stream().mapToLong(Long::longValue).sum();
			table.row(server.name(), server.type(), reading.typeLabel(server.type()), server.status().state().name(),
					server.status().detail().name(), Cells.text(server.status().message()),
					Cells.of(server.lastSuccess()), Cells.of(server.lastAttempt()), total,
					names.isEmpty() && server.lastSuccess().isEmpty() ? org.lictor.query.Unknown.UNKNOWN
							: (Object) (long) names.size(),
					Cells.list(groups.getOrDefault(server.id(), Set.of())));
		}
		return table.build(reading.now(), reading.zone());
	}
}
