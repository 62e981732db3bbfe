package org.lictor.report.internal;

import java.io.IOException;
import java.util.concurrent.CancellationException;

import org.lictor.model.Progress;
import org.lictor.query.ResultTable;

/** Goes through the rows of a table, telling how far it is and stopping when it is called off. */
final class Rows {

	private static final int STEP = 1_000;

	private Rows() {
	}

	/** Takes one row after the other. */
	interface Sink {

		/**
		 * @param row from 0
		 * @throws IOException when the stream cannot take it
		 */
		void accept(int row) throws IOException;
	}

	/**
	 * @param table    whose rows
	 * @param progress takes news and tells of cancellation
	 * @param sink     takes the rows
	 * @throws IOException           from the sink
	 * @throws CancellationException when called off
	 */
	static void each(ResultTable table, Progress progress, Sink sink) throws IOException {
		int count = table.rowCount();
		progress.begin("Writing " + table.title(), count);
		for (int row = 0; row < count; row++) {
			if (row % STEP == 0) {
				check(table, progress);
				progress.worked(row == 0 ? 0 : STEP);
			}
			sink.accept(row);
		}
		check(table, progress);
		progress.worked(count == 0 ? 0 : (count - 1) % STEP + 1);
	}

	private static void check(ResultTable table, Progress progress) {
		if (progress.cancelled()) {
			throw new CancellationException("Writing " + table.title() + " was called off.");
		}
	}
}
