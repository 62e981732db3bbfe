package org.lictor.adapter.autodesk.internal.export;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

import org.lictor.model.Diagnostic;
import org.lictor.model.Place;
import org.lictor.spi.ObservationSink;

/**
 * One row of an export, by the meaning of its columns. What a row cannot do without is asked for with {@code needed...};
 * when that is missing or unreadable it is reported and the row is rejected. What may be missing is reported when it is
 * unreadable, and left out.
 */
final class ExportRow {

	/** A row that cannot be used; why was reported. */
	static final class Rejected extends Exception {
		private static final long serialVersionUID = 1L;

		Rejected() {
			super("rejected", null, false, false);
		}
	}

	private final ToldTexts texts;
	private final List<String> cells;
	private final Place place;
	private final ObservationSink sink;

	/**
	 * @param texts what the cells of the table tell
	 * @param cells of the row
	 * @param place of the row
	 * @param sink  takes what is wrong with it
	 */
	ExportRow(ToldTexts texts, List<String> cells, Place place, ObservationSink sink) {
		this.texts = texts;
		this.cells = cells;
		this.place = place;
		this.sink = sink;
	}

	/** @return the text of a cell, empty when nothing is told: the column is missing, nothing is in it, or it is hidden */
	String told(ExportColumn column) {
		return texts.of(column, cells);
	}

	String told(ExportColumn first, ExportColumn second) {
		String text = told(first);
		return text.isEmpty() ? told(second) : text;
	}

	Optional<Instant> moment(ExportColumn column) {
		return optional(column, Values::instant, "a date such as 2026-11-03 or 11/03/2026 (month first)");
	}

	Optional<LocalDate> day(ExportColumn column) {
		return optional(column, Values::day, "a date such as 2026-11-03 or 11/03/2026 (month first)");
	}

	Optional<BigDecimal> decimal(ExportColumn column) {
		return optional(column, Values::decimal, "a number");
	}

	OptionalLong whole(ExportColumn column) {
		Optional<Long> value = optional(column, ExportRow::whole, "a whole number");
		return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
	}

	LocalDate neededDay(ExportColumn column) throws Rejected {
		return needed(column, Values::day, "a date such as 2026-11-03 or 11/03/2026 (month first)");
	}

	long neededWhole(ExportColumn column) throws Rejected {
		return needed(column, ExportRow::whole, "a whole number");
	}

	/**
	 * Reports what is wrong with the row.
	 *
	 * @param column  where
	 * @param message what
	 * @return to be thrown
	 */
	Rejected reject(ExportColumn column, String message) {
		sink.report(Diagnostic.error(message + " The row was left out.", place(column)));
		return new Rejected();
	}

	void warn(ExportColumn column, String message) {
		sink.report(Diagnostic.warning(message, place(column)));
	}

	private static Optional<Long> whole(String text) {
		OptionalLong number = Values.whole(text);
		return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
	}

	private <T> Optional<T> optional(ExportColumn column, Function<String, Optional<T>> reader, String expected) {
		String text = told(column);
		if (text.isEmpty()) {
			return Optional.empty();
		}
		Optional<T> value = reader.apply(text);
		if (value.isEmpty()) {
			warn(column, "'" + shortened(text) + "' should be " + expected + ". It was left out, the rest of the row was used.");
		}
		return value;
	}

	private <T> T needed(ExportColumn column, Function<String, Optional<T>> reader, String expected) throws Rejected {
		String text = told(column);
		Optional<T> value = text.isEmpty() ? Optional.empty() : reader.apply(text);
		if (value.isEmpty()) {
			throw reject(column, text.isEmpty() ? "Nothing is told, but " + expected + " is needed."
					: "'" + shortened(text) + "' should be " + expected + ".");
		}
		return value.get();
	}

	private Place place(ExportColumn column) {
		return place.field(texts.header().name(column));
	}

	static String shortened(String text) {
		return text.length() <= 40 ? text : text.substring(0, 40) + "...";
	}
}
