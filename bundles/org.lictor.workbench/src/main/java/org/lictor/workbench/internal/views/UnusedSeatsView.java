package org.lictor.workbench.internal.views;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.swt.widgets.Composite;
import org.lictor.query.Query;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Queries;
import org.lictor.workbench.internal.grid.GridSpec;

/** Seats that nobody used for a number of days: whose they are, or how many there are of each product. */
public final class UnusedSeatsView extends HeadedReportView {

	private static final int USUAL_DAYS = 90;
	private static final int MOST_DAYS = 3650;

	/** Read by the job that loads the rows. */
	private volatile int days = USUAL_DAYS;

	@Override
	protected GridSpec spec() {
		return new GridSpec("unused", "seats", List.of("account", "product", "server"), "product",
				GridSpec.Hint.of("No seat is known to be unused for so many days",
						"That needs assignments and what is known of use for as many days: collect the account, import its users and "
								+ "usage in the view License Servers, or ask for fewer days."),
				Optional.empty());
	}

	@Override
	protected Query query(ZoneId zone) {
		return Query.of(counted() ? Queries.UNUSED_SEATS_BY_PRODUCT : Queries.UNUSED_SEATS, zone).days(days).whose(whose());
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SERVERS, Topic.SESSIONS, Topic.PEOPLE);
	}

	@Override
	protected void createHead(Composite head) {
		offerDays(head, "Not used for so many &days:", "Who has a seat for as long and was not seen to use it", days, MOST_DAYS,
				chosen -> days = chosen);
		offerGroups(head);
		offerCounts(head, "&Count by product", "Shows how many seats of each product are unused in place of whose they are", "products");
	}
}
