package org.lictor.server.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;
import org.lictor.remote.protocol.ApiJson;
import org.lictor.report.RenderOptions;
import org.lictor.report.Renderers;

/**
 * Shows records as a table to people; scripts get the records themselves as JSON.
 *
 * @param <T> type of the records
 */
final class Listing<T> {

	private final String title;
	private final List<Column> columns;
	private final Function<T, Object[]> row;

	/**
	 * @param title   for people
	 * @param columns of the table
	 * @param row     gives the values of a record: an instance of the column's class, or an optional of one
	 */
	Listing(String title, List<Column> columns, Function<T, Object[]> row) {
		this.title = title;
		this.columns = columns;
		this.row = row;
	}

	/** A column of text. */
	static Column text(String key, String label) {
		return Column.of(key, label, ColumnType.TEXT, "");
	}

	/** A column of moments. */
	static Column moment(String key, String label) {
		return Column.of(key, label, ColumnType.INSTANT, "");
	}

	/** A column of yes and no. */
	static Column flag(String key, String label) {
		return Column.of(key, label, ColumnType.FLAG, "");
	}

	/**
	 * @param records what to show
	 * @param format  how
	 * @param where   terminal to show it on
	 */
	void show(List<T> records, FormatOption format, Terminal where) {
		if (format.json()) {
			json(records, where);
			return;
		}
		TableBuilder table = new TableBuilder("list", title, columns);
		for (T each : records) {
			Object[] values = row.apply(each);
			for (int index = 0; index < values.length; index++) {
				values[index] = known(values[index]);
			}
			table.row(values);
		}
		try {
			Renderers.TABLE.render(table.build(Instant.now(), where.zone()), RenderOptions.DEFAULT, where.out());
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/**
	 * @param value a record or a list
	 * @param where terminal to show it on
	 */
	static void json(Object value, Terminal where) {
		where.out().println(ApiJson.writeIndented(value));
	}

	private static Object known(Object value) {
		return switch (value) {
		case Optional<?> optional -> optional.<Object>map(each -> each).orElse(Unknown.UNKNOWN);
		case String text when text.isEmpty() -> Unknown.UNKNOWN;
		default -> value;
		};
	}
}
