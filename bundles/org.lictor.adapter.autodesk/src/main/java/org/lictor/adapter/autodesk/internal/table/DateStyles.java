package org.lictor.adapter.autodesk.internal.table;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which styles of a workbook show numbers as dates, and how such numbers are counted: in days from the end of 1899, or
 * from the beginning of 1904. A date in a workbook has no time zone.
 */
final class DateStyles {

	private static final BigDecimal LAST_DAY = BigDecimal.valueOf(2_958_465); // 9999-12-31

	private final boolean from1904;
	private final List<Boolean> dates = new ArrayList<>();

	/**
	 * @param from1904 whether days are counted from 1904
	 */
	DateStyles(boolean from1904) {
		this.from1904 = from1904;
	}

	void read(XmlPart part) throws UnreadableException {
		Map<String, String> formats = new HashMap<>();
		boolean cells = false;
		while (part.next()) {
			if (part.starts("numFmt")) {
				formats.put(part.attribute("numFmtId").orElse(""), part.attribute("formatCode").orElse(""));
			} else if (part.starts("cellXfs")) {
				cells = true;
			} else if (part.ends("cellXfs")) {
				cells = false;
			} else if (part.starts("xf") && cells) {
				String id = part.attribute("numFmtId").orElse("");
				dates.add(formats.containsKey(id) ? showsDate(formats.get(id)) : builtInDate(id));
			}
		}
	}

	/** The numbers of built-in formats that are dates or times, those of East Asian Excels included (ECMA-376, 18.8.30). */
	private static boolean builtInDate(String id) {
		if (!id.matches("[0-9]{1,3}")) {
			return false;
		}
		int number = Integer.parseInt(id);
		return number >= 14 && number <= 22 || number >= 27 && number <= 36 || number >= 45 && number <= 47
				|| number >= 50 && number <= 58;
	}

	private static boolean showsDate(String format) {
		String bare = format.replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.|\\*.", "");
		return bare.matches("(?i).*[ymdhs].*") && !bare.equalsIgnoreCase("General");
	}

	/**
	 * @param style  the number of the style of a cell
	 * @param number the number in it
	 * @return the number as an ISO date, or date and time; empty when the style is no date or the number cannot be one
	 */
	Optional<String> date(String style, BigDecimal number) {
		boolean date = style.matches("[0-9]{1,6}") && Integer.parseInt(style) < dates.size() && dates.get(Integer.parseInt(style));
		if (!date || number.signum() < 0 || number.compareTo(LAST_DAY) > 0) {
			return Optional.empty();
		}
		long days = number.longValue();
		long seconds = Math.round(number.subtract(BigDecimal.valueOf(days)).doubleValue() * Duration.ofDays(1).toSeconds());
		LocalDateTime time = firstDay(days).plusDays(days).atStartOfDay().plusSeconds(seconds);
		return Optional.of(seconds == 0 ? time.toLocalDate().toString() : time.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME));
	}

	private LocalDate firstDay(long days) {
		if (from1904) {
			return LocalDate.of(1904, 1, 1);
		}
		// Excel believes that 1900 was a leap year: from the first of March on its count is one day ahead.
		return days < 60 ? LocalDate.of(1899, 12, 31) : LocalDate.of(1899, 12, 30);
	}
}
