package org.lictor.workbench.internal.views;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.swt.widgets.Composite;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Queries;
import org.lictor.workbench.internal.grid.GridSpec;

/** Who was refused licences since a day, or how often that was beside the most that were in use. */
public final class DenialsView extends SinceReportView {

	@Override
	protected GridSpec spec() {
		return new GridSpec("denials", "denials", List.of("user", "account", "host", "product", "server", "reason"), "reason",
				GridSpec.Hint.of("Nobody was refused a licence since that day, or nobody tells",
						"Denials are told by licence servers, such as custom servers whose file has them: add one in the view License Servers. "
								+ "Named users of Autodesk are refused by the vendor, who does not tell."),
				Optional.empty());
	}

	@Override
	protected String report() {
		return counted() ? Queries.DENIALS_HISTORY : Queries.DENIALS;
	}

	@Override
	protected String sinceHelp() {
		return "Shows the denials since the beginning of this day";
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SERVERS, Topic.SESSIONS, Topic.PEOPLE);
	}

	@Override
	protected void createHead(Composite head) {
		super.createHead(head);
		offerGroups(head);
		offerCounts(head, "&Count by product and time",
				"Shows how often licences of a product were refused and how many were in use at most: by hour, from two weeks on by day",
				"periods");
	}
}
