package org.lictor.workbench.internal.views;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Queries;
import org.lictor.workbench.internal.grid.GridSpec;
import org.lictor.workbench.internal.people.ReportGroupsDialog;
import org.lictor.workbench.internal.ui.Tag;

/** What each report group used since a day. */
public final class GroupUseView extends SinceReportView {

	@Override
	protected GridSpec spec() {
		return new GridSpec("groupuse", "rows", List.of("group", "product", "server"), "group",
				new GridSpec.Hint("No report group used anything since that day",
						"Make a group of users, hosts, servers or products, and say who or what is in it.", "&Report Groups...",
						this::openGroups),
				Optional.empty());
	}

	@Override
	protected String report() {
		return Queries.GROUP_USE;
	}

	@Override
	protected String sinceHelp() {
		return "Counts the use since the beginning of this day";
	}

	@Override
	protected void createHead(Composite head) {
		super.createHead(head);
		Button groups = Tag.name(new Button(head, SWT.PUSH), "groupuse.groups");
		groups.setText("&Report Groups...");
		groups.setToolTipText("Make report groups, and say who or what is in them");
		groups.addListener(SWT.Selection, event -> openGroups());
	}

	private void openGroups() {
		lictor().ifPresent(lictor -> ReportGroupsDialog.open(root().getShell(), lictor));
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SERVERS, Topic.SESSIONS, Topic.PEOPLE);
	}
}
