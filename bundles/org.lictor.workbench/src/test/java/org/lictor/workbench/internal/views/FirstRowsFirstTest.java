package org.lictor.workbench.internal.views;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.lictor.model.Progress;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.Query;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;

class FirstRowsFirstTest {

	private final List<OptionalInt> limits = new ArrayList<>();
	private final List<String> told = new ArrayList<>();
	private int rows;
	private boolean broken;

	private final FirstRowsFirst loader = new FirstRowsFirst(new Queries() {
		@Override
		public List<ReportDefinition> reports() {
			return List.of();
		}

		@Override
		public ResultTable run(Query query, Progress progress) throws ServiceException {
			limits.add(query.limit());
			if (broken) {
				throw new ServiceException(ServiceException.Reason.UNAVAILABLE, "gone");
			}
			TableBuilder table = new TableBuilder("r", "R", List.of(Column.of("n", "N", ColumnType.INTEGER, "")));
			for (int row = 0; row < Math.min(rows, query.limit().orElse(rows)); row++) {
				table.row((long) row);
			}
			return table.build(Instant.EPOCH, ZoneOffset.UTC);
		}
	}, () -> Query.of("r", ZoneOffset.UTC));

	private void load() throws ServiceException {
		loader.load(Progress.NONE, rowsTold -> told.add(rowsTold.table().rowCount() + (rowsTold.complete() ? "" : "...")));
	}

	@Test
	void showsTheFirstRowsAndThenTheWhole() throws Exception {
		rows = 1_000;
		load();
		assertEquals(List.of("200...", "1000"), told);
	}

	@Test
	void asksOnceForAShortReport() throws Exception {
		rows = 7;
		load();
		assertEquals(List.of("7"), told);
		assertEquals(List.of(OptionalInt.of(200)), limits);
	}

	@Test
	void asksForTheWholeOnceSomethingIsShown() throws Exception {
		rows = 1_000;
		load();
		load();
		assertEquals(List.of("200...", "1000", "1000"), told);
	}

	@Test
	void beginsAnewAfterTrouble() throws Exception {
		rows = 1_000;
		broken = true;
		assertThrows(ServiceException.class, this::load);
		broken = false;
		load();
		assertEquals(List.of("200...", "1000"), told);
	}
}
