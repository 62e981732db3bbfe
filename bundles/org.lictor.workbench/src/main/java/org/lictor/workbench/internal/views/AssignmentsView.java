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

/** Who was assigned which product, from when until when. */
public final class AssignmentsView extends ReportView {

	@Override
	protected GridSpec spec() {
		return new GridSpec("assignments", "assignments", List.of("account", "product", "server", "team", "from"), "product",
				GridSpec.Hint.of("No assignments yet",
						"They come with the users of an account: let it be collected, or import its users file in the view License Servers."),
				Optional.empty());
	}

	@Override
	protected Query query(ZoneId zone) {
		return Query.of(Queries.ASSIGNMENTS, zone);
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SERVERS, Topic.PEOPLE);
	}

	@Override
	protected void addActions(ToolBar bar) {
		// the rows can be sorted, filtered and exported as everywhere; there is nothing to do about them
	}
}
