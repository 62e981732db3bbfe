package org.lictor.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.junit.jupiter.api.Test;

class HelpMenuTest {

	@Test
	void offersInstallingAndUpdating() {
		Menu help = Arrays.stream(Ui.workbench().getMenuBar().getItems()).filter(item -> item.getText().contains("Help")).findAny()
				.map(MenuItem::getMenu).orElseThrow();
		help.notifyListeners(SWT.Show, new Event());

		List<String> texts = Ui.menuTexts(help).stream().map(text -> text.replace("&", "")).toList();
		for (String wanted : List.of("Install New Software", "Check for Updates", "About")) {
			assertTrue(texts.stream().anyMatch(text -> text.startsWith(wanted)), () -> wanted + " is missing in " + texts);
		}
	}
}
