package org.lictor.simulator.autodesk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** An answer to a request: a status, headers, and a body that is short and known, or written while it is sent. */
final class Answer {

	private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

	/** Writes a body. */
	interface Body {
		void writeTo(OutputStream out) throws IOException;
	}

	private final int status;
	private final Map<String, String> headers = new LinkedHashMap<>();
	private byte[] bytes = new byte[0];
	private Body body;

	private Answer(int status) {
		this.status = status;
	}

	static Answer status(int status) {
		return new Answer(status);
	}

	static Answer json(int status, JsonElement json) {
		return new Answer(status).with("Content-Type", "application/json").body(GSON.toJson(json));
	}

	static Answer json(JsonElement json) {
		return json(200, json);
	}

	static Answer html(int status, String page) {
		return new Answer(status).with("Content-Type", "text/html; charset=utf-8").body(page);
	}

	static Answer xml(int status, String text) {
		return new Answer(status).with("Content-Type", "application/xml").body(text);
	}

	static Answer stream(String type, String fileName, Body body) {
		Answer answer = new Answer(200).with("Content-Type", type).with("Content-Disposition",
				"attachment; filename=\"" + fileName + "\"");
		answer.body = body;
		return answer;
	}

	/** What Autodesk's interfaces answer when something is wrong. */
	static Answer problem(int status, String message, String code) {
		JsonObject json = new JsonObject();
		json.addProperty("developerMessage", message);
		json.addProperty("moreInfo", "https://aps.autodesk.com/en/docs/oauth/v2/developers_guide/error_handling/");
		if (!code.isEmpty()) {
			json.addProperty("errorCode", code);
		}
		return json(status, json);
	}

	/** A missing right. */
	static Answer forbidden() {
		JsonObject json = new JsonObject();
		json.addProperty("title", "ForbiddenError");
		json.addProperty("detail", "");
		return json(403, json);
	}

	/** The quota is used up. */
	static Answer quota(Duration wait) {
		JsonObject json = new JsonObject();
		json.addProperty("developerMessage", "Quota limit exceeded.");
		json.addProperty("moreInfo", "");
		return json(429, json).with("Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
	}

	static Answer redirect(int status, String location) {
		return new Answer(status).with("Location", location);
	}

	Answer with(String header, String value) {
		headers.put(header, value);
		return this;
	}

	private Answer body(String text) {
		bytes = text.getBytes(StandardCharsets.UTF_8);
		return this;
	}

	/** @return the same with a comma before the last closing brace, if it is JSON with one */
	Answer withTrailingComma() {
		if (body == null && headers.getOrDefault("Content-Type", "").equals("application/json")) {
			String text = new String(bytes, StandardCharsets.UTF_8);
			int brace = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
			int before = brace - 1;
			while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
				before--;
			}
			if (before >= 0 && text.charAt(before) != '{' && text.charAt(before) != '[') {
				body(text.substring(0, before + 1) + "," + text.substring(before + 1));
			}
		}
		return this;
	}

	int status() {
		return status;
	}

	Map<String, String> headers() {
		return headers;
	}

	/** @return the body when it is short and known, or null */
	byte[] bytes() {
		return body == null ? bytes : null;
	}

	Body body() {
		return body;
	}
}
