package org.lictor.adapter.autodesk.internal.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;

import org.lictor.spi.testkit.FakeHttp;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * As much of the Autodesk cloud as the tests of this bundle need, without a network: tokens, teams, exports, queries, Token
 * Flex. Every request is taken at once and done a little later. Counts what it is asked, and can be made to fail.
 */
public final class FakeCloud implements FakeHttp.Script {

	/** Where it is. */
	public static final String BASE = "https://cloud.example.com";

	/** Answers in the place of the usual answer. */
	@FunctionalInterface
	public interface Fault {

		/**
		 * @param request what is asked
		 * @return the answer, empty for the usual one
		 * @throws IOException when no answer shall come
		 */
		Optional<HttpResponse<InputStream>> answer(HttpRequest request) throws IOException;
	}

	/** Changes what is answered. */
	@FunctionalInterface
	interface Change {

		/**
		 * @param request what is asked
		 * @param usual   the usual answer
		 * @return the answer
		 */
		HttpResponse<InputStream> of(HttpRequest request, HttpResponse<InputStream> usual) throws IOException;
	}

	private record Export(String id, JsonObject asked, Instant made) {
	}

	final List<String> asked = new ArrayList<>();
	final Map<String, Integer> submitted = new TreeMap<>();
	/** What the exports hold, by report. */
	public final Map<String, String> tables = new HashMap<>();
	/** Teams with the right to be asked, and without it. */
	final Map<String, Boolean> teams = new LinkedHashMap<>(Map.of("4865648", true));
	Fault before = request -> Optional.empty();
	Fault after = request -> Optional.empty();
	Change change = (request, usual) -> usual;
	Duration work = Duration.ofSeconds(3);
	String refreshToken = "refresh-1";
	boolean flexBenefit;

	private final InstantSource clock;
	private final Map<String, Export> exports = new LinkedHashMap<>();
	private final Map<String, Export> queries = new LinkedHashMap<>();
	private final Map<String, Export> flexExports = new LinkedHashMap<>();
	private final Map<String, Export> flexQueries = new LinkedHashMap<>();
	private int number;

	/**
	 * @param clock the time
	 */
	public FakeCloud(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public HttpResponse<InputStream> answer(HttpRequest request) throws IOException {
		Optional<HttpResponse<InputStream>> fault = before.answer(request);
		if (fault.isPresent()) {
			return fault.get();
		}
		asked.add(request.method() + " " + request.uri().getPath());
		HttpResponse<InputStream> usual = usual(request);
		Optional<HttpResponse<InputStream>> instead = after.answer(request);
		return change.of(request, instead.orElse(usual));
	}

	private HttpResponse<InputStream> usual(HttpRequest request) {
		String path = request.uri().getRawPath();
		String method = request.method();
		if (path.equals("/authentication/v2/token") || path.equals("/account/token")) {
			return token(request);
		}
		if (path.startsWith("/files/")) {
			return request.headers().firstValue("Authorization").isPresent() ? json(request, 400, "{\"detail\":\"no token wanted here\"}")
					: file(request, last(path));
		}
		if (!request.headers().firstValue("Authorization").orElse("").startsWith("Bearer good-")) {
			return json(request, 401, "{\"developerMessage\":\"Token is not valid.\"}");
		}
		Map<String, String> query = query(request.uri());
		if (path.equals("/insights/v1/contexts")) {
			return json(request, 200, contexts());
		}
		if (path.equals("/insights/v1/exports") && method.equals("POST")) {
			return submit(request);
		}
		if (path.equals("/insights/v1/exports")) {
			return json(request, 200, list(query.get("teamId")));
		}
		if (path.startsWith("/insights/v1/exports/")) {
			return state(request, exports.get(last(path)));
		}
		if (path.equals("/insights/v1/usage-queries")) {
			return newQuery(request, queries, "q");
		}
		if (path.startsWith("/insights/v1/usage-queries/")) {
			return page(request, queries.get(last(path)), query);
		}
		return path.startsWith("/tokenflex/v1/") ? flex(request, path.substring("/tokenflex/v1/".length()), query)
				: json(request, 404, "{}");
	}

	private HttpResponse<InputStream> token(HttpRequest request) {
		Map<String, String> form = form(body(request));
		String basic = request.headers().firstValue("Authorization").orElse("");
		boolean client = basic.equals("Basic " + java.util.Base64.getEncoder().encodeToString("the-client:the-secret".getBytes(StandardCharsets.UTF_8)));
		if (!basic.isEmpty() && form.containsKey("client_id")) {
			return json(request, 400, "{\"error\":\"invalid_request\"}");
		}
		boolean open = form.getOrDefault("client_id", "").equals("the-client") && form.get("grant_type").equals("refresh_token");
		if (!client && !open && !form.get("grant_type").equals("password")) {
			return json(request, 401, "{\"error\":\"invalid_client\",\"error_description\":\"The client secret is not valid.\"}");
		}
		JsonObject answer = new JsonObject();
		boolean good = switch (form.get("grant_type")) {
		case "client_credentials" -> true;
		case "urn:ietf:params:oauth:grant-type:token-exchange" -> form.get("subject_token").equals("the-personal-token");
		case "urn:ietf:params:oauth:grant-type:jwt-bearer" -> form.get("assertion").split("\\.").length == 3;
		case "password" -> form.get("username").equals("admin") && form.get("password").equals("the-password");
		case "refresh_token" -> {
			boolean known = form.get("refresh_token").equals(refreshToken);
			if (known) {
				refreshToken = "refresh-" + ++number;
				answer.addProperty("refresh_token", refreshToken);
			}
			yield known;
		}
		default -> false;
		};
		if (!good) {
			return json(request, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"not good: " + form.get("subject_token") + "\"}");
		}
		answer.addProperty("access_token", "good-" + ++number);
		answer.addProperty("expires_in", 3600);
		return json(request, 200, answer.toString());
	}

	private String contexts() {
		JsonArray all = new JsonArray();
		teams.forEach((id, may) -> {
			JsonObject team = new JsonObject();
			team.addProperty("contextId", id);
			team.addProperty("alias", "Team " + id);
			JsonArray benefits = new JsonArray();
			benefits.add("InsightsTeam");
			if (may) {
				benefits.add("ReportingAPIAccess");
			}
			if (flexBenefit) {
				benefits.add("ReportingFlexUsage");
			}
			team.add("reportingBenefits", benefits);
			all.add(team);
		});
		return all.toString();
	}

	private HttpResponse<InputStream> submit(HttpRequest request) {
		JsonObject asked = JsonParser.parseString(body(request)).getAsJsonObject();
		String what = asked.getAsJsonArray("reports").get(0).getAsString() + " " + asked.get("teamId").getAsString()
				+ (asked.has("startDate") ? " " + asked.get("startDate").getAsString().substring(0, 10) + ".."
						+ asked.get("endDate").getAsString().substring(0, 10) : "");
		submitted.merge(what, 1, Integer::sum);
		Export export = new Export("e" + ++number, asked, clock.instant());
		exports.put(export.id(), export);
		return json(request, 200, json(export).toString());
	}

	private JsonObject json(Export export) {
		JsonObject json = new JsonObject();
		json.addProperty("id", export.id());
		json.addProperty("timestamp", export.made().toString());
		json.add("teamId", export.asked().get("teamId"));
		json.add("reports", export.asked().get("reports"));
		json.addProperty("outputFormat", "CSV");
		boolean done = done(export);
		json.addProperty("status", done ? "COMPLETED" : "SUBMITTED");
		JsonArray downloads = new JsonArray();
		if (done) {
			boolean two = export.asked().has("usageReports");
			for (int i = two ? 0 : 1; i < 2; i++) {
				JsonObject download = new JsonObject();
				download.addProperty("type", export.asked().getAsJsonArray("reports").get(0).getAsString());
				download.addProperty("downloadURL", BASE + "/files/" + (i == 0 ? "filters-" : "") + export.id() + "?signature=the-signature");
				downloads.add(download);
			}
		}
		json.add("downloads", downloads);
		return json;
	}

	private boolean done(Export export) {
		return !clock.instant().isBefore(export.made().plus(work));
	}

	private String list(String team) {
		JsonObject list = new JsonObject();
		JsonArray all = new JsonArray();
		exports.values().stream().filter(export -> export.asked().get("teamId").getAsString().equals(team)).map(this::json).forEach(all::add);
		list.add("exports", all);
		JsonObject pagination = new JsonObject();
		pagination.addProperty("totalResults", all.size());
		list.add("pagination", pagination);
		return list.toString();
	}

	private HttpResponse<InputStream> state(HttpRequest request, Export export) {
		return export == null ? json(request, 404, "{}") : json(request, 200, json(export).toString());
	}

	private HttpResponse<InputStream> file(HttpRequest request, String name) {
		if (name.startsWith("filters-")) {
			return csv(request, "Usage report\nTeam,Some\n");
		}
		if (flexExports.containsKey(name)) {
			return csv(request, tables.getOrDefault("SESSIONS", ""));
		}
		if (!exports.containsKey(name)) {
			return json(request, 404, "{}");
		}
		JsonObject asked = exports.get(name).asked();
		String report = asked.getAsJsonArray("reports").get(0).getAsString();
		String text = tables.getOrDefault(report, "");
		if (report.equals("USAGE")) {
			String from = asked.get("startDate").getAsString().substring(0, 10);
			String until = asked.get("endDate").getAsString().substring(0, 10);
			String[] lines = text.split("\n");
			text = lines[0] + "\n" + Arrays.stream(lines).skip(1).filter(line -> {
				String day = line.split(",")[1];
				return day.compareTo(from) >= 0 && day.compareTo(until) <= 0;
			}).map(line -> line + "\n").collect(Collectors.joining());
		}
		return csv(request, text);
	}

	private HttpResponse<InputStream> newQuery(HttpRequest request, Map<String, Export> all, String prefix) {
		Export query = new Export(prefix + ++number, JsonParser.parseString(body(request)).getAsJsonObject(), clock.instant());
		all.put(query.id(), query);
		submitted.merge("query " + query.asked().get("fields"), 1, Integer::sum);
		return json(request, 200, "{\"id\":\"" + query.id() + "\",\"status\":\"SUBMITTED\",\"startTime\":1}");
	}

	private HttpResponse<InputStream> page(HttpRequest request, Export query, Map<String, String> asked) {
		if (query == null || !done(query)) {
			return json(request, query == null ? 404 : 200, "{\"id\":\"q\",\"status\":\"RUNNING\"}");
		}
		int offset = Integer.parseInt(asked.get("offset"));
		// two rows a page, whatever was asked for
		String rows = offset < 4 ? "[[\"2026-11-0" + (offset + 1) + "\",\"Revit\",\"7\",\"u1\"],[\"2026-11-0" + (offset + 2)
				+ "\",\"Revit\",8.0,\"u2\"]]" : "[]";
		return json(request, 200, "{\"pagination\":{\"totalResults\":4,\"offset\":" + offset + ",\"limit\":2},\"id\":\"q\","
				+ "\"status\":\"COMPLETED\",\"columns\":[\"usageDate\",\"productName\",\"tokens\",\"userId\"],\"rows\":" + rows + "}");
	}

	private HttpResponse<InputStream> flex(HttpRequest request, String path, Map<String, String> query) {
		if (path.equals("contract")) {
			return json(request, 200, "[" + tables.get("CONTRACT") + "]");
		}
		if (path.equals("contract/110")) {
			return json(request, 200, tables.get("CONTRACT"));
		}
		if (path.equals("contract/110/enrichment")) {
			return json(request, 200, "[{\"customField1\":\"GEO\"},]");
		}
		if (path.equals("usage/110/summary")) {
			return json(request, 200, "[{\"usageMonth\":\"2026-10-01\",\"contractYear\":1,\"usageCategory\":\"DESKTOP_PRODUCT\","
					+ "\"uniqueUsers\":3,\"tokensConsumed\":12.5},]");
		}
		if (path.equals("usage/110/query") && request.method().equals("POST")) {
			return newQuery(request, flexQueries, "query:");
		}
		if (path.startsWith("usage/110/query/")) {
			Export asked = flexQueries.get(last(path));
			return json(request, 200, asked == null || !done(asked) ? "{\"status\":\"QUEUED\"}"
					: "{\"status\":\"DONE\",\"result\":{\"columns\":[\"usageMonth\",\"usageCategory\",\"productName\",\"tokensConsumed\"],"
							+ "\"rows\":[[\"2026-10-01\",\"DESKTOP_PRODUCT\",\"Maya\",12.5]],\"total\":1,\"offset\":0,\"limit\":100,}}");
		}
		if (path.equals("export/110/requests") && request.method().equals("POST")) {
			JsonObject asked = JsonParser.parseString(body(request)).getAsJsonObject();
			Export export = new Export("2026-11-03T12:00:00#" + ++number, asked, clock.instant());
			flexExports.put(export.id(), export);
			submitted.merge("sessions " + asked.get("where").getAsString(), 1, Integer::sum);
			return json(request, 200, flex(export).toString());
		}
		if (path.equals("export/110/requests")) {
			JsonArray all = new JsonArray();
			flexExports.values().forEach(export -> all.add(flex(export)));
			return json(request, query.containsKey("fromDate") ? 200 : 400, all.toString());
		}
		if (path.endsWith("/refreshUrl") && flexExports.containsKey(last(path.replace("/refreshUrl", "")))) {
			JsonObject json = flex(flexExports.get(last(path.replace("/refreshUrl", ""))));
			json.addProperty("downloadUrlExpireDate", clock.instant().plusSeconds(300).toString());
			return json(request, 200, json.toString());
		}
		return path.startsWith("export/110/requests/") && flexExports.containsKey(last(path))
				? json(request, 200, flex(flexExports.get(last(path))).toString()) : json(request, 404, "{}");
	}

	private JsonObject flex(Export export) {
		JsonObject json = new JsonObject();
		json.addProperty("requestKey", export.id());
		json.addProperty("requestStatus", done(export) ? "Download" : "Requested");
		json.addProperty("downloadFileName", export.asked().get("downloadFileName").getAsString() + ".csv");
		if (done(export)) {
			json.addProperty("downloadUrl", BASE + "/files/" + java.net.URLEncoder.encode(export.id(), StandardCharsets.UTF_8));
			json.addProperty("downloadUrlExpireDate", clock.instant().minusSeconds(1).toString());
		}
		return json;
	}

	private static String last(String path) {
		return URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
	}

	private static Map<String, String> query(URI address) {
		return address.getRawQuery() == null ? Map.of() : form(address.getRawQuery());
	}

	static Map<String, String> form(String text) {
		Map<String, String> form = new HashMap<>();
		for (String pair : text.split("&")) {
			int equals = pair.indexOf('=');
			form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
		}
		return form;
	}

	/** @return the body of a request */
	public static String body(HttpRequest request) {
		StringBuilder text = new StringBuilder();
		request.bodyPublisher().ifPresent(publisher -> publisher.subscribe(new Flow.Subscriber<ByteBuffer>() {
			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				subscription.request(Long.MAX_VALUE);
			}

			@Override
			public void onNext(ByteBuffer item) {
				text.append(StandardCharsets.UTF_8.decode(item));
			}

			@Override
			public void onError(Throwable throwable) {
				throw new IllegalStateException(throwable);
			}

			@Override
			public void onComplete() {
				// all is there
			}
		}));
		return text.toString();
	}

	static HttpResponse<InputStream> json(HttpRequest request, int status, String body) {
		return FakeHttp.response(request, status, Map.of("Content-Type", List.of("application/json")), body.getBytes(StandardCharsets.UTF_8));
	}

	private static HttpResponse<InputStream> csv(HttpRequest request, String text) {
		return FakeHttp.response(request, 200, Map.of("Content-Type", List.of("text/csv")), text.getBytes(StandardCharsets.UTF_8));
	}
}
