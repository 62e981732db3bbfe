package org.lictor.workbench.internal.views;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.swt.widgets.Composite;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Queries;
import org.lictor.workbench.internal.grid.GridSpec;

/** Days of use as the vendor would count them, and whether a seat or tokens would cost less. */
public final class SeatDaysView extends SinceReportView {

	@Override
	protected GridSpec spec() {
		return new GridSpec("seatdays", "rows", List.of("account", "product", "server"), "product",
				GridSpec.Hint.of("Nobody used anything since that day",
						"Days of use are counted from sessions, which agents on the machines tell: enrol agents in the view Agents."),
				Optional.empty());
	}

	@Override
	protected String report() {
		return Queries.SEAT_DAYS;
	}

	@Override
	protected String sinceHelp() {
		return "Counts the days of use since the beginning of this day";
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
