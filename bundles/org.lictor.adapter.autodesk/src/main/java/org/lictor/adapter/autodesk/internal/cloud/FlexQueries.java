package org.lictor.adapter.autodesk.internal.cloud;

import static org.lictor.adapter.autodesk.internal.cloud.Addresses.encoded;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.lictor.adapter.autodesk.internal.export.EvidenceName;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Queries of Token Flex: tokens by month, category and product. Source: the reference of usage/:contract_number/query
 * POST and usage/:contract_number/query/:query_id GET.
 *
 * <p>The address of the answer is made from contract and id; {@code detail_uri} is spelled in two ways and not used. A
 * question may be answered at once; it is looked at all the same, which costs one request and keeps one way.
 */
final class FlexQueries implements Api {

	private static final String PATH = "/tokenflex/v1/usage/";

	private final CloudClient client;

	/**
	 * @param client asks
	 */
	FlexQueries(CloudClient client) {
		this.client = client;
	}

	@Override
	public Limit asking() {
		return Limit.TOKEN_FLEX;
	}

	@Override
	public Limit looking() {
		return Limit.TOKEN_FLEX;
	}

	@Override
	public int outstanding() {
		return 2;
	}

	@Override
	public Duration pause() {
		return Duration.ofSeconds(10);
	}

	@Override
	public boolean repeatable() {
		return true;
	}

	@Override
	public String ask(Job job) throws Trouble {
		JsonObject body = new JsonObject();
		body.add("fields", Json.array(List.of("usageMonth", "usageCategory", "productName")));
		body.add("metrics", Json.array(List.of("tokensConsumed", "uniqueUsers")));
		JsonElement json = client.post(asking(), PATH + encoded(job.task().scope()) + "/query", body.toString()).json()
				.orElseThrow(() -> Trouble.notUnderstood("The answer to a Token Flex query is no JSON."));
		String id = Json.text(json, "id");
		if (!Addresses.isId(id)) {
			throw Trouble.notUnderstood("The answer to a Token Flex query has no id.");
		}
		return id;
	}

	@Override
	public Look look(Job job) throws Trouble {
		JsonElement json = client.get(looking(), page(job, 0, 1)).json()
				.orElseThrow(() -> Trouble.notUnderstood("The state of a Token Flex query is no JSON."));
		return switch (Json.text(json, "status").toUpperCase(Locale.ROOT)) {
		case "QUEUED", "PROCESSING", "RUNNING", "SUBMITTED" -> new Look.Waiting();
		case "DONE", "COMPLETED" -> new Look.Ready(List.of());
		case "EXPIRED" -> new Look.Failed("The Token Flex query expired before its answer was read.");
		case "FAILED", "ERROR" -> new Look.Failed("Autodesk could not answer the Token Flex query.");
		case "TIMEOUT" -> new Look.Failed("The Token Flex query took Autodesk too long.");
		default -> throw Trouble.notUnderstood("The state of a Token Flex query has a word that is not known.");
		};
	}

	@Override
	public void fetch(Job job, TempFile target) throws Trouble, IOException {
		Pages.all(offset -> client.get(looking(), page(job, offset, Pages.SIZE)), FlexQueries::result,
				json -> result(json).flatMap(result -> Json.whole(result, "total")), target);
	}

	private static Optional<JsonObject> result(JsonElement json) {
		return json instanceof JsonObject object && object.get("result") instanceof JsonObject result ? Optional.of(result)
				: Optional.empty();
	}

	private static String page(Job job, long offset, int limit) {
		return PATH + encoded(job.task().scope()) + "/query/" + encoded(job.id()) + "?offset=" + offset + "&limit=" + limit;
	}

	@Override
	public EvidenceName name(Task task, String team) {
		return EvidenceName.of(EvidenceName.TOKEN_FLEX, "QUERY", "json").with("contract", task.scope());
	}
}
