package org.lictor.simulator.autodesk;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.lictor.simulator.autodesk.Exports.Filter;
import org.lictor.simulator.autodesk.Exports.Report;
import org.lictor.simulator.autodesk.Exports.Scope;
import org.lictor.simulator.autodesk.Exports.Table;

/**
 * The exports of {@code insights/v1}: submitted, done after a while, downloaded from addresses that are good for minutes.
 *
 * <p>Data stand as at the moment of submission. A usage report is two downloads, the filters and the people; a workbook is one
 * with a sheet for each table. Dates: required for USAGE and USAGE_REPORT, the latter for 365 days at most; as a day or as a
 * moment with time and zone, whose day in UTC counts. Both ends are included.
 *
 * <p>Silent: what an address of a download looks like, and what it answers when it has expired; here as storage services do
 * (403 with a document in XML), which also refuse (400) a request that carries an Authorization header beside the signature.
 * Silent: how long a finished export stays; here 14 days, as in the portal, then its status is EXPIRED.
 */
final class ExportJobs {

	static final String STORAGE = "/storage/exports/";
	private static final Duration LIFE = Duration.ofDays(14);
	private static final int MOST_OUTSTANDING = 10;
	private static final int PER_MINUTE = 10;
	private static final int LONGEST_REPORT = 365;

	/** An export. */
	private static final class Job {
		private String id;
		private String user;
		private Instant submitted;
		private Optional<Team> team;
		private String format;
		private Set<Report> reports;
		private Scope scope;
		private boolean failed;
		private final Map<String, Instant> signatures = new LinkedHashMap<>();
	}

	/** A file of an export: of which kind, and what is in it. */
	private record Part(String type, List<Table> tables) {
	}

	private final Account account;
	private final Exports exports;
	private final Faults faults;
	private final InstantSource clock;
	private final SimulatorOptions options;
	private final Budget budget;
	private final Map<String, Job> jobs = new LinkedHashMap<>();

	ExportJobs(SimulatorOptions options, Faults faults, Budget budget) {
		this.account = options.account();
		this.exports = new Exports(account);
		this.faults = faults;
		this.clock = options.clock();
		this.options = options;
		this.budget = budget;
	}

	/** A request that is not as it must be. */
	private static final class Wrong extends Exception {
		private static final long serialVersionUID = 1L;

		private final transient Answer answer;

		Wrong(String message) {
			super(message);
			answer = Answer.problem(400, message, "");
		}

		Wrong(Answer answer) {
			super("refused");
			this.answer = answer;
		}
	}

	synchronized Answer submit(Call call, String user) {
		try {
			Job job = read(call);
			if (options.limits() && outstanding(user) >= MOST_OUTSTANDING) {
				return Answer.quota(options.jobTime());
			}
			Optional<Duration> wait = budget.take("exports " + user, PER_MINUTE, Duration.ofMinutes(1));
			if (wait.isPresent()) {
				return Answer.quota(wait.get());
			}
			job.user = user;
			job.failed = faults.strike(call.path(), EnumSet.of(Fault.JOB_FAILED)).isPresent();
			jobs.put(job.id, job);
			// Silent: whether 200 or 201 or 202 is answered to a submission.
			return Answer.json(describe(job, call.base()));
		} catch (Wrong e) {
			return e.answer;
		}
	}

	private long outstanding(String user) {
		return jobs.values().stream().filter(job -> job.user.equals(user) && status(job).equals("SUBMITTED")).count();
	}

	private Job read(Call call) throws Wrong {
		JsonObject json = call.json().orElseThrow(() -> new Wrong("The body is not a JSON object."));
		Job job = new Job();
		job.id = UUID.randomUUID().toString();
		job.submitted = clock.instant();
		job.format = text(json, "outputFormat").filter(Set.of("CSV", "EXCEL", "JSON")::contains)
				.orElseThrow(() -> new Wrong("outputFormat must be one of CSV, EXCEL, JSON."));
		job.reports = reports(json);
		Optional<String> teamId = text(json, "teamId");
		job.team = teamId.isEmpty() ? Optional.empty()
				: Optional.of(account.teams().stream().filter(team -> team.id().equals(teamId.get())).findFirst()
						.orElseThrow(() -> new Wrong(Answer.forbidden())));
		if (job.team.isPresent() && !faults.hasBenefit(job.team.get())) {
			throw new Wrong(Answer.forbidden());
		}
		Set<Team> teams = new LinkedHashSet<>(
				job.team.map(List::of).orElseGet(() -> account.teams().stream().filter(faults::hasBenefit).toList()));
		if (teams.isEmpty()) {
			throw new Wrong(Answer.forbidden());
		}
		LocalDate today = LocalDate.ofInstant(job.submitted, ZoneOffset.UTC);
		LocalDate from = today;
		LocalDate until = today;
		if (job.reports.contains(Report.USAGE) || job.reports.contains(Report.USAGE_REPORT)) {
			from = day(json, "startDate");
			until = day(json, "endDate");
			if (until.isBefore(from)) {
				throw new Wrong("endDate is before startDate.");
			}
			if (job.reports.contains(Report.USAGE_REPORT) && ChronoUnit.DAYS.between(from, until) + 1 > LONGEST_REPORT) {
				throw new Wrong("A usage report covers 365 days at most.");
			}
		}
		// One team that hides personal data hides them for all that are asked for together.
		boolean hide = teams.stream().anyMatch(faults::hides);
		ColumnGeneration columns = faults.isOn(Fault.RENAMED_COLUMNS)
				? options.columns() == ColumnGeneration.PORTAL ? ColumnGeneration.UNDERSCORE : ColumnGeneration.PORTAL
				: options.columns();
		job.scope = new Scope(teams, from, until, job.submitted, columns, hide, faults.isOn(Fault.UNKNOWN_COLUMNS), filter(json));
		call.detail(String.join("+", job.reports.stream().map(Enum::name).toList()) + job.team.map(team -> " team=" + team.id()).orElse("")
				+ (from.equals(today) && until.equals(today) ? "" : " " + from + ".." + until));
		return job;
	}

	private static Set<Report> reports(JsonObject json) throws Wrong {
		Set<Report> reports = EnumSet.noneOf(Report.class);
		JsonElement wanted = json.get("reports");
		if (wanted != null && wanted.isJsonArray()) {
			for (JsonElement name : wanted.getAsJsonArray()) {
				try {
					reports.add(Report.valueOf(name.isJsonPrimitive() ? name.getAsString() : ""));
				} catch (IllegalArgumentException e) {
					throw new Wrong("reports may be SUBSCRIPTIONS, USERS, GROUPS, USAGE, USAGE_REPORT.");
				}
			}
		}
		if (reports.isEmpty()) {
			throw new Wrong("reports must name at least one report.");
		}
		return reports;
	}

	private static LocalDate day(JsonObject json, String name) throws Wrong {
		String text = text(json, name).orElseThrow(() -> new Wrong(name + " is required for USAGE and USAGE_REPORT."));
		try {
			return text.length() == 10 ? LocalDate.parse(text)
					: OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDate();
		} catch (DateTimeException e) {
			throw new Wrong(name + " is no date.");
		}
	}

	private static Optional<String> text(JsonObject json, String name) {
		JsonElement value = json.get(name);
		return value != null && value.isJsonPrimitive() ? Optional.of(value.getAsString()) : Optional.empty();
	}

	/** Of the filters of a usage report those by product, source, assignment and user. */
	private static Filter filter(JsonObject json) {
		if (!(json.get("filters") instanceof JsonObject filters)) {
			return Filter.NONE;
		}
		Set<String> sources = texts(filters, "source");
		Optional<Boolean> flex = sources.size() == 1 ? Optional.of(sources.contains("flex")) : Optional.empty();
		Optional<Boolean> assigned = text(filters, "assigned").map(Boolean::parseBoolean);
		return new Filter(texts(filters, "productLineCode"), flex, assigned, texts(filters, "userId"));
	}

	private static Set<String> texts(JsonObject json, String name) {
		Set<String> texts = new LinkedHashSet<>();
		if (json.get(name) instanceof JsonArray array) {
			array.forEach(element -> {
				if (element.isJsonPrimitive()) {
					texts.add(element.getAsString());
				}
			});
		}
		return texts;
	}

	private String status(Job job) {
		Instant now = clock.instant();
		if (now.isBefore(job.submitted.plus(options.jobTime()))) {
			return "SUBMITTED";
		}
		return job.failed ? "ERROR" : now.isBefore(job.submitted.plus(LIFE)) ? "COMPLETED" : "EXPIRED";
	}

	private JsonObject describe(Job job, String base) {
		JsonObject json = new JsonObject();
		json.addProperty("id", job.id);
		json.addProperty("timestamp", job.submitted.truncatedTo(ChronoUnit.MILLIS).toString());
		String status = status(job);
		JsonArray downloads = new JsonArray();
		if (status.equals("COMPLETED")) {
			List<Part> parts = parts(job);
			for (int i = 0; i < parts.size(); i++) {
				String signature = UUID.randomUUID().toString().replace("-", "");
				job.signatures.put(signature, clock.instant().plus(options.addressLife()));
				JsonObject download = new JsonObject();
				download.addProperty("type", parts.get(i).type());
				download.addProperty("downloadURL", base + STORAGE + job.id + "/" + i + "?signature=" + signature);
				downloads.add(download);
			}
		}
		json.add("downloads", downloads);
		json.addProperty("status", status);
		json.addProperty("outputFormat", job.format);
		job.team.ifPresent(team -> {
			json.addProperty("teamId", team.id());
			json.addProperty("teamName", team.alias());
		});
		JsonArray reports = new JsonArray();
		job.reports.forEach(report -> reports.add(report.name()));
		json.add("reports", reports);
		return json;
	}

	private List<Part> parts(Job job) {
		List<Part> parts = new ArrayList<>();
		for (Report report : job.reports) {
			if (report == Report.USAGE_REPORT) {
				parts.add(new Part(report.name(), List.of(exports.filters(job.scope))));
			}
			parts.add(new Part(report.name(), List.of(exports.table(report, job.scope))));
		}
		if (job.format.equals("EXCEL")) {
			return List.of(new Part(job.reports.iterator().next().name(), parts.stream().flatMap(part -> part.tables().stream()).toList()));
		}
		return parts;
	}

	synchronized Answer list(Call call, String user) {
		int offset = call.number("offset", 0);
		int limit = call.number("limit", 100);
		if (offset < 0 || limit < 1) {
			return Answer.problem(400, "offset and limit are whole numbers.", "");
		}
		Optional<String> team = call.query("teamId");
		List<Job> found = jobs.values().stream().filter(job -> job.user.equals(user))
				.filter(job -> team.isEmpty() || job.team.map(Team::id).equals(team))
				.sorted(Comparator.comparing((Job job) -> job.submitted).reversed()).toList();
		JsonObject json = new JsonObject();
		json.add("pagination", pagination(found.size(), offset, limit));
		JsonArray page = new JsonArray();
		found.stream().skip(offset).limit(limit).forEach(job -> page.add(describe(job, call.base())));
		json.add("exports", page);
		return Answer.json(json);
	}

	static JsonObject pagination(long total, int offset, int limit) {
		JsonObject json = new JsonObject();
		json.addProperty("totalResults", total);
		json.addProperty("offset", offset);
		json.addProperty("limit", limit);
		return json;
	}

	synchronized Answer get(Call call, String user, String id) {
		Job job = jobs.get(id);
		if (job == null || !job.user.equals(user)) {
			return Answer.problem(404, "The export does not exist.", "");
		}
		JsonObject json = describe(job, call.base());
		call.detail(json.get("status").getAsString());
		return Answer.json(json);
	}

	/** A download, from what stands for a storage service. */
	synchronized Answer download(Call call) {
		List<String> segments = call.segments();
		Job job = segments.size() == 4 ? jobs.get(segments.get(2)) : null;
		String signature = call.query("signature").orElse("");
		if (call.header("Authorization").isPresent() || call.header("ADSK-PAT").isPresent()) {
			return Answer.xml(400, "<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed</Message></Error>");
		}
		call.credential(CredentialKind.SIGNED_ADDRESS);
		Instant good = job == null ? null : job.signatures.get(signature);
		if (job == null || good == null || !segments.get(3).matches("[0-9]{1,2}")) {
			return Answer.xml(403, "<Error><Code>SignatureDoesNotMatch</Code><Message>The signature does not match</Message></Error>");
		}
		if (!clock.instant().isBefore(good)) {
			return expired();
		}
		List<Part> parts = parts(job);
		int place = Integer.parseInt(segments.get(3));
		if (place >= parts.size()) {
			return Answer.xml(404, "<Error><Code>NoSuchKey</Code><Message>The key does not exist</Message></Error>");
		}
		Part part = parts.get(place);
		call.detail(part.type() + " " + job.format);
		String name = part.type().toLowerCase(java.util.Locale.ROOT) + "-" + job.scope.until();
		return switch (job.format) {
		case "CSV" -> Answer.stream("text/csv", name + ".csv", out -> TableWriter.csv(part.tables(), out));
		case "JSON" -> Answer.stream("application/json", name + ".json", out -> TableWriter.json(part.tables().get(0), out));
		default -> Answer.stream("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx",
				out -> TableWriter.workbook(part.tables(), out));
		};
	}

	static Answer expired() {
		return Answer.xml(403, "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>");
	}

	/** Writes what the portal would give as files. */
	void files(java.nio.file.Path folder, Instant at, ColumnGeneration columns, boolean workbook) throws IOException {
		java.nio.file.Files.createDirectories(folder);
		LocalDate until = LocalDate.ofInstant(at, ZoneOffset.UTC);
		for (Team team : account.teams()) {
			for (Report report : Report.values()) {
				Scope scope = new Scope(Set.of(team), account.firstDay(), until, at, columns, faults.hides(team), false, Filter.NONE);
				if (report == Report.USAGE_REPORT) {
					// as long as the interface allows it to be
					LocalDate from = until.minusDays(LONGEST_REPORT - 1L);
					scope = new Scope(Set.of(team), from, until, at, columns, faults.hides(team), false, Filter.NONE);
				}
				List<Table> tables = report == Report.USAGE_REPORT ? List.of(exports.filters(scope), exports.table(report, scope))
						: List.of(exports.table(report, scope));
				String name = report.name().toLowerCase(java.util.Locale.ROOT) + "-" + team.id() + "-" + until;
				try (java.io.OutputStream out = java.nio.file.Files.newOutputStream(folder.resolve(name + (workbook ? ".xlsx" : ".csv")))) {
					if (workbook) {
						TableWriter.workbook(tables, out);
					} else {
						TableWriter.csv(tables, out);
					}
				}
			}
		}
	}
}
