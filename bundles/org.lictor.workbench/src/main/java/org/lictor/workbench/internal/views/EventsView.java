package org.lictor.workbench.internal.views;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.lictor.query.Query;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Queries;
import org.lictor.workbench.internal.grid.GridSpec;
import org.lictor.workbench.internal.ui.Icons;
import org.lictor.workbench.internal.ui.Tag;

/** What happened: the Event Log, newest first. */
public final class EventsView extends ReportView {

	@Override
	protected GridSpec spec() {
		return new GridSpec("events", "events", List.of("at", "source", "message"), "message",
				GridSpec.Hint.of("Nothing happened yet", "Polls, imports, agents and troubles with them are written down here."),
				Optional.empty());
	}

	@Override
	protected Query query(ZoneId zone) {
		return Query.of(Queries.EVENTS, zone);
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.EVENTS);
	}

	@Override
	protected void addActions(ToolBar bar) {
		ToolItem troubles = Tag.name(new ToolItem(bar, SWT.CHECK), "events.troubles");
		troubles.setImage(Icons.image("warning", bar));
		troubles.setText("Troubles Only");
		troubles.setToolTipText("Show only warnings and errors");
		troubles.addListener(SWT.Selection, event -> grid().filter("severity", troubles.getSelection() ? "=warning | =error" : ""));
	}
}
