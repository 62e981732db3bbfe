package org.lictor.workbench.internal.overview;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.lictor.workbench.internal.Ids;
import org.lictor.workbench.internal.ui.Tag;

/**
 * The page of the overview: figures on top, then what needs attention, or, while there is nothing yet, a guide. It is kept
 * and only its texts change, so that it does not flicker. For the UI thread.
 */
public final class OverviewPage {

	private static final int ROWS = 6;

	/** What a person can do from here. */
	public interface Actions {

		/** Adds a licence server. */
		void addServer();

		/** Imports files. */
		void importFiles();

		/** Makes an enrolment string. */
		void enrolAgent();

		/**
		 * Opens a view.
		 *
		 * @param view its id
		 */
		void open(String view);
	}

	private final ScrolledComposite scroll;
	private final Composite page;
	private final Guide guide;
	private final Composite figures;
	private final Composite cards;
	private final Tile owned;
	private final Tile assigned;
	private final Tile used;
	private final Tile free;
	private final Card idle;
	private final Card fullest;
	private final Card troubles;
	private final Card sessions;
	private final Label trouble;

	/**
	 * @param parent  of the page
	 * @param actions what a person can do from here
	 */
	public OverviewPage(Composite parent, Actions actions) {
		scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
		scroll.setExpandHorizontal(true);
		scroll.setExpandVertical(true);
		page = Tag.style(Tag.name(new Composite(scroll, SWT.NONE), "overview"), "LictorPage");
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = 14;
		layout.marginHeight = 12;
		layout.verticalSpacing = 12;
		page.setLayout(layout);
		scroll.setContent(page);
		LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), page);
		Font big = resources.create(FontDescriptor.createFrom(parent.getFont()).increaseHeight(12).setStyle(SWT.BOLD));
		Font bold = resources.create(FontDescriptor.createFrom(parent.getFont()).increaseHeight(1).setStyle(SWT.BOLD));

		trouble = Tag.style(Tag.name(new Label(page, SWT.WRAP), "overview.trouble"), "LictorBad");
		trouble.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		guide = new Guide(page, actions, bold);
		guide.control().setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		figures = row(page, 4);
		owned = new Tile(figures, "overview.owned", "seats owned", big);
		assigned = new Tile(figures, "overview.assigned", "assigned to people", big);
		used = new Tile(figures, "overview.used", "used right now", big);
		free = new Tile(figures, "overview.free", "free", big);
		cards = row(page, 2);
		idle = new Card(cards, "overview.idle", "Worth giving back", bold, () -> actions.open(Ids.USERS), ROWS);
		fullest = new Card(cards, "overview.fullest", "Fullest products", bold, () -> actions.open(Ids.USAGE), ROWS);
		troubles = new Card(cards, "overview.troubles", "Needs attention", bold, () -> actions.open(Ids.SERVERS), ROWS);
		sessions = new Card(cards, "overview.sessions", "Latest sessions", bold, () -> actions.open(Ids.SESSIONS), ROWS);
		show(guide.control(), false);
		show(figures, false);
		show(cards, false);
		say("");
		scroll.addListener(SWT.Resize, event -> fit());
	}

	private static Composite row(Composite parent, int columns) {
		Composite row = Tag.style(new Composite(parent, SWT.NONE), "LictorPage");
		GridLayout layout = new GridLayout(columns, true);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		layout.horizontalSpacing = 12;
		layout.verticalSpacing = 12;
		row.setLayout(layout);
		row.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, false));
		return row;
	}

	/** @return the control of this page */
	public Control control() {
		return scroll;
	}

	/** Puts the focus where it is of use. */
	public void focus() {
		if (guide.control().isVisible()) {
			guide.focus();
		} else {
			scroll.setFocus();
		}
	}

	/**
	 * @param sentence why nothing newer can be shown, empty when all is well
	 */
	public void say(String sentence) {
		trouble.setText(sentence);
		show(trouble, !sentence.isEmpty());
		fit();
	}

	/**
	 * @param overview what is shown from now on
	 * @param zone     in which times are shown
	 */
	public void show(Overview overview, ZoneId zone) {
		scroll.setRedraw(false);
		try {
			boolean complete = overview.servers() > 0 && overview.data() && overview.agents() > 0;
			guide.show(overview);
			show(guide.control(), !complete);
			show(figures, overview.servers() > 0);
			show(cards, overview.servers() > 0);
			Overview.Seats seats = overview.seats();
			owned.show(Overview.text(seats.owned()), "");
			assigned.show(Overview.text(seats.assigned()), share(seats.assigned(), seats.owned()));
			used.show(Overview.text(seats.used()), share(seats.used(), seats.owned()));
			free.show(Overview.text(seats.free()), share(seats.free(), seats.owned()));
			showIdle(overview, zone);
			showFullest(overview);
			showTroubles(overview);
			showSessions(overview, zone);
			say("");
		} finally {
			scroll.setRedraw(true);
		}
	}

	private static String share(OptionalLong part, OptionalLong whole) {
		return part.isPresent() && whole.isPresent() && whole.getAsLong() > 0
				? Math.round(100.0 * part.getAsLong() / whole.getAsLong()) + " % of owned"
				: "";
	}

	private void showIdle(Overview overview, ZoneId zone) {
		List<Card.Line> lines = new ArrayList<>();
		for (Overview.Idle assignment : overview.idle()) {
			lines.add(new Card.Line("", assignment.account(), assignment.product(),
					assignment.lastUsed().map(at -> "last used " + day(at, zone)).orElse("never seen used")));
		}
		String summary = overview.idle().isEmpty() ? ""
				: overview.idle().size() + " assigned seats, not used for " + Overview.IDLE_AFTER.toDays() + " days";
		String nothing = overview.unobserved().isEmpty() ? "Every assigned seat was used lately."
				: "Nothing is known yet of the use of " + String.join(", ", overview.unobserved())
						+ ": enrol agents on the machines, or import usage files.";
		idle.show(summary, lines, nothing);
	}

	private void showFullest(Overview overview) {
		List<Card.Line> lines = new ArrayList<>();
		for (Overview.Fullness product : overview.fullest()) {
			lines.add(Card.Line.bar(product.product(), product.used() + " of " + product.total(), product.utilisation()));
		}
		fullest.show("", lines, "No product's use is known yet.");
	}

	private void showTroubles(Overview overview) {
		List<Card.Line> lines = new ArrayList<>();
		overview.troubles().forEach(server -> lines.add(new Card.Line(server.status(), server.name(), server.status(), server.detail())));
		overview.silent().forEach(agent -> lines.add(
				new Card.Line("silent", agent.name(), "agent " + agent.status(), agent.detail())));
		int count = overview.troubles().size() + overview.silent().size();
		troubles.show(count == 0 ? "" : overview.troubles().size() + " servers, " + overview.silent().size() + " agents", lines,
				"All servers answer and all agents are heard.");
	}

	private void showSessions(Overview overview, ZoneId zone) {
		List<Card.Line> lines = new ArrayList<>();
		for (Overview.Session session : overview.latest()) {
			lines.add(new Card.Line(session.live() ? "live" : "ended", session.user(), session.product(),
					session.host() + session.start().map(at -> ", " + time(at, zone)).orElse("")));
		}
		sessions.show("", lines, "No session was seen yet: agents tell them.");
	}

	private static String day(Instant at, ZoneId zone) {
		return DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).format(at.atZone(zone));
	}

	private static String time(Instant at, ZoneId zone) {
		return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(at.atZone(zone));
	}

	private static void show(Control control, boolean visible) {
		Optional.ofNullable((GridData) control.getLayoutData()).ifPresent(data -> data.exclude = !visible);
		control.setVisible(visible);
	}

	private void fit() {
		int width = Math.max(200, scroll.getClientArea().width);
		page.layout(true, true);
		scroll.setMinSize(page.computeSize(width, SWT.DEFAULT));
	}
}
