package org.lictor.workbench.internal.views;

import java.util.function.Consumer;
import java.util.function.Supplier;

import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;

/**
 * Asks for a report; the first time for its first rows alone, so that they can be shown at once, and then for the whole.
 * For one thread at a time.
 */
final class FirstRowsFirst implements LiveData.Loader<FirstRowsFirst.Rows> {

	/** How many rows are fetched first. */
	static final int FIRST_ROWS = 200;

	/**
	 * An answer.
	 *
	 * @param table    the rows
	 * @param complete false when these are the first rows only
	 * @param asked    the question
	 */
	record Rows(ResultTable table, boolean complete, Query asked) {
	}

	private final Queries queries;
	private final Supplier<Query> query;
	private boolean shown;

	/**
	 * @param queries answers
	 * @param query   what is asked, made anew each time
	 */
	FirstRowsFirst(Queries queries, Supplier<Query> query) {
		this.queries = queries;
		this.query = query;
	}

	@Override
	public void load(Progress progress, Consumer<Rows> teller) throws ServiceException {
		Query asked = query.get();
		if (!shown && asked.limit().isEmpty()) {
			ResultTable first = queries.run(asked.limit(FIRST_ROWS), progress);
			boolean complete = first.rowCount() < FIRST_ROWS;
			teller.accept(new Rows(first, complete, asked));
			if (complete) {
				shown = true;
				return;
			}
		}
		teller.accept(new Rows(queries.run(asked, progress), true, asked));
		shown = true;
	}
}
