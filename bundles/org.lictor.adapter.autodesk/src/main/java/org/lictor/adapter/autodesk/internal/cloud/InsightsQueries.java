package org.lictor.adapter.autodesk.internal.cloud;

import static org.lictor.adapter.autodesk.internal.cloud.Addresses.encoded;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.lictor.adapter.autodesk.internal.cloud.Days.Span;
import org.lictor.adapter.autodesk.internal.export.EvidenceName;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Usage queries of the insights API. One question only: what Flex cost by person, product and day, because no export says
 * it. Source: the reference of usage-queries POST, usage-queries/:queryId GET, fields and metrics.
 *
 * <p>The tutorial names the team {@code context}, the reference {@code contextId}; both are sent. A query changes nothing,
 * and there is no list of them: after a kill between the question and the note of its id it is asked again.
 */
final class InsightsQueries implements Api {

	private static final String PATH = "/insights/v1/usage-queries";
	private static final List<String> FIELDS = List.of("usageDate", "productName", "childProductName", "version", "source", "tokens",
			"userId", "hashedUserId", "emailAddress", "firstName", "lastName", "contractNumber");

	private final CloudClient client;

	/**
	 * @param client asks
	 */
	InsightsQueries(CloudClient client) {
		this.client = client;
	}

	@Override
	public Limit asking() {
		return Limit.INSIGHTS;
	}

	@Override
	public Limit looking() {
		return Limit.INSIGHTS;
	}

	@Override
	public int outstanding() {
		return 2;
	}

	@Override
	public Duration pause() {
		return Duration.ofSeconds(2);
	}

	@Override
	public boolean repeatable() {
		return true;
	}

	@Override
	public String ask(Job job) throws Trouble {
		Span days = job.task().days().orElseThrow();
		JsonObject body = new JsonObject();
		body.add("fields", Json.array(FIELDS));
		body.add("metrics", Json.array(List.of()));
		body.addProperty("where", "source = 'flex' AND usageDate >= '" + days.from() + "' AND usageDate <= '" + days.until() + "'");
		body.addProperty("orderBy", "usageDate");
		body.addProperty("contextId", job.task().scope());
		body.addProperty("context", job.task().scope());
		Reply reply = client.post(asking(), PATH + "?offset=0&limit=" + Pages.SIZE + "&contextId=" + encoded(job.task().scope()),
				body.toString());
		String id = reply.json().map(json -> Json.text(json, "id")).orElse("");
		if (!Addresses.isId(id)) {
			throw Trouble.notUnderstood("The answer to a usage query has no id.");
		}
		return id;
	}

	@Override
	public Look look(Job job) throws Trouble {
		JsonElement json = client.get(looking(), page(job, 0, 1)).json()
				.orElseThrow(() -> Trouble.notUnderstood("The state of a usage query is no JSON."));
		return switch (Json.text(json, "status").toUpperCase(Locale.ROOT)) {
		case "SUBMITTED", "RUNNING", "QUEUED", "PROCESSING" -> new Look.Waiting();
		case "COMPLETED" -> new Look.Ready(List.of());
		case "EXPIRED" -> new Look.Failed("The usage query expired before its answer was read.");
		case "ERROR" -> new Look.Failed("Autodesk could not answer the usage query.");
		default -> throw Trouble.notUnderstood("The state of a usage query has a word that is not known.");
		};
	}

	@Override
	public void fetch(Job job, TempFile target) throws Trouble, IOException {
		Pages.all(offset -> client.get(looking(), page(job, offset, Pages.SIZE)),
				json -> json instanceof JsonObject object ? Optional.of(object) : Optional.empty(),
				json -> json instanceof JsonObject object ? Json.whole(object.get("pagination"), "totalResults") : Optional.empty(), target);
	}

	private static String page(Job job, long offset, int limit) {
		return PATH + "/" + encoded(job.id()) + "?offset=" + offset + "&limit=" + limit;
	}

	@Override
	public EvidenceName name(Task task, String team) {
		return EvidenceName.of(EvidenceName.INSIGHTS, task.kind().name(), "json").with("team", task.scope()).with("alias", team)
				.days(task.days().orElseThrow().from(), task.days().orElseThrow().until());
	}
}
