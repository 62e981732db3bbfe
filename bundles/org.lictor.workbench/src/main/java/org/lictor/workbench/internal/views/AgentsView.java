package org.lictor.workbench.internal.views;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.lictor.query.Query;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Queries;
import org.lictor.workbench.internal.Ids;
import org.lictor.workbench.internal.agents.EnrolmentDialog;
import org.lictor.workbench.internal.agents.ExaminationDialog;
import org.lictor.workbench.internal.grid.GridSpec;
import org.lictor.workbench.internal.ui.Work;

import jakarta.inject.Inject;

/** The agents on the machines. */
public final class AgentsView extends ReportView {

	@Inject
	private EPartService parts;

	private ToolItem examine;
	private ToolItem remove;

	@Override
	protected GridSpec spec() {
		return new GridSpec("agents", "agents", List.of("id"), "message",
				new GridSpec.Hint("No agents yet",
						"An agent on a machine sees which programs run there, and for whom. Make an enrolment string and start the agent with it.",
						"Enr&ol an Agent...", this::enrol),
				Optional.empty());
	}

	@Override
	protected Query query(ZoneId zone) {
		return Query.of(Queries.AGENTS, zone);
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.AGENTS);
	}

	@Override
	protected void addActions(ToolBar bar) {
		button(bar, "enrol", "Enrol...", "Make an enrolment string for new agents", this::enrol);
		examine = button(bar, "examine", "Examine...", "Have the selected agent say how it is, and why what runs on its host is counted or not",
				this::examine);
		remove = button(bar, "remove", "Remove", "Remove the selected agents: they may report no more; what they reported stays", this::remove);
		button(bar, "groups", "Groups...", "Create groups of agents and assign them to licence servers",
				() -> parts.showPart(Ids.GROUPS, EPartService.PartState.ACTIVATE));
		offerInRowMenu(bar);
	}

	private void enrol() {
		lictor().ifPresent(lictor -> EnrolmentDialog.open(root().getShell(), lictor));
	}

	private void examine() {
		lictor().ifPresent(lictor -> ExaminationDialog.open(root().getShell(), lictor, grid().selectedTexts("id").getFirst(),
				grid().selectedTexts("host").getFirst()));
	}

	private void remove() {
		List<String> ids = grid().selectedTexts("id");
		List<String> hosts = grid().selectedTexts("host");
		String what = hosts.size() == 1 ? "the agent on " + hosts.getFirst() : ids.size() + " agents";
		if (lictor().isPresent() && MessageDialog.openConfirm(root().getShell(), "Remove Agent",
				"Remove " + what + "? It may report no more until it is enrolled anew. The sessions it reported stay.")) {
			Work.start("Removing " + what, root(), progress -> {
				for (String id : ids) {
					lictor().orElseThrow().agents().remove(id);
				}
				return ids;
			}, done -> reload());
		}
	}

	@Override
	protected void selectionChanged() {
		examine.setEnabled(grid().selectedRows().size() == 1);
		remove.setEnabled(!grid().selectedRows().isEmpty());
	}
}
