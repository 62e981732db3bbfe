package org.lictor.acceptance;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Speaks the agent protocol word by word, as an agent would whose host's clock is wrong or whose version is another.
 * Written from the protocol's description and not with its code, so that a change on the wire does not pass unnoticed.
 */
public final class ProtocolAgent {

	private final Https https;
	private final String enrolmentToken;
	private final String host;
	private final Duration ahead;
	private final int protocol;
	private final UUID installation = UUID.randomUUID();
	private final UUID run = UUID.randomUUID();
	private final long born = System.nanoTime();
	private long sequence;
	private String secret = "";

	/**
	 * @param enrolment string as the server gave it out
	 * @param host      name to go by
	 * @param ahead     how far the host's clock is ahead of the truth
	 * @param protocol  version to speak
	 */
	public ProtocolAgent(String enrolment, String host, Duration ahead, int protocol) {
		JsonObject parts = parts(enrolment);
		this.https = new Https(URI.create(parts.get("address").getAsString()), parts.get("fingerprint").getAsString());
		this.enrolmentToken = parts.get("token").getAsString();
		this.host = host;
		this.ahead = ahead;
		this.protocol = protocol;
	}

	/**
	 * @param enrolment string as the server gave it out
	 * @return address, fingerprint and token
	 */
	public static JsonObject parts(String enrolment) {
		String encoded = enrolment.strip().substring("lictor1:".length());
		return JsonParser.parseString(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8))
				.getAsJsonObject();
	}

	/**
	 * @param parts address, fingerprint and token
	 * @return the enrolment string of them
	 */
	public static String enrolment(JsonObject parts) {
		return "lictor1:" + Base64.getUrlEncoder().withoutPadding()
				.encodeToString(parts.toString().getBytes(StandardCharsets.UTF_8));
	}

	private Instant clock() {
		return Instant.now().plus(ahead);
	}

	private long mono() {
		return System.nanoTime() - born;
	}

	/** @return the server's answer; when it was 200 the agent is enrolled */
	public HttpResponse<String> enrol() {
		JsonObject request = new JsonObject();
		request.addProperty("protocol", protocol);
		request.addProperty("token", enrolmentToken);
		request.addProperty("installationId", installation.toString());
		request.addProperty("host", host);
		request.addProperty("platform", "Linux amd64");
		request.addProperty("agentVersion", "9.9.9");
		HttpResponse<String> answer = post("/agent/v1/enrol", request);
		if (answer.statusCode() == 200) {
			secret = JsonParser.parseString(answer.body()).getAsJsonObject().get("secret").getAsString();
		}
		return answer;
	}

	/**
	 * @param server  name of a licence server
	 * @param product that is used
	 * @param version of it
	 * @param user    who uses it
	 * @param start   when the process started, by the true clock
	 * @return a session to tell of
	 */
	public JsonObject session(String server, String product, String version, String user, Instant start) {
		JsonObject session = new JsonObject();
		session.addProperty("key", UUID.randomUUID().toString());
		session.addProperty("server", server);
		session.addProperty("applicationId", "acceptance");
		session.addProperty("product", product);
		session.addProperty("kind", "INTERACTIVE");
		session.addProperty("version", version);
		session.addProperty("host", host);
		session.addProperty("user", user);
		session.addProperty("pid", 4711);
		session.addProperty("processStart", start.plus(ahead).toEpochMilli());
		session.addProperty("path", "/opt/program");
		return session;
	}

	/**
	 * @param session that has begun
	 * @return the event of this moment
	 */
	public JsonObject started(JsonObject session) {
		JsonObject detail = new JsonObject();
		detail.add("session", session);
		return event("SESSION_STARTED", detail);
	}

	/**
	 * @param session that is over as of now
	 * @return the event of this moment
	 */
	public JsonObject ended(JsonObject session) {
		JsonObject detail = new JsonObject();
		detail.add("session", session);
		detail.addProperty("end", clock().toEpochMilli());
		detail.addProperty("exact", true);
		detail.addProperty("reason", "PROCESS_ENDED");
		return event("SESSION_ENDED", detail);
	}

	private JsonObject event(String kind, JsonObject detail) {
		JsonObject event = new JsonObject();
		event.addProperty("run", run.toString());
		event.addProperty("sequence", ++sequence);
		event.addProperty("at", clock().toEpochMilli());
		event.addProperty("mono", mono());
		event.addProperty("kind", kind);
		event.add("detail", detail);
		return event;
	}

	/**
	 * @param events in order
	 * @return the server's answer
	 */
	public HttpResponse<String> send(JsonObject... events) {
		JsonArray array = new JsonArray();
		for (JsonObject event : events) {
			array.add(event);
		}
		JsonObject batch = new JsonObject();
		batch.addProperty("protocol", protocol);
		batch.addProperty("run", run.toString());
		batch.addProperty("sentAt", clock().toEpochMilli());
		batch.addProperty("sentMono", mono());
		batch.addProperty("agentVersion", "9.9.9");
		batch.addProperty("host", host);
		batch.addProperty("platform", "Linux amd64");
		batch.addProperty("trouble", "");
		batch.add("events", array);
		return post("/agent/v1/events", batch);
	}

	private HttpResponse<String> post(String path, JsonObject body) {
		return https.send(https.request(path).header("Content-Type", "application/json")
				.header("Lictor-Agent-Protocol", Integer.toString(protocol))
				.header("Authorization", "Bearer " + secret).POST(BodyPublishers.ofString(body.toString())));
	}
}
