package org.lictor.workbench.internal.views;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DateTime;
import org.eclipse.swt.widgets.Label;
import org.lictor.query.Query;
import org.lictor.workbench.internal.preferences.Settings;
import org.lictor.workbench.internal.ui.Tag;

/** A report on the time since a day that is chosen. */
public abstract class SinceReportView extends HeadedReportView {

	private static final int USUAL_DAYS = 30;

	/** Read by the job that loads the rows. */
	private volatile LocalDate since = LocalDate.now(Settings.zone()).minusDays(USUAL_DAYS);

	/** @return name of the report */
	protected abstract String report();

	/** @return shown while the mouse rests on the day */
	protected abstract String sinceHelp();

	@Override
	protected final Query query(ZoneId zone) {
		// what begins in the future holds nothing: the day that was chosen may be today's, or a later one
		Instant now = Instant.now();
		Instant begin = since.atStartOfDay(zone).toInstant();
		return asked(Query.of(report(), zone).between(begin.isBefore(now) ? begin : now.minusMillis(1), now)
				.whose(whose()));
	}

	/**
	 * @param query of the time and the group that are chosen
	 * @return the query with what else is chosen above the rows
	 */
	protected Query asked(Query query) {
		return query;
	}

	@Override
	protected void createHead(Composite head) {
		new Label(head, SWT.NONE).setText("&Since:");
		DateTime day = Tag.name(new DateTime(head, SWT.DATE | SWT.DROP_DOWN), spec().id() + ".since");
		day.setDate(since.getYear(), since.getMonthValue() - 1, since.getDayOfMonth());
		day.setToolTipText(sinceHelp());
		day.addListener(SWT.Selection, event -> {
			since = LocalDate.of(day.getYear(), day.getMonth() + 1, day.getDay());
			reload();
		});
	}
}
