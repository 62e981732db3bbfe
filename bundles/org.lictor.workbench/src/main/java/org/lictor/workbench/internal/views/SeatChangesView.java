package org.lictor.workbench.internal.views;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DateTime;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;
import org.lictor.query.Query;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Queries;
import org.lictor.workbench.internal.grid.GridSpec;
import org.lictor.workbench.internal.preferences.Settings;
import org.lictor.workbench.internal.ui.Tag;

/** Who gained and who lost a seat since a day. */
public final class SeatChangesView extends ReportView {

	private static final int USUAL_DAYS = 30;

	/** Read by the job that loads the rows. */
	private volatile LocalDate since = LocalDate.now(Settings.zone()).minusDays(USUAL_DAYS);

	@Override
	protected GridSpec spec() {
		return new GridSpec("changes", "changes", List.of("at", "account", "product", "server", "team", "change"), "product",
				GridSpec.Hint.of("Nobody gained or lost a seat since that day",
						"Choose an earlier day. Changes are found once an account was collected, or its users imported, more than once."),
				Optional.empty());
	}

	@Override
	protected Query query(ZoneId zone) {
		// what begins in the future holds nothing: the day that was chosen may be today's, or a later one
		Instant now = Instant.now();
		Instant begin = since.atStartOfDay(zone).toInstant();
		return Query.of(Queries.CHANGES, zone).between(begin.isBefore(now) ? begin : now, now);
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SERVERS, Topic.PEOPLE);
	}

	@Override
	protected void addActions(ToolBar bar) {
		// the day stands above the rows: a bar of buttons has no room for it
	}

	@Override
	protected Control createContent(Composite parent) {
		Composite content = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		content.setLayout(layout);
		Label label = new Label(content, SWT.NONE);
		label.setText("&Since:");
		GridData indented = new GridData(SWT.LEFT, SWT.CENTER, false, false);
		indented.horizontalIndent = 6;
		label.setLayoutData(indented);
		DateTime day = Tag.name(new DateTime(content, SWT.DATE | SWT.DROP_DOWN), "changes.since");
		day.setDate(since.getYear(), since.getMonthValue() - 1, since.getDayOfMonth());
		day.setToolTipText("Shows who gained or lost a seat since the beginning of this day");
		day.addListener(SWT.Selection, event -> {
			since = LocalDate.of(day.getYear(), day.getMonth() + 1, day.getDay());
			reload();
		});
		super.createContent(content).setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
		return content;
	}
}
