package org.lictor.workbench.internal.views;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.ToolBar;
import org.lictor.query.Query;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Queries;
import org.lictor.workbench.internal.grid.GridSpec;
import org.lictor.workbench.internal.people.PeopleDialog;

/** Which host user is which account, by which rule and when; or the accounts that are no host user that was seen. */
public final class IdentityView extends HeadedReportView {

	@Override
	protected GridSpec spec() {
		return new GridSpec("identity", "matches", List.of("user", "account", "server", "from"), "name",
				GridSpec.Hint.of("No host user matches an account yet",
						"That needs accounts, from the account itself or its users file, and sessions, from agents: begin in the view License Servers."),
				Optional.empty());
	}

	@Override
	protected Query query(ZoneId zone) {
		return Query.of(counted() ? Queries.UNSEEN_ACCOUNTS : Queries.IDENTITY, zone);
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SERVERS, Topic.SESSIONS, Topic.PEOPLE);
	}

	@Override
	protected void createHead(Composite head) {
		offerCounts(head, "&Accounts never seen on a host", "Shows the accounts that are no host user in place of the matches",
				"accounts");
	}

	@Override
	protected void addActions(ToolBar bar) {
		button(bar, "map", "Map to Account...", "Say which account a host user is, where a rule is wrong or finds nothing", this::map);
		grid().onOpen(this::map);
		offerInRowMenu(bar);
	}

	private void map() {
		lictor().ifPresent(lictor -> PeopleDialog.open(root().getShell(), lictor,
				counted() ? Optional.empty() : grid().selectedTexts("user").stream().findFirst(),
				grid().selectedTexts("account").stream().findFirst()));
	}
}
