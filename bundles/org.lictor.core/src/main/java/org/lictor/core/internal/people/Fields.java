package org.lictor.core.internal.people;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Writes what a record holds for people, field by field: {@code product.name=Maya; day=2026-03-01}. */
final class Fields {

	private Fields() {
	}

	/**
	 * @param value a record of public records and plain values
	 * @return its fields that are told, in their order
	 */
	static String of(Record value) {
		StringJoiner fields = new StringJoiner("; ");
		add("", value, fields);
		return fields.toString();
	}

	private static void add(String name, Object value, StringJoiner fields) {
		switch (value) {
		case Record record -> {
			for (RecordComponent component : record.getClass().getRecordComponents()) {
				add(name.isEmpty() ? component.getName() : name + "." + component.getName(), value(record, component), fields);
			}
		}
		case Optional<?> optional -> optional.ifPresent(told -> add(name, told, fields));
		case OptionalLong optional -> optional.ifPresent(told -> add(name, told, fields));
		case Collection<?> all -> add(name, all.stream().map(Object::toString).collect(Collectors.joining(", ")), fields);
		default -> {
			if (!value.toString().isEmpty()) {
				fields.add(name + "=" + value);
			}
		}
		}
	}

	private static Object value(Record record, RecordComponent component) {
		try {
			return component.getAccessor().invoke(record);
		} catch (ReflectiveOperationException e) {
			throw new IllegalStateException("accessors of public records can be called", e);
		}
	}
}
