package org.lictor.http.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.lictor.http.internal.Route.Action;
import org.lictor.http.internal.Route.Body;

/**
 * All that can be asked. Paths are compared as they came, before anything in them is decoded: no encoding leads around a
 * guard.
 */
final class Routes {

	private static final String GET = "GET";
	private static final String HEAD = "HEAD";

	private final List<Route> routes = new ArrayList<>();

	/**
	 * A route that was found.
	 *
	 * @param route which
	 * @param names what stands in the path for each name of the template, decoded
	 */
	record Match(Route route, Map<String, String> names) {
	}

	/** Adds what answers GET and HEAD. */
	Routes get(String path, Guard guard, Set<String> parameters, Action action) {
		return add(GET, path, guard, Body.NONE, parameters, action);
	}

	/** Adds what answers GET and HEAD, without parameters. */
	Routes get(String path, Guard guard, Action action) {
		return get(path, guard, Set.of(), action);
	}

	/** Adds what answers another method, without parameters. */
	Routes add(String method, String path, Guard guard, Body body, Action action) {
		return add(method, path, guard, body, Set.of(), action);
	}

	/** Adds what answers another method. */
	Routes add(String method, String path, Guard guard, Body body, Set<String> parameters, Action action) {
		routes.add(new Route(method, segments(path), guard, body, parameters, action));
		return this;
	}

	/** @return every route, in the order in which they were added */
	List<Route> all() {
		return List.copyOf(routes);
	}

	/**
	 * @param method of HTTP
	 * @param path   as it came, encoded
	 * @return the route
	 * @throws Refusal 404 when there is nothing of that path, 405 when it does not know the method, 400 when the path is
	 *                 not encoded as it should be
	 */
	Match find(String method, String path) throws Refusal {
		List<String> segments = segments(path);
		String wanted = method.equals(HEAD) ? GET : method;
		Set<String> others = new TreeSet<>();
		for (Route route : routes) {
			if (fits(route.template(), segments)) {
				if (route.method().equals(wanted)) {
					return new Match(route, names(route.template(), segments));
				}
				others.add(route.method());
				if (route.method().equals(GET)) {
					others.add(HEAD);
				}
			}
		}
		if (others.isEmpty()) {
			throw Refusal.of(404, "There is nothing at this address. Does it end as it should?");
		}
		String allowed = String.join(", ", others);
		throw Refusal.of(405, "This address does not answer " + (isToken(method) ? method : "this method") + ", only "
				+ allowed + ".", Map.of("Allow", allowed));
	}

	private static boolean isToken(String method) {
		return method.matches("[A-Z]{1,20}");
	}

	private static List<String> segments(String path) {
		return path.startsWith("/") ? Arrays.asList(path.substring(1).split("/", -1)) : List.of();
	}

	private static boolean fits(List<String> template, List<String> segments) {
		if (template.size() != segments.size()) {
			return false;
		}
		for (int index = 0; index < template.size(); index++) {
			String expected = template.get(index);
			if (isName(expected) ? segments.get(index).isEmpty() : !expected.equals(segments.get(index))) {
				return false;
			}
		}
		return true;
	}

	private static Map<String, String> names(List<String> template, List<String> segments) throws Refusal {
		Map<String, String> names = new LinkedHashMap<>();
		for (int index = 0; index < template.size(); index++) {
			String name = template.get(index);
			if (isName(name)) {
				names.put(name.substring(1, name.length() - 1), decode(segments.get(index)));
			}
		}
		return names;
	}

	private static boolean isName(String segment) {
		return segment.startsWith("{");
	}

	private static String decode(String segment) throws Refusal {
		try {
			// a plus sign in a path is a plus sign
			String text = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
			if (text.chars().anyMatch(Character::isISOControl) || text.indexOf('\uFFFD') >= 0) {
				throw new IllegalArgumentException("a control character");
			}
			return text;
		} catch (IllegalArgumentException e) {
			throw Refusal.of(400, "A name in the path of the address is not encoded as it should be.");
		}
	}
}
