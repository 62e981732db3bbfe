package org.lictor.workbench.tests;

import java.util.List;

import org.junit.jupiter.api.Test;

class ScreenshotsTest {

	@Test
	void takesAPictureOfEveryView() {
		for (int rows : List.of(60, 0)) {
			FakeLictor.INSTANCE.reset(rows);
			for (String view : List.of("overview", "usage", "history", "sessions", "users", "servers", "agents", "groups")) {
				Ui.show("org.lictor.workbench." + view);
				long until = System.nanoTime() + 2_500_000_000L;
				Ui.until("some time", () -> System.nanoTime() > until);
				Ui.screenshot(Ui.workbench(), view + "-" + rows);
			}
		}
	}
}
