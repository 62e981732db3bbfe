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

/** Contracts and subscriptions, those that end first in front. */
public final class ExpiringView extends ReportView {

	@Override
	protected GridSpec spec() {
		return new GridSpec("expiring", "contracts", List.of("server", "product", "team", "contract", "reference", "until"), "product",
				GridSpec.Hint.of("No contracts yet",
						"They come with the subscriptions of an account: let it be collected, or import its subscriptions file in the view License Servers."),
				Optional.empty());
	}

	@Override
	protected Query query(ZoneId zone) {
		return Query.of(Queries.EXPIRING, zone);
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
