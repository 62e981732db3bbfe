package org.lictor.service;

import java.util.List;

import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ResultTable;
import org.osgi.annotation.versioning.ProviderType;

/** Answers questions. Safe for use by many threads; answers may take long and must not be awaited on a UI thread. */
@ProviderType
public interface Queries {

	/** Name of the report of licence servers: one row each. */
	String SERVERS = "servers";
	/** Name of the report of products: used and owned now, one row a product. */
	String USAGE = "usage";
	/** Name of the report of sessions, newest first. */
	String SESSIONS = "sessions";
	/** Name of the report of people: what is assigned to them and when they last used it. */
	String USERS = "users";
	/** Name of the report of agents. */
	String AGENTS = "agents";
	/** Name of the Event Log, newest first. */
	String EVENTS = "events";
	/** Name of the report of use over time: minimum, average and maximum a product and period. */
	String USAGE_HISTORY = "usage-history";
	/** Name of the report of hours a person used a product. */
	String USER_HOURS = "user-hours";
	/** Name of the report of seats owned and assigned over time. */
	String SEATS_HISTORY = "seats-history";
	/** Name of the report of who was assigned what, from when until when. */
	String ASSIGNMENTS = "assignments";
	/** Name of the report of who gained and who lost a seat. */
	String CHANGES = "changes";
	/** Name of the report of contracts that end soon. */
	String EXPIRING = "expiring";
	/** Name of the report of tokens used, by month. */
	String TOKENS = "tokens";
	/** Name of the report of how far monitors are, and of what their sources allow. */
	String COLLECTING = "collecting";
	/** Name of the report of who was in which group of the vendor's. */
	String GROUPS_OF_PEOPLE = "groups-of-people";
	/** Name of the report of products that are registered on hosts. */
	String REGISTRATIONS = "registrations";
	/** Name of the report of teams. */
	String TEAMS = "teams";
	/** Name of the report of seats that could be given back: who has not used one for some days. */
	String UNUSED_SEATS = "unused-seats";
	/** Name of the report of differences between what agents saw, what the vendor counted, and who was assigned. */
	String RECONCILIATION = "reconciliation";
	/** Name of the report of how many of these differences there are, by kind and product. */
	String RECONCILIATION_COUNTS = "reconciliation-counts";
	/** Name of the report of the hours in which at least so many licences were used. */
	String UTILISATION = "utilisation";
	/** Name of the report of days of use as the vendor would count them, and of what they would cost. */
	String SEAT_DAYS = "seat-days";
	/** Name of the work list of host users of whom no rule finds the account, or of whom one finds several people. */
	String UNMATCHED = "unmatched";
	/** Name of the report of which host user is which account, by which rule and when. */
	String IDENTITY = "identity";
	/** Name of the report of accounts that are no host user that was seen. */
	String UNSEEN_ACCOUNTS = "unseen-accounts";
	/** Name of the report of seats that could be given back, one row a product. */
	String UNUSED_SEATS_BY_PRODUCT = "unused-seats-by-product";

	/** Name of the report of what each report group used, one row a group and product. */
	String GROUP_USE = "group-use";
	/** Name of the report of the sessions that ran when the most licences were in use. */
	String PEAK_SESSIONS = "peak-sessions";
	/** Name of the report of the most licences that will be in use at once. */
	String PEAK_FORECAST = "peak-forecast";
	/** Name of the report of the entitlements that sessions are laid to, one row an entitlement and how that is known. */
	String ATTRIBUTION = "attribution";
	/** Name of the report of sessions with the entitlement that each is laid to. */
	String SESSION_ATTRIBUTION = "session-attribution";
	/** Name of the report of the days of use that the vendor counted. */
	String VENDOR_DAYS = "vendor-days";
	/** Name of the report of what licence servers said of their use. */
	String SAMPLES = "samples";
	/** Name of the report of who was refused licences, newest first. */
	String DENIALS = "denials";
	/** Name of the report of denials of each product by period, beside the most licences in use. */
	String DENIALS_HISTORY = "denials-history";

	/**
	 * @return the reports there are, sorted by name
	 * @throws ServiceException when a server elsewhere cannot be asked
	 */
	List<ReportDefinition> reports() throws ServiceException;

	/**
	 * Answers a question.
	 *
	 * @param query    what is asked
	 * @param progress takes news and tells of cancellation
	 * @return the answer
	 * @throws ServiceException when there is no such report, server or product, when the server elsewhere cannot be
	 *                          reached, or with {@link ServiceException.Reason#CANCELLED}
	 */
	ResultTable run(Query query, Progress progress) throws ServiceException;
}
