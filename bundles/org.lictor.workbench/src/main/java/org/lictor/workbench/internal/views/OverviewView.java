package org.lictor.workbench.internal.views;

import java.util.Optional;
import java.util.Set;

import org.eclipse.e4.core.commands.EHandlerService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Lictor;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.workbench.internal.Ids;
import org.lictor.workbench.internal.agents.EnrolmentDialog;
import org.lictor.workbench.internal.overview.Overview;
import org.lictor.workbench.internal.overview.OverviewPage;
import org.lictor.workbench.internal.preferences.Settings;
import org.lictor.workbench.internal.servers.ServerActions;

import jakarta.inject.Inject;

/** Things at a glance; for a newcomer, the way to the first of them. */
public final class OverviewView extends ConnectedView {

	private static final int LATEST_SESSIONS = 8;

	@Inject
	private EPartService parts;

	@Inject
	private EHandlerService handlers;

	private OverviewPage page;
	private Optional<LiveData<Overview>> data = Optional.empty();

	@Override
	protected Control createContent(Composite parent) {
		page = new OverviewPage(parent, new OverviewPage.Actions() {
			@Override
			public void addServer() {
				actions().ifPresent(ServerActions::create);
			}

			@Override
			public void importFiles() {
				actions().ifPresent(a -> a.importFiles(Optional.empty()));
			}

			@Override
			public void enrolAgent() {
				lictor().ifPresent(lictor -> EnrolmentDialog.open(root().getShell(), lictor));
			}

			@Override
			public void open(String view) {
				parts.showPart(view, EPartService.PartState.ACTIVATE);
			}
		});
		handlers.activateHandler(Ids.REFRESH, new GridHandlers.Action(() -> data.ifPresent(LiveData::reload)));
		Settings.onZoneChange(page.control(), () -> data.ifPresent(LiveData::reload));
		return page.control();
	}

	private Optional<ServerActions> actions() {
		return lictor().map(lictor -> new ServerActions(root().getShell(), lictor));
	}

	private static Overview load(Lictor lictor, Progress progress) throws ServiceException {
		ResultTable servers = run(lictor, Query.of(Queries.SERVERS, Settings.zone()), progress);
		ResultTable usage = run(lictor, Query.of(Queries.USAGE, Settings.zone()), progress);
		ResultTable users = run(lictor, Query.of(Queries.USERS, Settings.zone()), progress);
		ResultTable agents = run(lictor, Query.of(Queries.AGENTS, Settings.zone()), progress);
		ResultTable sessions = run(lictor, Query.of(Queries.SESSIONS, Settings.zone()).limit(LATEST_SESSIONS), progress);
		return Overview.of(servers, usage, users, agents, sessions);
	}

	private static ResultTable run(Lictor lictor, Query query, Progress progress) throws ServiceException {
		return lictor.queries().run(query, progress);
	}

	@Override
	protected void connected(Lictor lictor) {
		data = Optional.of(new LiveData<>("overview", lictor, Set.of(Topic.values()), page.control(),
				(progress, teller) -> teller.accept(load(lictor, progress)), overview -> page.show(overview, Settings.zone()),
				trouble -> page.say(trouble.getMessage())));
	}

	@Override
	protected void disconnected() {
		data.ifPresent(LiveData::close);
		data = Optional.empty();
	}

	@Override
	protected void visible(boolean visible) {
		data.ifPresent(d -> d.visible(visible));
	}

	@Override
	protected void focusContent() {
		page.focus();
	}
}
