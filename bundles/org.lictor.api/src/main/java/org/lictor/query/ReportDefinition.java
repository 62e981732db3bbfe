package org.lictor.query;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A report that can be asked for.
 *
 * @param name        for scripts, stable: lower case letters, digits and dashes
 * @param title       for people
 * @param description one line: what it shows and by which rule
 * @param parameters  what a query may narrow
 * @param columns     the columns of its table
 */
public record ReportDefinition(String name, String title, String description, Set<Parameter> parameters,
		List<Column> columns) {

	/** What a query may narrow. */
	public enum Parameter {
		/** {@link Query#server()}. */
		SERVER,
		/** {@link Query#product()}. */
		PRODUCT,
		/** {@link Query#from()} and {@link Query#until()}. */
		TIME,
		/** {@link Query#by()}. */
		GRANULARITY,
		/** {@link Query#days()}. */
		DAYS,
		/** {@link Query#whose()}. */
		WHOSE,
		/** {@link Query#policy()}. */
		POLICY
	}

	/** Copies the collections. */
	public ReportDefinition {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(title, "title");
		Objects.requireNonNull(description, "description");
		parameters = Set.copyOf(parameters);
		columns = List.copyOf(columns);
	}
}
