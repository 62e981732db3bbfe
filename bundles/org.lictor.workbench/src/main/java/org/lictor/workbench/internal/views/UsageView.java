package org.lictor.workbench.internal.views;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Queries;
import org.lictor.workbench.internal.Ids;
import org.lictor.workbench.internal.grid.GridSpec;

import jakarta.inject.Inject;

/** The products: how many seats there are and how many are used. */
public final class UsageView extends ReportView {

	@Inject
	private EPartService parts;

	private ToolItem history;

	@Override
	protected GridSpec spec() {
		return new GridSpec("usage", "products", List.of("product", "server", "version", "licence_type"), "product",
				GridSpec.Hint.of("No products yet",
						"Products appear when a licence server has been polled or an export file imported: add a server in the view License Servers."),
				Optional.empty());
	}

	@Override
	protected Query query(ZoneId zone) {
		return Query.of(Queries.USAGE, zone);
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SERVERS, Topic.SESSIONS, Topic.PEOPLE);
	}

	@Override
	protected void addActions(ToolBar bar) {
		history = button(bar, "history", "Show History", "Show the use of the selected product over time (Enter)", this::showHistory);
		grid().onOpen(this::showHistory);
		offerInRowMenu(bar);
	}

	private void showHistory() {
		List<Integer> rows = grid().selectedRows();
		if (rows.size() == 1) {
			ResultTable table = grid().table().orElseThrow();
			Object shown = parts.showPart(Ids.HISTORY, EPartService.PartState.ACTIVATE).getObject();
			if (shown instanceof HistoryView view) {
				view.show(table.value(rows.getFirst(), "server").toString(), table.value(rows.getFirst(), "product").toString());
			}
		}
	}

	@Override
	protected void selectionChanged() {
		history.setEnabled(grid().selectedRows().size() == 1);
	}
}
