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

/** How many licences of each product will be in use at once at most, where history allows to say. */
public final class PeakForecastView extends HeadedReportView {

	private static final int USUAL_DAYS = 91;
	private static final int MOST_DAYS = 1098;

	/** Read by the job that loads the rows. */
	private volatile int days = USUAL_DAYS;

	@Override
	protected GridSpec spec() {
		return new GridSpec("forecast", "products", List.of("product", "server"), "why",
				GridSpec.Hint.of("No use is known yet",
						"A forecast takes 26 whole weeks of use, which agents on the machines tell: enrol agents in the view Agents."),
				Optional.empty());
	}

	@Override
	protected Query query(ZoneId zone) {
		return Query.of(Queries.PEAK_FORECAST, zone).days(days).whose(whose());
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SERVERS, Topic.SESSIONS, Topic.PEOPLE);
	}

	@Override
	protected void createHead(Composite head) {
		offerDays(head, "For so many &days to come:", "Whole weeks; at most half as many as are known", days, MOST_DAYS, chosen -> days = chosen);
		offerGroups(head);
	}
}
