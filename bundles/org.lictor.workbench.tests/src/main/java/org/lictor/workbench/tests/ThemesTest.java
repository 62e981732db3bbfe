package org.lictor.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.eclipse.core.commands.common.CommandException;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.IHandlerService;
import org.junit.jupiter.api.Test;

/** What one sees in the dark and in the light theme. */
class ThemesTest {

	private static final int WHITE = 3 * 255;

	@Test
	void aButtonThatCannotBePressedLooksSoInBoth() throws CommandException {
		assertTold("light");
		toggle();
		try {
			assertTold("dark");
			Ui.show("org.lictor.workbench.history");
			Ui.settle();
			Ui.screenshot(Ui.workbench(), "dark");
		} finally {
			toggle();
		}
	}

	@Test
	void afterTheDarkThemeTheLettersOfTheLightOneStandOutAsBefore() throws CommandException {
		FakeLictor.INSTANCE.reset(10);
		Ui.show("org.lictor.workbench.denials");
		Ui.press("denials.counts");
		Ui.until("the rows", () -> Ui.all(Label.class, "denials.status").stream().anyMatch(label -> label.getText().contains("10 periods")));
		List<Control> letters = List.of(Ui.find(Button.class, "denials.counts"), Ui.find(Button.class, "denials.figure.denials"),
				Ui.find(Combo.class, "denials.product").getParent().getChildren()[0], Ui.find(Label.class, "denials.status"));
		try {
			List<Integer> before = letters.stream().map(ThemesTest::contrast).toList();
			toggle();
			List<Integer> dark = letters.stream().map(ThemesTest::contrast).toList();
			toggle();
			List<Integer> after = letters.stream().map(ThemesTest::contrast).toList();
			Ui.screenshot(Ui.workbench(), "light-again");

			for (int each = 0; each < letters.size(); each++) {
				String of = letters.get(each) + ": " + before + " in the light, " + dark + " in the dark, " + after + " in the light again";
				assertTrue(after.get(each) > before.get(each) * 3 / 4, of);
				assertTrue(dark.get(each) > before.get(each) / 3, of);
			}
		} finally {
			Ui.press("denials.counts");
		}
	}

	private static void toggle() throws CommandException {
		PlatformUI.getWorkbench().getService(IHandlerService.class).executeCommand("org.lictor.workbench.theme.toggle", null);
		Ui.settle();
	}

	private static void assertTold(String theme) {
		Shell shell = new Shell(Ui.workbench(), SWT.SHELL_TRIM);
		shell.setLayout(new RowLayout());
		Button enabled = button(shell, true);
		Button disabled = button(shell, false);
		Button afterwards = button(shell, true);
		shell.pack();
		shell.open();
		Ui.settle();
		afterwards.setEnabled(false);
		Ui.settle();
		Ui.screenshot(shell, "buttons-" + theme);
		int can = contrast(enabled);
		for (Button cannot : List.of(disabled, afterwards)) {
			assertTrue(contrast(cannot) < can * 3 / 4, () -> contrast(cannot) + " against " + can + " in the " + theme + " theme");
		}
		shell.dispose();
	}

	private static Button button(Shell shell, boolean enabled) {
		Button button = new Button(shell, SWT.PUSH);
		button.setText("Finish");
		button.setEnabled(enabled);
		return button;
	}

	/** How much the letters stand out: how far the dot is from the ground that differs most from it, on the side on which letters are. */
	private static int contrast(Control control) {
		ImageData image = Ui.picture(control);
		List<Integer> lights = new ArrayList<>();
		for (int y = image.height / 4; y < image.height * 3 / 4; y++) {
			for (int x = image.width / 4; x < image.width * 3 / 4; x++) {
				RGB colour = image.palette.getRGB(image.getPixel(x, y));
				lights.add(colour.red + colour.green + colour.blue);
			}
		}
		lights.sort(Comparator.naturalOrder());
		int ground = lights.get(lights.size() / 2);
		return ground < WHITE / 2 ? lights.getLast() - ground : ground - lights.getFirst();
	}
}
