package org.lictor.workbench.internal.views;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.lictor.service.Changes.Topic;
import org.lictor.service.Queries;
import org.lictor.workbench.internal.grid.GridSpec;

/** Who gained and who lost a seat since a day. */
public final class SeatChangesView extends SinceReportView {

	@Override
	protected GridSpec spec() {
		return new GridSpec("changes", "changes", List.of("at", "account", "product", "server", "team", "change"), "product",
				GridSpec.Hint.of("Nobody gained or lost a seat since that day",
						"Choose an earlier day. Changes are found once an account was collected, or its users imported, more than once."),
				Optional.empty());
	}

	@Override
	protected String report() {
		return Queries.CHANGES;
	}

	@Override
	protected String sinceHelp() {
		return "Shows who gained or lost a seat since the beginning of this day";
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SERVERS, Topic.PEOPLE);
	}
}
