package org.lictor.workbench.internal.views;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.lictor.query.Query;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Queries;
import org.lictor.workbench.internal.agents.RulesDialog;
import org.lictor.workbench.internal.grid.GridSpec;
import org.lictor.workbench.internal.servers.ServerActions;

/** The licence servers and what can be done about them. */
public final class ServersView extends ReportView {

	private ToolItem edit;
	private ToolItem remove;
	private ToolItem poll;
	private ToolItem rules;

	@Override
	protected GridSpec spec() {
		return new GridSpec("servers", "servers", List.of("name"), "message",
				new GridSpec.Hint("No licence servers yet",
						"Add the licence server or cloud account whose use you want to see. You can try its configuration before it is saved.",
						"&New License Server...", () -> actions().ifPresent(ServerActions::create)),
				Optional.empty());
	}

	@Override
	protected Query query(ZoneId zone) {
		return Query.of(Queries.SERVERS, zone);
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SERVERS, Topic.AGENTS);
	}

	private Optional<ServerActions> actions() {
		return lictor().map(lictor -> new ServerActions(root().getShell(), lictor));
	}

	@Override
	protected void addActions(ToolBar bar) {
		button(bar, "add", "New...", "Add a licence server or cloud account (Ctrl+N)", () -> actions().ifPresent(ServerActions::create));
		edit = button(bar, "edit", "Edit...", "Change or verify the selected server (Enter)", this::edit);
		remove = button(bar, "remove", "Remove", "Remove the selected servers and what was collected from them",
				() -> actions().ifPresent(a -> a.remove(names())));
		poll = button(bar, "poll", "Poll Now", "Ask the selected servers now", () -> actions().ifPresent(a -> a.poll(names())));
		button(bar, "import", "Import...", "Import export files for a server (Ctrl+I)",
				() -> actions().ifPresent(a -> a.importFiles(names().stream().findFirst())));
		rules = button(bar, "rules", "Rules...", "Make and try rules of your own, by which agents recognise applications for the selected server",
				() -> lictor().ifPresent(lictor -> RulesDialog.open(root().getShell(), lictor, names().getFirst())));
		grid().onOpen(this::edit);
		offerInRowMenu(bar);
	}

	private void edit() {
		List<String> names = names();
		if (names.size() == 1) {
			actions().ifPresent(a -> a.edit(names.getFirst()));
		}
	}

	private List<String> names() {
		return grid().selectedTexts("name");
	}

	@Override
	protected void selectionChanged() {
		int count = names().size();
		edit.setEnabled(count == 1);
		rules.setEnabled(count == 1);
		remove.setEnabled(count > 0);
		poll.setEnabled(count > 0);
	}
}
