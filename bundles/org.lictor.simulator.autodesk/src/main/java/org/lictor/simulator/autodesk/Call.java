package org.lictor.simulator.autodesk;

import java.nio.charset.StandardCharsets;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** A request, read whole. What is learned while it is answered is noted here for the record. */
final class Call {

	/** A client's name and secret. */
	record Client(String id, Optional<String> secret) {
	}

	private final String method;
	private final String path;
	private final Map<String, String> query;
	private final Map<String, String> headers;
	private final byte[] body;
	/** of the server, as the client called it, without a slash at its end */
	private final String base;
	private String detail = "";
	private CredentialKind credential = CredentialKind.NONE;

	Call(String method, String path, String query, Map<String, String> headers, byte[] body, String base) {
		this.method = method;
		this.path = path;
		this.query = form(query == null ? "" : query);
		this.headers = headers;
		this.body = body;
		this.base = base;
	}

	String method() {
		return method;
	}

	String path() {
		return path;
	}

	String base() {
		return base;
	}

	/** @return the parts of the path, decoded */
	List<String> segments() {
		List<String> segments = new ArrayList<>();
		for (String segment : path.split("/")) {
			if (!segment.isEmpty()) {
				segments.add(decode(segment.replace("+", "%2B")));
			}
		}
		return segments;
	}

	Optional<String> query(String name) {
		return Optional.ofNullable(query.get(name));
	}

	/** @return a number of the query that is not negative; -1 when it is none */
	int number(String name, int otherwise) {
		String text = query.get(name);
		if (text == null) {
			return otherwise;
		}
		return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
	}

	Optional<String> header(String name) {
		return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
	}

	/** @return the fields of a form in the body */
	Map<String, String> form() {
		return form(new String(body, StandardCharsets.UTF_8));
	}

	/** @return the JSON object in the body, empty when there is none */
	Optional<JsonObject> json() {
		try {
			JsonElement json = JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
			return json.isJsonObject() ? Optional.of(json.getAsJsonObject()) : Optional.empty();
		} catch (JsonParseException e) {
			return Optional.empty();
		}
	}

	/** @return name and password of a Basic header */
	Optional<Client> basic() {
		Optional<String> authorization = header("Authorization").filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6));
		if (authorization.isEmpty()) {
			return Optional.empty();
		}
		try {
			String text = new String(Base64.getDecoder().decode(authorization.get().substring(6).strip()), StandardCharsets.UTF_8);
			int colon = text.indexOf(':');
			return colon < 0 ? Optional.empty() : Optional.of(new Client(text.substring(0, colon), Optional.of(text.substring(colon + 1))));
		} catch (IllegalArgumentException e) {
			return Optional.empty();
		}
	}

	Optional<String> bearer() {
		return header("Authorization").filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
				.map(value -> value.substring(7).strip());
	}

	void detail(String text) {
		detail = text;
	}

	String detail() {
		return detail;
	}

	void credential(CredentialKind kind) {
		credential = kind;
	}

	CredentialKind credential() {
		return credential;
	}

	private static Map<String, String> form(String text) {
		Map<String, String> fields = new LinkedHashMap<>();
		for (String pair : text.split("&")) {
			int equals = pair.indexOf('=');
			if (!pair.isEmpty()) {
				fields.put(decode(equals < 0 ? pair : pair.substring(0, equals)), equals < 0 ? "" : decode(pair.substring(equals + 1)));
			}
		}
		return fields;
	}

	private static String decode(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		} catch (IllegalArgumentException e) {
			return text;
		}
	}
}
