package org.lictor.workbench.internal.views;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.lictor.query.AttributionPolicy;
import org.lictor.query.Query;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Queries;
import org.lictor.workbench.internal.grid.GridSpec;
import org.lictor.workbench.internal.ui.Tag;

/** The seats, tokens and licences that sessions since a day are laid to. */
public final class AttributionView extends SinceReportView {

	/** Read by the job that loads the rows. */
	private volatile AttributionPolicy policy = AttributionPolicy.VENDOR;

	@Override
	protected GridSpec spec() {
		return new GridSpec("attribution", "rows", List.of("product", "laid_to", "basis", "server", "user", "account"), "basis",
				GridSpec.Hint.of("No session since that day",
						"Sessions are laid to the seats that people have: watch hosts with agents, and collect the account or import its users "
								+ "in the view License Servers."),
				Optional.empty());
	}

	@Override
	protected String report() {
		return counted() ? Queries.SESSION_ATTRIBUTION : Queries.ATTRIBUTION;
	}

	@Override
	protected Query asked(Query query) {
		return query.policy(policy);
	}

	@Override
	protected String sinceHelp() {
		return "Lays the sessions since the beginning of this day";
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SERVERS, Topic.SESSIONS, Topic.PEOPLE);
	}

	@Override
	protected void createHead(Composite head) {
		super.createHead(head);
		new Label(head, SWT.NONE).setText("Where several f&it:");
		Combo policies = Tag.name(new Combo(head, SWT.DROP_DOWN | SWT.READ_ONLY), "attribution.policy");
		policies.setItems("as the vendor counted", "the product's own seat", "the collection's seat");
		policies.select(policy.ordinal());
		policies.setToolTipText("To which seat a session is laid that several allow. Nothing is stored: choose another and compare.");
		policies.addListener(SWT.Selection, event -> {
			policy = AttributionPolicy.values()[policies.getSelectionIndex()];
			reload();
		});
		offerGroups(head);
		offerCounts(head, "&List the sessions", "Shows each session in place of numbers", "sessions");
	}
}
