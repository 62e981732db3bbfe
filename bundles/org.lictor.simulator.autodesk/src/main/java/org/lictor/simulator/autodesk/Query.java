package org.lictor.simulator.autodesk;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import org.lictor.simulator.autodesk.Condition.WrongQuery;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * A query of either interface: fields, metrics, a condition, an order. Each combination of the fields' values is one row, and
 * metrics are those of the records with that combination.
 */
final class Query {

	/** A result with more rows than this is refused: it would not fit into memory. */
	static final int MOST_ROWS = 400_000;

	/** Which names a query may use. */
	record Vocabulary(Set<String> fields, Set<String> notInWhere, Set<String> metrics) {
	}

	/** A result: its columns, then the rows with numbers and texts. */
	record Result(List<String> columns, List<List<Object>> rows) {

		/** @return some of the rows as JSON */
		JsonArray page(int offset, int limit) {
			JsonArray page = new JsonArray();
			rows.stream().skip(offset).limit(limit).forEach(row -> {
				JsonArray cells = new JsonArray();
				row.forEach(cell -> {
					if (cell instanceof Number number) {
						cells.add(number);
					} else if (cell instanceof Boolean truth) {
						cells.add(truth);
					} else {
						cells.add(cell.toString());
					}
				});
				page.add(cells);
			});
			return page;
		}

		JsonArray names() {
			JsonArray names = new JsonArray();
			columns.forEach(names::add);
			return names;
		}
	}

	private static final Counts NOTHING = new Counts();

	private final List<String> fields;
	private final List<String> metrics;
	private final Condition where;
	private final List<String> order;

	private Query(List<String> fields, List<String> metrics, Condition where, List<String> order) {
		this.fields = fields;
		this.metrics = metrics;
		this.where = where;
		this.order = order;
	}

	static Query of(JsonObject json, Vocabulary vocabulary) throws WrongQuery {
		List<String> fields = names(json, "fields", vocabulary.fields());
		List<String> metrics = names(json, "metrics", vocabulary.metrics());
		if (fields.isEmpty() && metrics.isEmpty()) {
			throw new WrongQuery("fields or metrics are needed.");
		}
		Set<String> inWhere = new HashSet<>(vocabulary.fields());
		inWhere.removeAll(vocabulary.notInWhere());
		List<String> order = new ArrayList<>();
		for (String part : text(json, "orderBy").orElse("").split(",")) {
			String[] words = part.strip().split("\\s+");
			if (!words[0].isEmpty()) {
				if (!fields.contains(words[0]) && !metrics.contains(words[0]) || words.length > 2
						|| words.length == 2 && !words[1].matches("(?i)asc|desc")) {
					throw new WrongQuery("orderBy names what is not asked for: " + part.strip());
				}
				order.add(words[0] + (words.length == 2 && words[1].equalsIgnoreCase("desc") ? " desc" : ""));
			}
		}
		return new Query(fields, metrics, Condition.of(text(json, "where").orElse(""), inWhere), order);
	}

	private static List<String> names(JsonObject json, String key, Set<String> known) throws WrongQuery {
		List<String> names = new ArrayList<>();
		if (json.get(key) instanceof JsonArray array) {
			for (JsonElement element : array) {
				String name = element.isJsonPrimitive() ? element.getAsString() : "";
				if (!known.contains(name) || names.contains(name)) {
					throw new WrongQuery(key + " names what is not known, or twice: " + name);
				}
				names.add(name);
			}
		}
		return names;
	}

	static Optional<String> text(JsonObject json, String name) {
		JsonElement value = json.get(name);
		return value != null && value.isJsonPrimitive() ? Optional.of(value.getAsString()) : Optional.empty();
	}

	List<String> fields() {
		return fields;
	}

	/** @return the names of the fields, then of the metrics */
	List<String> columns() {
		List<String> columns = new ArrayList<>(fields);
		columns.addAll(metrics);
		return columns;
	}

	/** What is counted of a combination. */
	private static final class Counts {
		private final Set<Object> users = new HashSet<>();
		private final Set<Object> products = new HashSet<>();
		private final Set<Object> days = new HashSet<>();
		private BigDecimal tokens = BigDecimal.ZERO;
		private String earliest = "";
		private String latest = "";
	}

	/**
	 * @param records gives the records, each a function of a field's name; beside the fields they know {@code $user} (empty for
	 *                nobody), {@code $day} and {@code $tokens}
	 * @return the result, empty when it is too long
	 */
	Optional<Result> run(Consumer<Consumer<Function<String, Object>>> records) {
		Map<List<Object>, Counts> found = new LinkedHashMap<>();
		boolean[] tooLong = { false };
		records.accept(row -> {
			if (tooLong[0] || !where.test(row)) {
				return;
			}
			List<Object> key = new ArrayList<>(fields.size());
			fields.forEach(field -> key.add(row.apply(field)));
			Counts counts = metrics.isEmpty() ? found.putIfAbsent(key, NOTHING) : found.computeIfAbsent(key, missing -> new Counts());
			tooLong[0] = found.size() > MOST_ROWS;
			if (!metrics.isEmpty()) {
				count(counts, row);
			}
		});
		if (tooLong[0]) {
			return Optional.empty();
		}
		List<List<Object>> rows = new ArrayList<>(found.size());
		found.forEach((key, counts) -> {
			List<Object> row = new ArrayList<>(key);
			metrics.forEach(metric -> row.add(metric(metric, counts)));
			rows.add(row);
		});
		sort(rows, columns());
		return Optional.of(new Result(columns(), rows));
	}

	private void count(Counts counts, Function<String, Object> row) {
		Object user = row.apply("$user");
		String day = row.apply("$day").toString();
		if (metrics.contains("uniqueUsers") && !user.equals("")) {
			counts.users.add(user);
		}
		if (metrics.contains("uniqueProducts")) {
			counts.products.add(row.apply("productName"));
		}
		if (metrics.contains("totalUniqueDays")) {
			counts.days.add(user + " " + day);
		}
		if (metrics.contains("tokensConsumed")) {
			counts.tokens = counts.tokens.add((BigDecimal) row.apply("$tokens"));
		}
		counts.earliest = counts.earliest.isEmpty() || day.compareTo(counts.earliest) < 0 ? day : counts.earliest;
		counts.latest = day.compareTo(counts.latest) > 0 ? day : counts.latest;
	}

	/** Silent: of what {@code totalUniqueDays} are the days; here each day of each person counts once. */
	private static Object metric(String name, Counts counts) {
		return switch (name) {
		case "uniqueUsers" -> counts.users.size();
		case "uniqueProducts" -> counts.products.size();
		case "totalUniqueDays" -> counts.days.size();
		case "tokensConsumed" -> counts.tokens;
		case "earliestUsageDate" -> counts.earliest;
		default -> counts.latest;
		};
	}

	private void sort(List<List<Object>> rows, List<String> columns) {
		Comparator<List<Object>> comparator = null;
		for (String part : order) {
			String name = part.replace(" desc", "");
			int place = columns.indexOf(name);
			Comparator<List<Object>> next = (one, other) -> one.get(place) instanceof Number
					? new BigDecimal(one.get(place).toString()).compareTo(new BigDecimal(other.get(place).toString()))
					: one.get(place).toString().compareTo(other.get(place).toString());
			next = part.endsWith(" desc") ? next.reversed() : next;
			comparator = comparator == null ? next : comparator.thenComparing(next);
		}
		if (comparator != null) {
			rows.sort(comparator);
		}
	}
}
