package org.lictor.simulator.autodesk;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.google.gson.JsonObject;

/**
 * The usage queries of {@code insights/v1}. {@code usageDate} and {@code usageMonth} are bare dates, {@code usageWeek} is a Sunday
 * with a time. Where personal data are hidden, the fields about a person are {@code *****} and the id is empty.
 *
 * <p>Silent: how long the result of a query can be asked for; here an hour, then it is EXPIRED. Silent: how much a query may ask
 * for; one with more than {@value Query#MOST_ROWS} rows ends in ERROR.
 */
final class UsageQueries {

	private static final Duration LIFE = Duration.ofHours(1);

	private static final Set<String> PERSONAL = Set.of("emailAddress", "firstName", "lastName", "userName", "fullName", "profileImage");

	private static final Query.Vocabulary VOCABULARY = new Query.Vocabulary(
			Set.of("productName", "usageDate", "usageMonth", "usageWeek", "version", "minorVersion", "childProductName", "tokens",
					"emailAddress", "firstName", "lastName", "userName", "fullName", "profileImage", "userId", "hashedUserId",
					"isParentProduct", "isProductVersioned", "reportingEntityId", "contractNumber", "productLineCode", "featureId", "source",
					"contextId", "teamName"),
			PERSONAL, Set.of("uniqueUsers", "uniqueProducts", "totalUniqueDays", "earliestUsageDate", "latestUsageDate"));

	/** A query that was submitted. */
	private record Job(String user, Instant submitted, Query query, Set<Team> teams, boolean hide, boolean failed) {
	}

	private final Account account;
	private final Ledger ledger;
	private final Faults faults;
	private final InstantSource clock;
	private final SimulatorOptions options;
	private final Map<String, Job> jobs = new HashMap<>();
	private final Results results = new Results();
	/** Of a team and offering, a subscription that stands for all of it; a query does not tell which seat was used. */
	private final Map<String, Subscription> subscriptions = new HashMap<>();

	UsageQueries(SimulatorOptions options, Faults faults) {
		this.options = options;
		this.account = options.account();
		this.ledger = new Ledger(account);
		this.faults = faults;
		this.clock = options.clock();
		account.subscriptions().forEach(
				subscription -> subscriptions.putIfAbsent(subscription.team().id() + "\n" + subscription.offering(), subscription));
	}

	/** The tutorial names the team {@code context}, the reference {@code contextId}: either is taken, in the body or the query. */
	synchronized Answer submit(Call call, String user) {
		Optional<JsonObject> json = call.json();
		if (json.isEmpty()) {
			return Answer.problem(400, "The body is not a JSON object.", "");
		}
		Optional<String> context = Query.text(json.get(), "contextId").or(() -> Query.text(json.get(), "context"))
				.or(() -> call.query("contextId")).or(() -> call.query("context")).filter(id -> !id.isEmpty());
		Set<Team> teams = account.teams().stream().filter(team -> context.isEmpty() || team.id().equals(context.get()))
				.filter(faults::hasBenefit).collect(Collectors.toSet());
		if (teams.isEmpty()) {
			return Answer.forbidden();
		}
		Query query;
		try {
			query = Query.of(json.get(), VOCABULARY);
		} catch (Condition.WrongQuery e) {
			return Answer.problem(400, e.getMessage(), "");
		}
		String id = UUID.randomUUID().toString();
		Job job = new Job(user, clock.instant(), query, teams, teams.stream().anyMatch(faults::hides),
				faults.strike(call.path(), EnumSet.of(Fault.JOB_FAILED)).isPresent());
		jobs.put(id, job);
		call.detail("query" + context.map(team -> " team=" + team).orElse("") + " " + String.join(",", query.fields()));
		JsonObject answer = new JsonObject();
		answer.addProperty("id", id);
		answer.addProperty("status", "SUBMITTED");
		answer.addProperty("startTime", job.submitted().getEpochSecond());
		return Answer.json(answer);
	}

	Answer get(Call call, String user, String id) {
		Job job;
		synchronized (this) {
			job = jobs.get(id);
		}
		if (job == null || !job.user().equals(user)) {
			return Answer.problem(404, "The query does not exist.", "");
		}
		int offset = call.number("offset", 0);
		int limit = Math.min(options.pageLimit(), call.number("limit", 100));
		if (offset < 0 || limit < 1) {
			return Answer.problem(400, "offset and limit are whole numbers.", "");
		}
		JsonObject answer = new JsonObject();
		answer.addProperty("id", id);
		String status = status(job);
		Optional<Query.Result> result = status.equals("COMPLETED") ? results.of(id, () -> run(job)) : Optional.empty();
		if (status.equals("COMPLETED") && result.isEmpty()) {
			status = "ERROR";
		}
		answer.addProperty("status", status);
		call.detail(status);
		result.ifPresent(found -> {
			answer.add("pagination", ExportJobs.pagination(found.rows().size(), offset, limit));
			answer.add("columns", found.names());
			answer.add("rows", found.page(offset, limit));
		});
		return Answer.json(answer);
	}

	private String status(Job job) {
		Duration since = Duration.between(job.submitted(), clock.instant());
		if (since.compareTo(options.jobTime()) < 0) {
			return since.multipliedBy(2).compareTo(options.jobTime()) < 0 ? "SUBMITTED" : "RUNNING";
		}
		return since.compareTo(LIFE) >= 0 ? "EXPIRED" : job.failed() ? "ERROR" : "COMPLETED";
	}

	private Optional<Query.Result> run(Job job) {
		LocalDate last = ledger.lastKnownDay(job.submitted());
		return job.query().run(rows -> ledger.usageDays(account.firstDay(), last, job.submitted(), used -> {
			if (job.teams().contains(used.person().team())) {
				rows.accept(row(used, job.hide()));
			}
		}));
	}

	private Function<String, Object> row(UsedDay used, boolean hide) {
		Person person = used.person();
		return field -> switch (field) {
		case "productName" -> used.offering();
		case "childProductName" -> used.product();
		case "usageDate", "$day" -> used.day().toString();
		case "usageMonth" -> used.day().withDayOfMonth(1).toString();
		case "usageWeek" -> used.day().with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY)) + "T00:00:00Z";
		case "version" -> used.version();
		case "minorVersion" -> "";
		case "tokens" -> used.tokens();
		case "emailAddress" -> hide ? "*****" : person.email();
		case "firstName" -> hide ? "*****" : person.firstName();
		case "lastName" -> hide ? "*****" : person.lastName();
		case "userName", "fullName" -> hide ? "*****" : person.firstName() + " " + person.lastName();
		case "profileImage" -> "";
		case "userId" -> hide ? "" : person.autodeskId();
		case "hashedUserId", "$user" -> person.hashedId();
		case "isParentProduct" -> !used.offering().equals(used.product());
		case "isProductVersioned" -> !used.version().equals("cloud");
		case "reportingEntityId" -> subscription(used).map(Subscription::id).orElse("");
		case "contractNumber" -> subscription(used).map(Subscription::contract).orElse("");
		case "productLineCode" -> account.offering(used.offering()).map(Offering::code).orElse("");
		case "featureId" -> account.offering(used.product()).map(Offering::code).orElse("");
		case "source" -> used.flex() ? "flex" : "sus";
		case "contextId" -> person.team().id();
		case "teamName" -> person.team().alias();
		default -> "";
		};
	}

	private Optional<Subscription> subscription(UsedDay used) {
		return Optional.ofNullable(subscriptions.get(used.person().team().id() + "\n" + (used.flex() ? Account.FLEX : used.offering())));
	}
}
