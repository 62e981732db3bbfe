package org.lictor.report;

import java.util.List;
import java.util.Optional;

import org.lictor.report.internal.CsvRenderer;
import org.lictor.report.internal.JsonRenderer;
import org.lictor.report.internal.PdfRenderer;
import org.lictor.report.internal.TextRenderer;
import org.lictor.report.internal.XlsxRenderer;

/** The formats there are. */
public final class Renderers {

	/** Aligned text for a terminal. */
	public static final Renderer TABLE = new TextRenderer();
	/** RFC 4180. */
	public static final Renderer CSV = new CsvRenderer();
	/** What {@link JsonTables} reads. */
	public static final Renderer JSON = new JsonRenderer();
	/** A workbook with typed cells. */
	public static final Renderer XLSX = new XlsxRenderer();
	/** Pages to print. */
	public static final Renderer PDF = new PdfRenderer();

	private static final List<Renderer> ALL = List.of(TABLE, CSV, JSON, XLSX, PDF);

	private Renderers() {
	}

	/** @return all formats, in the order in which they are offered to people */
	public static List<Renderer> all() {
		return ALL;
	}

	/**
	 * @param name of a format, such as {@code csv}; letters in either case
	 * @return that format, empty when there is none of that name
	 */
	public static Optional<Renderer> byName(String name) {
		return ALL.stream().filter(renderer -> renderer.name().equalsIgnoreCase(name)).findFirst();
	}
}
