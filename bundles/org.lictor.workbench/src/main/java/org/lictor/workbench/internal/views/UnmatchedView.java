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
import org.lictor.workbench.internal.servers.DirectoriesDialog;

/** The work list of host users who match no account or several people, to be mapped. */
public final class UnmatchedView extends ReportView {

	@Override
	protected GridSpec spec() {
		return new GridSpec("unmatched", "host users", List.of("user", "server", "state", "last_seen"), "candidates",
				GridSpec.Hint.of("No host user is left to be mapped",
						"The rules found the account of each host user that was seen; which rule did, the view Identity tells. Host users are seen by agents."),
				Optional.empty());
	}

	@Override
	protected Query query(ZoneId zone) {
		return Query.of(Queries.UNMATCHED, zone);
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SERVERS, Topic.SESSIONS, Topic.PEOPLE);
	}

	@Override
	protected void addActions(ToolBar bar) {
		button(bar, "map", "Map to Account...", "Say which account the selected host user is; the nearest is offered", this::map);
		button(bar, "directories", "Directories...", "The directories by which host users are found", () -> lictor()
				.ifPresent(lictor -> DirectoriesDialog.open(root().getShell(), lictor)));
		grid().onOpen(this::map);
		offerInRowMenu(bar);
	}

	private void map() {
		lictor().ifPresent(lictor -> PeopleDialog.open(root().getShell(), lictor, grid().selectedTexts("user").stream().findFirst(),
				grid().selectedTexts("candidate").stream().findFirst()));
	}
}
