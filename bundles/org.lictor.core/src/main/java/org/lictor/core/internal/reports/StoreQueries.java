package org.lictor.core.internal.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

import org.lictor.core.internal.directory.DirectoryIndex;
import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ResultTable;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.store.Store;

/** Answers questions from the facts in a store. */
public final class StoreQueries implements Queries {

	private final Store store;
	private final InstantSource clock;
	private final Function<String, String> typeLabel;
	private final Supplier<Duration> silenceLimit;
	private final DirectoryIndex directories = new DirectoryIndex();
	private final Map<String, Report> reports = new TreeMap<>();

	/**
	 * @param store        has the facts
	 * @param clock        tells the time of asking
	 * @param typeLabel    gives the name of a server type for its id; the id again when the type is not installed
	 * @param keys         gives what a product key means that is registered on a host; empty when nobody knows
	 * @param silenceLimit for how long an agent may be silent and still count as alive
	 */
	public StoreQueries(Store store, InstantSource clock, Function<String, String> typeLabel,
			Function<String, String> keys, Supplier<Duration> silenceLimit) {
		this.store = store;
		this.clock = clock;
		this.typeLabel = typeLabel;
		this.silenceLimit = silenceLimit;
		for (Report report : List.of(new ServersReport(), new UsageReport(), new SessionsReport(), new UsersReport(),
				new AgentsReport(), new EventsReport(), new UsageHistoryReport(), new UserHoursReport(),
				new SeatsHistoryReport(), new AssignmentsReport(), new ChangesReport(), new ExpiringReport(), new TokensReport(),
				new CollectingReport(), new GroupsOfPeopleReport(), new TeamsReport(),
				new RegistrationsReport(keys), new UnusedSeatsReport(), new UnusedSeatsByProductReport(),
				new ReconciliationReport(), new ReconciliationCountsReport(), new UtilisationReport(),
				new SeatDaysReport(),
				new UnmatchedReport(), new IdentityReport(), new UnseenAccountsReport(), new GroupUseReport(), new PeakForecastReport(),
				new PeakSessionsReport(), new AttributionReport(), new SessionAttributionReport(), new VendorDaysReport(),
				new SamplesReport(), new DenialsReport(), new DenialsHistoryReport())) {
			reports.put(report.definition().name(), report);
		}
	}

	@Override
	public List<ReportDefinition> reports() {
		return reports.values().stream().map(Report::definition).toList();
	}

	@Override
	public ResultTable run(Query query, Progress progress) throws ServiceException {
		Report report = reports.get(query.report());
		if (report == null) {
			throw new ServiceException(ServiceException.Reason.NOT_FOUND, "There is no report '" + query.report()
					+ "'. There are: " + String.join(", ", reports.keySet()) + ".");
		}
		if (query.from().isPresent() && query.until().isPresent() && !query.from().get().isBefore(query.until().get())) {
			throw new ServiceException(ServiceException.Reason.INVALID,
					"The time from " + query.from().get() + " to " + query.until().get() + " is empty.");
		}
		if (!query.whose().all() && !report.definition().parameters().contains(ReportDefinition.Parameter.WHOSE)) {
			throw new ServiceException(ServiceException.Reason.INVALID, "The report '" + query.report()
					+ "' cannot be asked for one user, host or group. These can: " + reports.values().stream().map(Report::definition)
							.filter(each -> each.parameters().contains(ReportDefinition.Parameter.WHOSE)).map(ReportDefinition::name)
							.collect(java.util.stream.Collectors.joining(", ")) + ".");
		}
		progress.begin(report.definition().title(), 0);
		Instant now = clock.instant();
		Duration silence = silenceLimit.get();
		return store.read(transaction -> {
			if (query.server().isPresent() && transaction.servers().byName(query.server().get()).isEmpty()) {
				throw new ServiceException(ServiceException.Reason.NOT_FOUND,
						"There is no licence server '" + query.server().get() + "'.");
			}
			Optional<String> group = query.whose().group();
			if (group.isPresent() && transaction.reportGroups().byName(group.get()).isEmpty()) {
				throw new ServiceException(ServiceException.Reason.NOT_FOUND, "There is no report group '" + group.get() + "'.");
			}
			return limited(report.run(new Reading(transaction, query, now, silence, typeLabel, directories, progress)),
					query);
		});
	}

	private static ResultTable limited(ResultTable table, Query query) {
		return query.limit().isPresent() && table.rowCount() > query.limit().getAsInt()
				? new FirstRows(table, query.limit().getAsInt())
				: table;
	}
}
