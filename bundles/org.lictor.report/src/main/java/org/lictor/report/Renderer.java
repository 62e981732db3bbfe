package org.lictor.report;

import java.io.IOException;
import java.io.OutputStream;

import org.lictor.query.ResultTable;

/**
 * Writes result tables in one format. Rows are written as they are read, so that memory does not grow with their number
 * unless the format says so. Safe for use by many threads.
 */
public interface Renderer {

	/** @return the name for scripts: {@code csv} */
	String name();

	/** @return one line for people: what this format is good for */
	String description();

	/** @return the media type for HTTP, with the character set where there is one: {@code text/csv; charset=utf-8} */
	String mediaType();

	/** @return the usual end of file names, without the dot: {@code csv} */
	String fileExtension();

	/** @return whether the output is text that may be shown on a terminal */
	boolean text();

	/**
	 * Writes a table. The stream is flushed and stays open.
	 *
	 * @param table   what is to be written
	 * @param options how
	 * @param out     where to; what was written before an exception is of no use
	 * @throws IOException                                  when the stream cannot take it
	 * @throws java.util.concurrent.CancellationException when the options' progress was called off
	 */
	void render(ResultTable table, RenderOptions options, OutputStream out) throws IOException;
}
