package org.lictor.adapter.autodesk.internal.cloud;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.gson.JsonElement;

/**
 * An answer that was read whole.
 *
 * @param status  the status code
 * @param headers its headers
 * @param body    its bytes, not more than {@link Json#LARGEST}
 */
record Reply(int status, HttpHeaders headers, byte[] body) {

	/** @return whether what was asked for was done */
	boolean good() {
		return status >= 200 && status < 300;
	}

	/** @return the body as JSON, empty when it is none */
	Optional<JsonElement> json() {
		return Json.tree(body);
	}

	/** @return the code of an error, as OAuth or the gateway write it; empty when there is none */
	String errorCode() {
		return json().map(json -> first(json, "error", "errorCode", "code", "title")).orElse("");
	}

	/** @return what an error says of itself, empty when nothing */
	String errorText() {
		return json().map(json -> first(json, "developerMessage", "error_description", "detail", "message", "reason", "userMessage",
				"title", "error")).orElse("");
	}

	private static String first(JsonElement json, String... members) {
		return Stream.of(members).map(member -> Json.text(json, member)).filter(text -> !text.isBlank()).findFirst().orElse("");
	}

	/**
	 * @param now the time
	 * @return what the header {@code Retry-After} says, in seconds or as a date; empty when nothing that makes sense
	 */
	Optional<Instant> retryAfter(Instant now) {
		return headers.firstValue("Retry-After").map(String::strip).flatMap(text -> moment(text, now));
	}

	private static Optional<Instant> moment(String text, Instant now) {
		if (text.matches("[0-9]{1,9}")) {
			return Optional.of(now.plus(Duration.ofSeconds(Long.parseLong(text))));
		}
		try {
			return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
		} catch (DateTimeParseException e) {
			return Optional.empty();
		}
	}
}
