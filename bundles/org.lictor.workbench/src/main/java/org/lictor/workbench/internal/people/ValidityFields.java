package org.lictor.workbench.internal.people;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.lictor.workbench.internal.preferences.Settings;
import org.lictor.workbench.internal.ui.Tag;

/** Two days between which something holds; none for all the past and for all time to come. For the UI thread. */
final class ValidityFields {

	private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

	private final Text from;
	private final Text until;

	/**
	 * Makes two labels and two fields.
	 *
	 * @param area    laid out in columns
	 * @param name    first part of the names of the fields
	 * @param width   of a field, in pixels
	 * @param changed told when one of them changes
	 */
	ValidityFields(Composite area, String name, int width, Runnable changed) {
		new Label(area, SWT.NONE).setText("&From:");
		from = day(area, name + ".from", "all the past", width, changed);
		new Label(area, SWT.NONE).setText("&to:");
		until = day(area, name + ".until", "all time to come", width, changed);
	}

	private static Text day(Composite area, String name, String otherwise, int width, Runnable changed) {
		Text text = Tag.name(new Text(area, SWT.BORDER), name);
		text.setMessage(otherwise);
		text.setToolTipText("A day such as 2026-03-01, or nothing for " + otherwise + ".");
		GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
		data.widthHint = width;
		text.setLayoutData(data);
		text.addListener(SWT.Modify, event -> changed.run());
		return text;
	}

	/**
	 * @return the first moment of the first day, empty when there is none
	 * @throws DateTimeParseException when it is no day
	 */
	Optional<Instant> from() {
		return day(from).map(day -> day.atStartOfDay(Settings.zone()).toInstant());
	}

	/**
	 * @return the first moment after the last day, which is included; empty when there is none
	 * @throws DateTimeParseException when it is no day
	 */
	Optional<Instant> until() {
		return day(until).map(day -> day.plusDays(1).atStartOfDay(Settings.zone()).toInstant());
	}

	/** @return empty when both are days or empty, else what is wrong */
	Optional<String> trouble() {
		try {
			from();
			until();
			return Optional.empty();
		} catch (DateTimeParseException e) {
			return Optional.of("'" + e.getParsedString() + "' should be a day such as 2026-03-01, or empty.");
		}
	}

	private static Optional<LocalDate> day(Text text) {
		return Optional.of(text.getText().strip()).filter(each -> !each.isEmpty()).map(LocalDate::parse);
	}

	/**
	 * @param moment any
	 * @return as it is shown in tables, in the zone that was chosen
	 */
	static String moment(Optional<Instant> moment) {
		return moment.map(each -> MOMENT.format(each.atZone(Settings.zone()))).orElse("");
	}
}
