package org.lictor.core.internal.reports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.service.Queries;
import org.lictor.store.Membership;
import org.lictor.store.StoredAgent;

/** The agents, one row each. */
final class AgentsReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.AGENTS, "Agents",
			"The agents that enrolled, whether they are alive, and which groups they are in.", Set.of(),
			List.of(Column.of("id", "Id", ColumnType.TEXT, "The agent's id, for commands."),
					Column.of("host", "Host", ColumnType.TEXT, "The name of its host."),
					Column.of("status", "Status", ColumnType.TEXT,
							"online: heard within the silence limit; silent: not heard since; never heard."),
					Column.of("version", "Version", ColumnType.TEXT, "The agent's version."),
					Column.of("platform", "Platform", ColumnType.TEXT, "Operating system and architecture."),
					Column.of("groups", "Groups", ColumnType.TEXT, "The agent groups it is in."),
					Column.of("enrolled_at", "Enrolled", ColumnType.INSTANT, "When it enrolled.").hidden(),
					Column.of("last_heard", "Last heard", ColumnType.INSTANT, "When it last proved to be alive."),
					Column.of("clock_offset", "Clock ahead by", ColumnType.DURATION,
							"How far its clock is ahead of the server's; negative when behind."),
					Column.of("consent", "Consent", ColumnType.TEXT,
							"Whether the users of versions that are known by usage files alone agreed to that; empty where "
									+ "there are none. Rule usage-files v1."),
					Column.of("message", "Message", ColumnType.TEXT, "The trouble it last told.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) {
		Map<Long, String> names = new HashMap<>();
		reading.transaction().groups().all().forEach(group -> names.put(group.id(), group.name()));
		Map<Long, Set<String>> groups = new HashMap<>();
		for (Membership membership : reading.transaction().groups().memberships()) {
			if (names.containsKey(membership.group())) {
				groups.computeIfAbsent(membership.agent(), none -> new TreeSet<>()).add(names.get(membership.group()));
			}
		}
		Consents consents = new Consents(reading);
		TableBuilder table = reading.table(DEFINITION);
		for (StoredAgent agent : reading.transaction().agents().all()) {
			String status = agent.lastHeard().isEmpty() ? "never heard" : reading.online(agent.id()) ? "online" : "silent";
			table.row(Long.toString(agent.id()), agent.host(), status, agent.version(), agent.platform(),
					Cells.list(groups.getOrDefault(agent.id(), Set.of())), agent.enrolledAt(),
					Cells.of(agent.lastHeard()), Cells.of(agent.clockOffset()), Cells.text(consents.of(agent.id())),
					Cells.text(agent.message()));
		}
		consents.notes().forEach(table::note);
		return table.build(reading.now(), reading.zone());
	}
}
