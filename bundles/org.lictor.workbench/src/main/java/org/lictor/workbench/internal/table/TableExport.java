package org.lictor.workbench.internal.table;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.StringJoiner;
import java.util.concurrent.CancellationException;

import org.lictor.model.Progress;
import org.lictor.query.Column;
import org.lictor.query.ResultTable;
import org.lictor.report.CellFormat;
import org.lictor.report.RenderOptions;
import org.lictor.report.Renderer;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** Takes what a grid shows elsewhere: into a file, onto the clipboard. */
public final class TableExport {

	private TableExport() {
	}

	/**
	 * Writes a table into a file. The file is there whole or, when something goes wrong, as it was before.
	 *
	 * @param table    what is shown
	 * @param file     where to; a file that is there is replaced
	 * @param renderer in which format
	 * @param header   what stands above the columns of a CSV file
	 * @param progress takes news and tells of cancellation
	 * @return how many rows were written
	 * @throws ServiceException UNAVAILABLE when the file cannot be written, CANCELLED
	 */
	public static int write(ResultTable table, Path file, Renderer renderer, RenderOptions.Header header,
			Progress progress) throws ServiceException {
		Path target = file.toAbsolutePath();
		Path part = target.resolveSibling(target.getFileName() + ".part");
		try {
			progress.begin("Writing " + target.getFileName(), table.rowCount());
			try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
				renderer.render(table, RenderOptions.DEFAULT.header(header).progress(progress), out);
			}
			Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
			return table.rowCount();
		} catch (CancellationException e) {
			discard(part);
			throw new ServiceException(Reason.CANCELLED, "The export was called off; nothing was written.", e);
		} catch (IOException e) {
			discard(part);
			throw new ServiceException(Reason.UNAVAILABLE, "The file " + target + " cannot be written: "
					+ (e.getMessage() == null ? e.toString() : e.getMessage()) + ". Choose another folder or make room.", e);
		}
	}

	private static void discard(Path part) {
		try {
			Files.deleteIfExists(part);
		} catch (IOException e) {
			// the trouble that led here is told; a part left over does no harm
			System.getLogger(TableExport.class.getName()).log(System.Logger.Level.DEBUG, "{0} stays", part);
		}
	}

	/**
	 * @param table what is to be copied
	 * @return a line of headings and a line a row, tabs between, as spreadsheets take them
	 */
	public static String tabbed(ResultTable table) {
		CellFormat format = new CellFormat(table.zone());
		StringBuilder text = new StringBuilder();
		StringJoiner headings = new StringJoiner("\t");
		for (Column column : table.columns()) {
			headings.add(CellFormat.heading(column));
		}
		text.append(headings).append('\n');
		for (int row = 0; row < table.rowCount(); row++) {
			StringJoiner cells = new StringJoiner("\t");
			for (int column = 0; column < table.columns().size(); column++) {
				cells.add(format.text(table.value(row, column), table.columns().get(column).type()));
			}
			text.append(cells).append('\n');
		}
		return text.toString();
	}
}
