package org.lictor.workbench.internal.views;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Queries;
import org.lictor.workbench.internal.grid.GridSpec;
import org.lictor.workbench.internal.ui.Icons;
import org.lictor.workbench.internal.ui.Tag;

/** Who used what, where and how long; the durations of live sessions grow while one looks. */
public final class SessionsView extends ReportView {

	private static final String LIVE = "live";

	@Override
	protected GridSpec spec() {
		return new GridSpec("sessions", "sessions", List.of("start", "user", "host", "product", "server", "version"), "product",
				GridSpec.Hint.of("No sessions yet",
						"Sessions are told by the agents on the machines, and by servers that know who checked out a licence. "
								+ "Make an enrolment string in the view Agents and assign the agent's group to a licence server."),
				Optional.of(new Growing()));
	}

	@Override
	protected Query query(ZoneId zone) {
		return Query.of(Queries.SESSIONS, zone);
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SESSIONS, Topic.PEOPLE);
	}

	@Override
	protected void addActions(ToolBar bar) {
		ToolItem live = Tag.name(new ToolItem(bar, SWT.CHECK), "sessions.live");
		live.setImage(Icons.image(LIVE, bar));
		live.setText("Live Only");
		live.setToolTipText("Show only sessions that are running now");
		live.addListener(SWT.Selection, event -> grid().filter("state", live.getSelection() ? "=" + LIVE : ""));
	}

	/** The duration of a live session lasts until now, not until the table was made. */
	private static final class Growing implements GridSpec.LiveCells {

		@Override
		public String column() {
			return "duration";
		}

		@Override
		public Object now(ResultTable table, int row, Object value) {
			if (value instanceof Duration duration && table.value(row, "state") instanceof String state && state.equalsIgnoreCase(LIVE)) {
				Duration since = Duration.between(table.asOf(), Instant.now());
				return since.isNegative() ? duration : duration.plus(since);
			}
			return value;
		}
	}
}
