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

/** The products that are registered on hosts. */
public final class RegistrationsView extends ReportView {

	@Override
	protected GridSpec spec() {
		return new GridSpec("registrations", "registered products", List.of("host", "key", "version"), "product",
				GridSpec.Hint.of("No registered products yet",
						"Agents tell them from Autodesk's licensing helper on their hosts, once their group is assigned to a server of the type Autodesk."),
				Optional.empty());
	}

	@Override
	protected Query query(ZoneId zone) {
		return Query.of(Queries.REGISTRATIONS, zone);
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.AGENTS);
	}

	@Override
	protected void addActions(ToolBar bar) {
		// the rows can be sorted, filtered and exported as everywhere; there is nothing to do about them
	}
}
