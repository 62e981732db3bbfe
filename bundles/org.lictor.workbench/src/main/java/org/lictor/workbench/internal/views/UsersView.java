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
import org.lictor.workbench.internal.people.PeopleDialog;

/** The people: what is assigned to them, when they last used it, and as which host users they are known. */
public final class UsersView extends ReportView {

	@Override
	protected GridSpec spec() {
		return new GridSpec("users", "assignments", List.of("account", "product", "server"), "product",
				GridSpec.Hint.of("No users yet",
						"Users appear with the users or assignments file of an account: import it in the view License Servers."),
				Optional.empty());
	}

	@Override
	protected Query query(ZoneId zone) {
		return Query.of(Queries.USERS, zone);
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SERVERS, Topic.SESSIONS, Topic.PEOPLE);
	}

	@Override
	protected void addActions(ToolBar bar) {
		button(bar, "map", "Map Host Users...",
				"Say which user of a machine is which account, where the rules do not find out", this::map);
		grid().onOpen(this::map);
		offerInRowMenu(bar);
	}

	private void map() {
		lictor().ifPresent(lictor -> PeopleDialog.open(root().getShell(), lictor, Optional.empty(), grid().selectedTexts("account").stream().findFirst()));
	}
}
