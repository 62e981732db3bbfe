package org.lictor.adapter.autodesk.internal.cloud;

import static org.lictor.adapter.autodesk.internal.cloud.Addresses.encoded;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.lictor.adapter.autodesk.internal.cloud.Days.Span;
import org.lictor.adapter.autodesk.internal.export.EvidenceName;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Export requests of Token Flex: sessions of desktop products. Source: the reference of export/:contract_number/requests
 * POST and GET, its request_key GET, retry and refreshUrl, and fields and metrics.
 *
 * <p>The name of the file is ours to choose. It holds the moment of asking, and a request of which the key was lost is
 * found by it without any doubt.
 */
final class FlexExports implements Api {

	private static final String PATH = "/tokenflex/v1/export/";
	private static final List<String> FIELDS = List.of("chargedItemID", "usageDate", "sessionStartDate", "sessionEndDate", "productName",
			"productLineCode", "productVersion", "productFeatureCode", "userName", "machineName", "licenseServerName", "usageType",
			"chargeCategory");
	private static final Duration CLOCKS = Duration.ofDays(1);

	private final CloudClient client;
	private final Redaction redaction;

	/**
	 * @param client    asks
	 * @param redaction is told every address of a file
	 */
	FlexExports(CloudClient client, Redaction redaction) {
		this.client = client;
		this.redaction = redaction;
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
		// far below what is allowed: each that waits is looked at, and few looks are allowed
		return Math.min(5, Limit.OUTSTANDING_FLEX_EXPORTS);
	}

	@Override
	public Duration pause() {
		return Duration.ofSeconds(10);
	}

	@Override
	public boolean repeatable() {
		return false;
	}

	@Override
	public String ask(Job job) throws Trouble {
		Span days = job.task().days().orElseThrow();
		JsonObject body = new JsonObject();
		body.add("fields", Json.array(FIELDS));
		body.add("metrics", Json.array(List.of("tokensConsumed")));
		body.add("usageCategory", Json.array(List.of("DESKTOP_PRODUCT")));
		body.addProperty("where", "usageDate >= '" + days.from() + "' AND usageDate <= '" + days.until() + "'");
		body.addProperty("downloadFileName", fileName(job));
		JsonElement json = client.post(asking(), requests(job), body.toString()).json()
				.orElseThrow(() -> Trouble.notUnderstood("The answer to a Token Flex export request is no JSON."));
		return key(json);
	}

	private static String key(JsonElement json) throws Trouble {
		String key = Json.text(json, "requestKey");
		if (!Addresses.isId(key)) {
			throw Trouble.notUnderstood("The answer to a Token Flex export request has no key.");
		}
		return key;
	}

	private static String fileName(Job job) {
		Span days = job.task().days().orElseThrow();
		return "lictor-" + days.from() + "-" + days.until() + "-" + job.asked().toEpochMilli();
	}

	private static String requests(Job job) {
		return PATH + encoded(job.task().scope()) + "/requests";
	}

	@Override
	public Optional<String> find(Job job, Collection<String> known) throws Trouble {
		Instant from = job.asked().minus(CLOCKS);
		Instant until = job.asked().plus(CLOCKS);
		JsonElement json = client.get(looking(), requests(job) + "?fromDate=" + encoded(from.toString()) + "&toDate="
				+ encoded(until.toString())).json()
				.orElseThrow(() -> Trouble.notUnderstood("The list of Token Flex export requests is no JSON."));
		String name = fileName(job);
		for (JsonObject request : Json.objects(json)) {
			String file = Json.text(request, "downloadFileName");
			if (file.equals(name) || file.equals(name + ".csv")) {
				return Optional.of(key(request));
			}
		}
		return Optional.empty();
	}

	@Override
	public Look look(Job job) throws Trouble {
		String path = requests(job) + "/" + encoded(job.id());
		JsonElement json = client.get(looking(), path).json()
				.orElseThrow(() -> Trouble.notUnderstood("The state of a Token Flex export request is no JSON."));
		return switch (Json.text(json, "requestStatus").toLowerCase(Locale.ROOT)) {
		case "requested", "queued", "processing" -> new Look.Waiting();
		case "download" -> new Look.Ready(List.of(fresh(path, json)));
		case "error" -> new Look.Failed("Autodesk could not make the Token Flex export.");
		default -> throw Trouble.notUnderstood("The state of a Token Flex export request has a word that is not known.");
		};
	}

	/** The address in an old answer may have run out: then a new one is asked for. */
	private URI fresh(String path, JsonElement json) throws Trouble {
		String address = Json.text(json, "downloadUrl");
		String expires = Json.text(json, "downloadUrlExpireDate");
		if (address.isEmpty() || client.isOver(expires)) {
			JsonElement renewed = client.post(looking(), path + "/refreshUrl", "{}").json()
					.orElseThrow(() -> Trouble.notUnderstood("The new address of a Token Flex export is no JSON."));
			address = Json.text(renewed, "downloadUrl");
		}
		return Addresses.ofFile(address, redaction);
	}

	@Override
	public void fetch(Job job, TempFile target) {
		throw new IllegalStateException("exports are downloaded");
	}

	@Override
	public EvidenceName name(Task task, String team) {
		return EvidenceName.of(EvidenceName.TOKEN_FLEX, "SESSIONS", "csv").with("contract", task.scope()).days(task.days().orElseThrow().from(), task.days().orElseThrow().until());
	}
}
