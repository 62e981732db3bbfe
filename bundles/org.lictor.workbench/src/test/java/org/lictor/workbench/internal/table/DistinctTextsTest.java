package org.lictor.workbench.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;

class DistinctTextsTest {

	@Test
	void eachTextStandsOnceWhateverItsCapitalsAndWhatIsUnknownDoesNot() {
		ResultTable users = new TableBuilder("users", "Users", List.of(Column.of("user", "User", ColumnType.TEXT, "who"))).row("ben")
				.row("Ann").row(Unknown.UNKNOWN).row("ann").row("ben").build(Tables.NOW, Tables.BERLIN);
		assertEquals(List.of("Ann", "ben"), DistinctTexts.of(users, "user"));
	}
}
