package org.lictor.core.internal.reports;

import java.util.List;
import java.util.Set;

import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;
import org.lictor.spi.Collecting;
import org.lictor.store.MonitorStore;
import org.lictor.store.StoredServer;

/** How far monitors are, and what their sources allow. */
final class CollectingReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.COLLECTING, "Collecting",
			"What monitors collect, and how much their sources allow, as they told last.", Set.of(Parameter.SERVER),
			List.of(Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("kind", "Kind", ColumnType.TEXT, "QUOTA: what the source allows. TASK: something to collect. POLL: when it was last asked, and when it is asked next."),
					Column.of("name", "Name", ColumnType.TEXT, "What it is."),
					Column.of("state", "State", ColumnType.TEXT,
							"Of a task WAITING, RUNNING, DONE, FAILED or BLOCKED; of a quota OPEN or BLOCKED; of a poll the server's status."),
					Column.of("used", "Used", ColumnType.INTEGER, "How much of the quota is used.").in("requests"),
					Column.of("limit", "Limit", ColumnType.INTEGER, "How much there is.").in("requests"),
					Column.of("left", "Left", ColumnType.INTEGER, "How much is left of it.").in("requests"),
					Column.of("per", "Per", ColumnType.DURATION, "In which time.").in("h:m:s"),
					Column.of("until", "Until", ColumnType.INSTANT, "Until when nothing more can be asked."),
					Column.of("detail", "Detail", ColumnType.TEXT, "More of it."),
					Column.of("at", "At", ColumnType.INSTANT, "Since when it is so, or when it was told; of the next poll when it is due while a server or workbench monitors.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) {
		TableBuilder table = reading.table(DEFINITION);
		for (StoredServer server : reading.servers()) {
			MonitorStore.Told told = reading.transaction().monitors().collecting(server.id());
			for (Collecting.Quota quota : told.collecting().quotas()) {
				boolean blocked = quota.blockedUntil().filter(until -> until.isAfter(reading.now())).isPresent();
				table.row(server.name(), "QUOTA", quota.name(), blocked ? "BLOCKED" : "OPEN", quota.used(), quota.limit(),
						Math.max(0L, quota.limit() - quota.used()), quota.per(), Cells.of(quota.blockedUntil()), Unknown.UNKNOWN, told.at());
			}
			for (Collecting.Task task : told.collecting().tasks()) {
				table.row(server.name(), "TASK", task.name(), task.state().name(), Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN,
						Unknown.UNKNOWN, Unknown.UNKNOWN, Cells.text(task.detail()), task.at());
			}
			if (!told.collecting().quotas().isEmpty() || !told.collecting().tasks().isEmpty()) {
				table.row(server.name(), "POLL", "last poll", server.status().state().name(), Unknown.UNKNOWN, Unknown.UNKNOWN,
						Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN, Cells.text(server.status().message()),
						Cells.of(server.lastAttempt()));
				told.collecting().nextPoll().filter(due -> server.enabled()).ifPresent(due -> table.row(server.name(), "POLL", "next poll",
						Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN,
						Unknown.UNKNOWN, due));
			}
		}
		return table.build(reading.now(), reading.zone());
	}
}
