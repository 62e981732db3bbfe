package org.lictor.workbench.internal.views;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.swt.widgets.Composite;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Queries;
import org.lictor.workbench.internal.grid.GridSpec;

/** What differs between what agents saw, what the vendor counted, and who was assigned, since a day. */
public final class ReconciliationView extends SinceReportView {

	@Override
	protected GridSpec spec() {
		return new GridSpec("reconciliation", "differences", List.of("account", "product", "difference", "server", "detail"), "detail",
				GridSpec.Hint.of("Nothing differs since that day",
						"Differences are found between agents' sessions, the vendor's days of use, and assignments: watch hosts with agents, "
								+ "and collect the account or import its users and usage in the view License Servers."),
				Optional.empty());
	}

	@Override
	protected String report() {
		return counted() ? Queries.RECONCILIATION_COUNTS : Queries.RECONCILIATION;
	}

	@Override
	protected String sinceHelp() {
		return "Compares the days from this one on";
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SERVERS, Topic.SESSIONS, Topic.PEOPLE);
	}

	@Override
	protected void createHead(Composite head) {
		super.createHead(head);
		offerGroups(head);
		offerCounts(head, "&Count by kind and product", "Shows how many people and days differ in place of who and when",
				"rows");
	}
}
