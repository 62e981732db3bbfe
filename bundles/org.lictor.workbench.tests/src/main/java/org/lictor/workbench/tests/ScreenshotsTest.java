package org.lictor.workbench.tests;

import java.util.List;

import org.junit.jupiter.api.Test;

class ScreenshotsTest {

	@Test
	void takesAPictureOfEveryView() {
		for (int rows : List.of(60)) {
			FakeLictor.INSTANCE.reset(rows);
			for (String view : List.of("overview", "usage", "history", "sessions", "users", "servers", "agents", "groups")) {
				Ui.show("org.lictor.workbench." + view);
				long until = System.nanoTime() + 2_500_000_000L;
				Ui.until("some time", () -> System.nanoTime() > until);
				for (org.eclipse.nebula.widgets.nattable.NatTable t : Ui.all(org.eclipse.nebula.widgets.nattable.NatTable.class, view + ".grid")) {
					System.err.println(view + " " + t.getColumnCount() + "x" + t.getRowCount() + " " + t.getSize() + " " + Ui.cell(t, 0, 0) + "/" + Ui.cell(t, 0, 2) + t.getCellByPosition(0, 2).getConfigLabels() + t.getConfigRegistry().getConfigAttribute(org.eclipse.nebula.widgets.nattable.config.CellConfigAttributes.CELL_PAINTER, org.eclipse.nebula.widgets.nattable.style.DisplayMode.NORMAL, t.getCellByPosition(0,2).getConfigLabels()));
				}
				Ui.screenshot(Ui.workbench(), view + "-" + rows);
			}
		}
	}
}
