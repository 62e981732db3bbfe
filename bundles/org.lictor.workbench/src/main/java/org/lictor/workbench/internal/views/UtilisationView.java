package org.lictor.workbench.internal.views;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.swt.widgets.Composite;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Queries;
import org.lictor.workbench.internal.grid.GridSpec;

/** For how many hours at least so many licences of each product were in use since a day. */
public final class UtilisationView extends SinceReportView {

	@Override
	protected GridSpec spec() {
		return new GridSpec("utilisation", "rows", List.of("product", "licences", "server"), "product",
				GridSpec.Hint.of("No use is known since that day",
						"Use is told by agents on the machines, and by servers that are polled: enrol agents in the view Agents, or add a "
								+ "licence server."),
				Optional.empty());
	}

	@Override
	protected String report() {
		return Queries.UTILISATION;
	}

	@Override
	protected String sinceHelp() {
		return "Counts the hours since the beginning of this day";
	}

	@Override
	protected void createHead(Composite head) {
		super.createHead(head);
		offerGroups(head);
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SERVERS, Topic.SESSIONS, Topic.PEOPLE);
	}
}
