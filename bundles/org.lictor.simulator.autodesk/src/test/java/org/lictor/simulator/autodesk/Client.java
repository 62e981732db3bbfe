package org.lictor.simulator.autodesk;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Speaks to a simulator as a client would. */
final class Client implements AutoCloseable {

	private final AutodeskSimulator simulator;
	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10))
			.followRedirects(HttpClient.Redirect.NEVER).build();
	String token = "";

	Client(AutodeskSimulator simulator) {
		this.simulator = simulator;
	}

	@Override
	public void close() {
		http.close();
	}

	HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
	}

	HttpRequest.Builder to(String path) {
		URI address = path.startsWith("http") ? URI.create(path) : URI.create(simulator.address() + path);
		return HttpRequest.newBuilder(address);
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(to(path).header("Authorization", "Bearer " + token));
	}

	HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
		return send(to(path).header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString(json)));
	}

	HttpResponse<String> form(String path, Map<String, String> fields, boolean basic) throws IOException, InterruptedException {
		List<String> pairs = new ArrayList<>();
		fields.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
		HttpRequest.Builder request = to(path).header("Content-Type", "application/x-www-form-urlencoded")
				.POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs)));
		if (basic) {
			request.header("Authorization", basic());
		}
		return send(request);
	}

	String basic() {
		Credentials credentials = simulator.credentials();
		return "Basic " + Base64.getEncoder()
				.encodeToString((credentials.clientId() + ":" + credentials.clientSecret()).getBytes(StandardCharsets.UTF_8));
	}

	/** Signs in with the personal access token. */
	Client signIn() throws IOException, InterruptedException {
		HttpResponse<String> answer = form("/authentication/v2/token",
				Map.of("grant_type", Authentication.TOKEN_EXCHANGE, "subject_token", simulator.credentials().personalAccessToken(),
						"subject_token_type", "urn:ietf:params:oauth:token-type:access_token", "scope", "data:read data:write"),
				true);
		token = object(answer).get("access_token").getAsString();
		return this;
	}

	/** Asks for an export, lets the time pass that it takes, and downloads all of it. */
	List<String> export(String json) throws IOException, InterruptedException {
		JsonObject submitted = object(post("/insights/v1/exports", json));
		advance(Duration.ofSeconds(30));
		JsonObject done = object(get("/insights/v1/exports/" + submitted.get("id").getAsString()));
		List<String> files = new ArrayList<>();
		for (JsonElement download : done.getAsJsonArray("downloads")) {
			HttpResponse<String> file = send(to(download.getAsJsonObject().get("downloadURL").getAsString()));
			if (file.statusCode() != 200) {
				throw new IOException("status " + file.statusCode() + ": " + file.body());
			}
			files.add(file.body());
		}
		return files;
	}

	void advance(Duration by) {
		InstantSource clock = simulator.clock();
		((SimulatedClock) clock).advance(by);
	}

	static JsonObject object(HttpResponse<String> answer) {
		return JsonParser.parseString(answer.body()).getAsJsonObject();
	}

	static JsonArray array(HttpResponse<String> answer) {
		return JsonParser.parseString(answer.body()).getAsJsonArray();
	}

	/** The rows of a CSV file, read by rules of its own. */
	static List<List<String>> csv(String text) {
		List<List<String>> rows = new ArrayList<>();
		List<String> row = new ArrayList<>();
		StringBuilder cell = new StringBuilder();
		boolean quoted = false;
		for (int i = 0; i < text.length(); i++) {
			char letter = text.charAt(i);
			if (quoted) {
				if (letter != '"') {
					cell.append(letter);
				} else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
					cell.append('"');
					i++;
				} else {
					quoted = false;
				}
			} else if (letter == '"') {
				quoted = true;
			} else if (letter == ',' || letter == '\n') {
				row.add(cell.toString());
				cell.setLength(0);
				if (letter == '\n') {
					rows.add(row);
					row = new ArrayList<>();
				}
			} else if (letter != '\r') {
				cell.append(letter);
			}
		}
		return rows;
	}

	/** The rows of a CSV file with a header, by the names of their columns. */
	static List<Map<String, String>> table(String text) {
		List<List<String>> rows = csv(text);
		List<Map<String, String>> table = new ArrayList<>();
		for (List<String> row : rows.subList(1, rows.size())) {
			Map<String, String> cells = new java.util.LinkedHashMap<>();
			for (int i = 0; i < row.size(); i++) {
				cells.put(rows.get(0).get(i), row.get(i));
			}
			table.add(cells);
		}
		return table;
	}
}
