package org.lictor.http.internal;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;
import org.lictor.core.Principal;
import org.lictor.remote.protocol.ApiJson;
import org.lictor.remote.protocol.InvalidJsonException;

/**
 * A request that was let in.
 *
 * @param request    what the client sent
 * @param principal  who asks, empty where anybody may
 * @param names      what stands in the path for each name of the template
 * @param parameters the query
 * @param body       what came with it, when the route has it read beforehand
 */
record Call(Request request, Optional<Principal> principal, Map<String, String> names, Parameters parameters,
		byte[] body) {

	/** @return who asks, on a route that not anybody may ask */
	Principal who() {
		return principal.orElseThrow();
	}

	/**
	 * @param name of the template
	 * @return what stands there in the path, decoded
	 */
	String name(String name) {
		return names.get(name);
	}

	/**
	 * @param type of the record that the body holds
	 * @param <T>  the same
	 * @return the record
	 * @throws Refusal 400 naming the key at fault
	 */
	<T> T json(Class<T> type) throws Refusal {
		try {
			return ApiJson.readRequest(body, type);
		} catch (InvalidJsonException e) {
			throw Refusal.of(400, "The JSON that came with the request is not what is expected: " + e.getMessage() + ".");
		}
	}

	/** @return the body of a route that reads it itself, with gzip undone */
	InputStream file(long most) throws Refusal, java.io.IOException {
		return Bodies.stream(request, most);
	}

	/**
	 * @param name of a header
	 * @return its value, empty when it is missing
	 */
	Optional<String> header(String name) {
		HttpField field = request.getHeaders().getField(name);
		return Optional.ofNullable(field).map(HttpField::getValue).filter(value -> !value.isBlank());
	}

	/**
	 * @param type a media type
	 * @return whether the client asked for it by name
	 */
	boolean wants(String type) {
		return request.getHeaders().getQualityCSV("Accept").stream()
				.anyMatch(each -> each.toLowerCase(java.util.Locale.ROOT).startsWith(type));
	}
}
