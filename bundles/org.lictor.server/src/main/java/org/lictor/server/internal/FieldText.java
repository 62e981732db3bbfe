package org.lictor.server.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.lictor.model.Status;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Field;

/** Fields of configurations and how things are doing, for people. */
final class FieldText {

	private FieldText() {
	}

	/**
	 * @param schema any
	 * @return what may be said of each field and what it is for, in lines
	 */
	static List<String> lines(ConfigurationSchema schema) {
		List<String> lines = new ArrayList<>();
		for (Field field : schema.fields()) {
			lines.add("  " + option(field) + "  " + belonging(field) + field.help());
			field.explained().forEach(choice -> lines.add("      " + choice.value() + ": " + choice.label() + ". " + choice.explanation()));
		}
		return lines;
	}

	/** When a field has to be filled in, and when it is meant at all. */
	private static String belonging(Field field) {
		List<String> when = new ArrayList<>();
		if (field.required()) {
			when.add("needed");
		}
		field.onlyFor().ifPresent(condition -> when.add("only for " + words(condition)));
		field.neededFor().ifPresent(condition -> when.add("needed for " + words(condition)));
		return when.isEmpty() ? "" : "(" + String.join(", ", when) + ") ";
	}

	private static String words(Field.Condition condition) {
		return condition.key() + "=" + String.join("|", condition.values());
	}

	private static String option(Field field) {
		String value = field.kind() == Field.Kind.CHOICE ? String.join("|", field.choices())
				: field.kind().name().toLowerCase(Locale.ROOT);
		return field.kind() == Field.Kind.SECRET ? "--secret " + field.key()
				: "--set " + field.key() + "=" + (field.defaultValue().isEmpty() ? value : field.defaultValue());
	}

	/**
	 * @param first  a sentence
	 * @param status has perhaps more to say
	 * @return both
	 */
	static String sentence(String first, Status status) {
		return List.of(first, status.message()).stream().filter(text -> !text.isBlank()).collect(Collectors.joining(" "));
	}

	/**
	 * @param lines names and values
	 * @return a line each, the values below each other
	 */
	static List<String> aligned(List<? extends java.util.Map.Entry<String, ?>> lines) {
		int width = lines.stream().mapToInt(line -> line.getKey().length()).max().orElse(0);
		return lines.stream().map(line -> line.getKey() + " ".repeat(width - line.getKey().length()) + "  " + line.getValue()).toList();
	}
}
