package org.lictor.adapter.autodesk.internal.cloud;

import static org.lictor.adapter.autodesk.internal.cloud.Addresses.encoded;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.lictor.adapter.autodesk.internal.cloud.Days.Span;
import org.lictor.adapter.autodesk.internal.export.EvidenceName;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Exports of the insights API: the same tables that a person exports, one report of one team at a time. Source: the
 * reference of exports POST, exports GET and exports/:exportId GET.
 */
final class InsightsExports implements Api {

	private static final String PATH = "/insights/v1/exports";
	private static final int PAGE = 100;
	private static final int PAGES = 50;
	/** How far the clocks of this machine and of Autodesk may differ. */
	private static final Duration CLOCKS = Duration.ofMinutes(15);

	private final CloudClient client;
	private final Redaction redaction;

	/**
	 * @param client    asks
	 * @param redaction is told every address of a file
	 */
	InsightsExports(CloudClient client, Redaction redaction) {
		this.client = client;
		this.redaction = redaction;
	}

	@Override
	public Limit asking() {
		return Limit.INSIGHTS_EXPORTS;
	}

	@Override
	public Limit looking() {
		return Limit.INSIGHTS;
	}

	@Override
	public int outstanding() {
		return Limit.OUTSTANDING_EXPORTS;
	}

	@Override
	public Duration pause() {
		return Duration.ofSeconds(2);
	}

	@Override
	public boolean repeatable() {
		return false;
	}

	@Override
	public String ask(Job job) throws Trouble {
		Task task = job.task();
		JsonObject body = new JsonObject();
		body.addProperty("outputFormat", "CSV");
		body.add("reports", Json.array(List.of(task.kind().name())));
		body.addProperty("teamId", task.scope());
		task.days().ifPresent(span -> {
			body.addProperty("startDate", span.from() + "T00:00:00.000Z");
			body.addProperty("endDate", span.until() + "T23:59:59.999Z");
		});
		if (task.kind() == Task.Kind.USAGE_REPORT) {
			body.add("usageReports", Json.array(List.of("USAGE_REPORT_BY_PRODUCT")));
		}
		Reply reply = client.post(asking(), PATH, body.toString());
		String id = reply.json().map(json -> Json.text(json, "id")).orElse("");
		if (!Addresses.isId(id)) {
			throw Trouble.notUnderstood("The answer to the request for an export has no id.");
		}
		return id;
	}

	@Override
	public Optional<String> find(Job job, Collection<String> known) throws Trouble {
		Instant earliest = job.asked().minus(CLOCKS);
		String found = "";
		Instant latest = Instant.EPOCH;
		for (int page = 0; page < PAGES; page++) {
			JsonElement json = client.get(looking(),
					PATH + "?teamId=" + encoded(job.task().scope()) + "&limit=" + PAGE + "&offset=" + page * PAGE).json()
					.orElseThrow(() -> Trouble.notUnderstood("The list of exports is no JSON."));
			List<JsonObject> exports = Json.objects(json, "exports");
			for (JsonObject export : exports) {
				String id = Json.text(export, "id");
				Instant made = time(Json.text(export, "timestamp"));
				if (Addresses.isId(id) && !known.contains(id) && answers(export, job.task()) && !made.isBefore(earliest) && made.isAfter(latest)) {
					found = id;
					latest = made;
				}
			}
			long total = json instanceof JsonObject object ? Json.whole(object.get("pagination"), "totalResults").orElse(0L) : 0;
			if (exports.isEmpty() || (page + 1L) * PAGE >= total) {
				break;
			}
		}
		return found.isEmpty() ? Optional.empty() : Optional.of(found);
	}

	private static boolean answers(JsonObject export, Task task) {
		String team = Json.text(export, "teamId");
		String status = Json.text(export, "status").toUpperCase(Locale.ROOT);
		String from = Json.text(export, "startDate");
		String until = Json.text(export, "endDate");
		return Json.texts(export, "reports").equals(List.of(task.kind().name())) && (team.isEmpty() || team.equals(task.scope()))
				&& !status.equals("ERROR") && !status.equals("EXPIRED")
				&& same(from, task.days().map(Span::from)) && same(until, task.days().map(Span::until));
	}

	/** The list need not tell the days. */
	private static boolean same(String told, Optional<LocalDate> day) {
		return told.isEmpty() || day.isEmpty() || told.startsWith(day.get().toString());
	}

	private static Instant time(String text) {
		try {
			return Instant.parse(text);
		} catch (DateTimeParseException e) {
			return Instant.EPOCH;
		}
	}

	@Override
	public Look look(Job job) throws Trouble {
		JsonElement json = client.get(looking(), PATH + "/" + encoded(job.id())).json()
				.orElseThrow(() -> Trouble.notUnderstood("The state of an export is no JSON."));
		return switch (Json.text(json, "status").toUpperCase(Locale.ROOT)) {
		case "SUBMITTED", "QUEUED", "RUNNING", "PROCESSING" -> new Look.Waiting();
		case "COMPLETED" -> ready(json);
		case "EXPIRED" -> new Look.Failed("The export expired before it was downloaded.");
		case "ERROR" -> new Look.Failed("Autodesk could not make the export.");
		default -> throw Trouble.notUnderstood("The state of an export has a word that is not known.");
		};
	}

	private Look ready(JsonElement json) throws Trouble {
		List<URI> files = new ArrayList<>();
		for (JsonObject download : Json.objects(json, "downloads")) {
			files.add(Addresses.ofFile(Json.text(download, "downloadURL"), redaction));
		}
		if (files.isEmpty()) {
			throw Trouble.notUnderstood("An export is completed, but there is nothing to download.");
		}
		return new Look.Ready(files);
	}

	@Override
	public void fetch(Job job, TempFile target) {
		throw new IllegalStateException("exports are downloaded");
	}

	@Override
	public EvidenceName name(Task task, String team) {
		EvidenceName name = EvidenceName.of(EvidenceName.INSIGHTS, task.kind().name(), "csv").with("team", task.scope()).with("alias",
				team);
		return task.days().map(days -> name.days(days.from(), days.until())).orElse(name);
	}
}
