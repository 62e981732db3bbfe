package org.lictor.workbench.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;

class ColumnLayoutTest {

	private static Column column(String key) {
		return Column.of(key, key, ColumnType.TEXT, "");
	}

	@Test
	void beginsWithWhatTheReportShows() {
		ColumnLayout layout = ColumnLayout.of(List.of(column("a"), column("b").hidden(), column("c")));
		assertEquals(List.of("a", "c"), layout.visibleKeys());
	}

	@Test
	void comesBackAsItWasSaved() {
		ColumnLayout layout = new ColumnLayout(List.of(new ColumnLayout.Setting("b", 120, true),
				new ColumnLayout.Setting("a", 0, false), new ColumnLayout.Setting("c", 7, true)));
		assertEquals(layout, ColumnLayout.decode(layout.encode()));
	}

	@Test
	void survivesRubbish() {
		assertEquals(List.of(), ColumnLayout.decode("").settings());
		assertEquals("a:5", ColumnLayout.decode("a:5,:,x,b:-3,c:999999,a:7:hidden,,").encode());
	}

	@Test
	void putsNewColumnsBehindTheOneTheyFollowAndForgetsGoneOnes() {
		ColumnLayout saved = ColumnLayout.decode("c:10,gone:20,a:30");
		assertEquals("new:0,c:10,a:30,b:0",
				saved.fittedTo(List.of(column("new"), column("a"), column("b"), column("c"))).encode());
	}

	@Test
	void neverHidesEverything() {
		ColumnLayout saved = ColumnLayout.decode("a:0:hidden,b:0:hidden");
		assertEquals(List.of("a", "b"), saved.fittedTo(List.of(column("a"), column("b").hidden())).visibleKeys());
	}

	@Test
	void remembersAWidth() {
		assertEquals("a:0,b:55:hidden", ColumnLayout.decode("a:0,b:0:hidden").width("b", 55).encode());
	}
}
