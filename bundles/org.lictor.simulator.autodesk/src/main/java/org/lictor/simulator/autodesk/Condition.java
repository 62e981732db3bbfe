package org.lictor.simulator.autodesk;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code where} of a query: comparisons of a field with a value by {@code = != <> < <= > >= like in}, joined by
 * {@code and} and {@code or}, with one level of parentheses. {@code not} is forbidden, and a pattern needs three characters
 * beside its {@code %}. Texts are compared as they are (ISO days in their order), numbers as numbers.
 */
interface Condition {

	/** @return whether a row, asked for its fields, is wanted */
	boolean test(Function<String, Object> row);

	/**
	 * @param text   as it came, blank for no condition
	 * @param fields that may be named
	 * @return the condition
	 * @throws WrongQuery with a sentence
	 */
	static Condition of(String text, Set<String> fields) throws WrongQuery {
		if (text.isBlank()) {
			return row -> true;
		}
		Parser parser = new Parser(text, fields);
		Condition condition = parser.any(0);
		parser.end();
		return condition;
	}

	/** A query that is not as it must be. */
	final class WrongQuery extends Exception {
		private static final long serialVersionUID = 1L;

		WrongQuery(String message) {
			super(message);
		}
	}

	/** Reads a condition from left to right. */
	final class Parser {

		private static final Pattern WORD = Pattern.compile("\\s*('(?:[^']|'')*'|[A-Za-z_][A-Za-z0-9_]*|-?[0-9]+(?:\\.[0-9]+)?|!=|<>|<=|>=|[=<>(),])");
		private static final int MOST_WORDS = 2_000;

		private final List<String> words = new ArrayList<>();
		private final Set<String> fields;
		private int place;

		Parser(String text, Set<String> fields) throws WrongQuery {
			this.fields = fields;
			Matcher matcher = WORD.matcher(text);
			int end = 0;
			while (end < text.stripTrailing().length()) {
				if (!matcher.find(end) || matcher.start() != end || words.size() > MOST_WORDS) {
					throw new WrongQuery("The where clause is not understood from its character " + (end + 1) + " on.");
				}
				words.add(matcher.group(1));
				end = matcher.end();
			}
		}

		private boolean at(String word) {
			return place < words.size() && words.get(place).equalsIgnoreCase(word);
		}

		private String next() throws WrongQuery {
			if (place == words.size()) {
				throw new WrongQuery("The where clause ends too early.");
			}
			return words.get(place++);
		}

		void end() throws WrongQuery {
			if (place < words.size()) {
				throw new WrongQuery("The where clause goes on where it should end: " + words.get(place));
			}
		}

		Condition any(int depth) throws WrongQuery {
			List<Condition> some = new ArrayList<>(List.of(all(depth)));
			while (at("or")) {
				place++;
				some.add(all(depth));
			}
			return row -> some.stream().anyMatch(condition -> condition.test(row));
		}

		private Condition all(int depth) throws WrongQuery {
			List<Condition> some = new ArrayList<>(List.of(one(depth)));
			while (at("and")) {
				place++;
				some.add(one(depth));
			}
			return row -> some.stream().allMatch(condition -> condition.test(row));
		}

		private Condition one(int depth) throws WrongQuery {
			if (at("not")) {
				throw new WrongQuery("The keyword not is not allowed; use != instead.");
			}
			if (at("(")) {
				if (depth == 1) {
					throw new WrongQuery("Only one level of parentheses is allowed.");
				}
				place++;
				Condition inner = any(depth + 1);
				close();
				return inner;
			}
			String field = next();
			if (!fields.contains(field)) {
				throw new WrongQuery("The field " + field + " cannot be used in a where clause.");
			}
			String operator = next().toLowerCase(Locale.ROOT);
			return switch (operator) {
			case "=", "!=", "<>", "<", "<=", ">", ">=" -> {
				String value = value();
				yield row -> compare(row.apply(field), operator, value);
			}
			case "like" -> {
				Pattern pattern = pattern(value());
				yield row -> pattern.matcher(String.valueOf(row.apply(field))).matches();
			}
			case "in" -> {
				Set<String> values = values();
				yield row -> values.contains(String.valueOf(row.apply(field)));
			}
			default -> throw new WrongQuery("The operator " + operator + " is not known.");
			};
		}

		private void close() throws WrongQuery {
			if (!next().equals(")")) {
				throw new WrongQuery("A closing parenthesis is missing.");
			}
		}

		private String value() throws WrongQuery {
			String word = next();
			if (word.startsWith("'")) {
				return word.substring(1, word.length() - 1).replace("''", "'");
			}
			if (word.matches("-?[0-9].*") || word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
				return word;
			}
			throw new WrongQuery("A value is expected where there is " + word + ".");
		}

		private Set<String> values() throws WrongQuery {
			if (!next().equals("(")) {
				throw new WrongQuery("The values of in stand in parentheses.");
			}
			Set<String> values = new java.util.HashSet<>(Set.of(value()));
			while (at(",")) {
				place++;
				values.add(value());
			}
			close();
			return values;
		}

		private static Pattern pattern(String like) throws WrongQuery {
			if (like.replace("%", "").length() < 3) {
				throw new WrongQuery("A pattern needs three characters beside its wildcards.");
			}
			StringBuilder pattern = new StringBuilder();
			for (String part : like.split("%", -1)) {
				pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
			}
			return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
		}

		private static boolean compare(Object found, String operator, String value) {
			int order = found instanceof Number && value.matches("-?[0-9]+(\\.[0-9]+)?")
					? new BigDecimal(found.toString()).compareTo(new BigDecimal(value))
					: String.valueOf(found).compareTo(value);
			return switch (operator) {
			case "=" -> order == 0;
			case "<" -> order < 0;
			case "<=" -> order <= 0;
			case ">" -> order > 0;
			case ">=" -> order >= 0;
			default -> order != 0;
			};
		}
	}
}
