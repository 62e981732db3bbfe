package org.lictor.workbench.internal;

/** Names that plugin.xml and the code share. */
public final class Ids {

	/** The perspective. */
	public static final String PERSPECTIVE = "org.lictor.workbench.perspective";

	/** View: things at a glance. */
	public static final String OVERVIEW = "org.lictor.workbench.overview";
	/** View: licence servers. */
	public static final String SERVERS = "org.lictor.workbench.servers";
	/** View: products. */
	public static final String USAGE = "org.lictor.workbench.usage";
	/** View: use over time. */
	public static final String HISTORY = "org.lictor.workbench.history";
	/** View: sessions. */
	public static final String SESSIONS = "org.lictor.workbench.sessions";
	/** View: people. */
	public static final String USERS = "org.lictor.workbench.users";
	/** View: host users who match no account, or several people. */
	public static final String UNMATCHED = "org.lictor.workbench.unmatched";
	/** View: which host user is which account. */
	public static final String IDENTITY = "org.lictor.workbench.identity";
	/** View: seats owned and assigned over time. */
	public static final String SEATS = "org.lictor.workbench.seats";
	/** View: who was assigned what, when. */
	public static final String ASSIGNMENTS = "org.lictor.workbench.assignments";
	/** View: seats that nobody used for a while. */
	public static final String UNUSED = "org.lictor.workbench.unused";
	/** View: what differs between agents, vendor and assignments. */
	public static final String RECONCILIATION = "org.lictor.workbench.reconciliation";
	/** View: hours in which at least so many licences were in use. */
	public static final String UTILISATION = "org.lictor.workbench.utilisation";
	/** View: who was refused licences. */
	public static final String DENIALS = "org.lictor.workbench.denials";
	/** View: the seats, tokens and licences that sessions are laid to. */
	public static final String ATTRIBUTION = "org.lictor.workbench.attribution";
	/** View: what each report group used. */
	public static final String GROUP_USE = "org.lictor.workbench.groupuse";
	/** View: how many licences will be in use at once. */
	public static final String FORECAST = "org.lictor.workbench.forecast";
	/** View: days of use as the vendor would count them, and what they would cost. */
	public static final String SEAT_DAYS = "org.lictor.workbench.seatdays";
	/** View: who gained or lost a seat. */
	public static final String CHANGES = "org.lictor.workbench.changes";
	/** View: contracts and when they end. */
	public static final String EXPIRING = "org.lictor.workbench.expiring";
	/** View: tokens used. */
	public static final String TOKENS = "org.lictor.workbench.tokens";
	/** View: quotas, the last run, and what is to come. */
	public static final String COLLECTING = "org.lictor.workbench.collecting";
	/** View: agents. */
	public static final String AGENTS = "org.lictor.workbench.agents";
	/** View: products that are registered on hosts. */
	public static final String REGISTRATIONS = "org.lictor.workbench.registrations";
	/** View: agent groups. */
	public static final String GROUPS = "org.lictor.workbench.groups";
	/** View: what happened. */
	public static final String EVENTS = "org.lictor.workbench.events";

	/** Command: ask again. */
	public static final String REFRESH = "org.lictor.workbench.refresh";
	/** Command: write what is shown into a file. */
	public static final String EXPORT = "org.lictor.workbench.export";
	/** Command: choose columns. */
	public static final String COLUMNS = "org.lictor.workbench.columns";
	/** Command: type a filter. */
	public static final String FILTER = "org.lictor.workbench.filter";
	/** Command of the platform: copy. */
	public static final String COPY = "org.eclipse.ui.edit.copy";
	/** Command of the platform: select all. */
	public static final String SELECT_ALL = "org.eclipse.ui.edit.selectAll";
	/** Command: add a licence server. */
	public static final String NEW_SERVER = "org.lictor.workbench.server.new";
	/** Command: import files. */
	public static final String IMPORT = "org.lictor.workbench.import";
	/** Command: make an enrolment string. */
	public static final String ENROL = "org.lictor.workbench.agent.enrol";
	/** Command: say which host user is which account. */
	public static final String MAP_PEOPLE = "org.lictor.workbench.people.map";
	/** Command: make report groups. */
	public static final String REPORT_GROUPS = "org.lictor.workbench.people.groups";

	private Ids() {
	}
}
