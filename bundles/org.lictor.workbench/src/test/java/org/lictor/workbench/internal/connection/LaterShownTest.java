package org.lictor.workbench.internal.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.lictor.model.Progress;

class LaterShownTest {

	private final LaterShown progress = new LaterShown();
	private final Shown shown = new Shown();

	private static final class Shown implements Progress {
		private final List<String> told = new ArrayList<>();
		private boolean cancelled;

		@Override
		public void begin(String task, long total) {
			told.add(task + " of " + total);
		}

		@Override
		public void worked(long units) {
			told.add("+" + units);
		}

		@Override
		public boolean cancelled() {
			return cancelled;
		}
	}

	@Test
	void tellsWhatStandsToWhoComesLater() {
		progress.begin("Locking", 1);
		progress.begin("Migrating", 10);
		progress.worked(2);
		progress.worked(3);
		progress.show(shown);
		assertEquals(List.of("Migrating of 10", "+5"), shown.told);
	}

	@Test
	void tellsNothingBeforeThereIsNews() {
		progress.show(shown);
		assertEquals(List.of(), shown.told);
	}

	@Test
	void tellsEverythingFromThenOn() {
		progress.show(shown);
		progress.begin("Opening", 4);
		progress.worked(1);
		assertEquals(List.of("Opening of 4", "+1"), shown.told);
	}

	@Test
	void isCancelledByWhoeverShowsIt() {
		assertFalse(progress.cancelled());
		progress.show(shown);
		shown.cancelled = true;
		assertTrue(progress.cancelled());
	}
}
