package org.lictor.workbench.internal.views;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.swt.widgets.ToolBar;
import org.lictor.query.Query;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Queries;
import org.lictor.workbench.internal.grid.GridSpec;

/** How far collecting is, server by server: quotas, the last run, what is still to come, and the next poll. */
public final class CollectingView extends ReportView {

	@Override
	protected GridSpec spec() {
		return new GridSpec("collecting", "quotas and tasks", List.of("server", "kind", "name"), "detail",
				GridSpec.Hint.of("Nothing is collected yet",
						"Quotas and runs appear once a licence server collects from a cloud: choose one of the ways of signing in as its source."),
				Optional.empty());
	}

	@Override
	protected Query query(ZoneId zone) {
		return Query.of(Queries.COLLECTING, zone);
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SERVERS);
	}

	@Override
	protected void addActions(ToolBar bar) {
		// the rows can be sorted, filtered and exported as everywhere; there is nothing to do about them
	}
}
