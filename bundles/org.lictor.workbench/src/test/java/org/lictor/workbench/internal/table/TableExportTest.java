package org.lictor.workbench.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.Progress;
import org.lictor.query.ResultTable;
import org.lictor.report.Excerpt;
import org.lictor.report.RenderOptions;
import org.lictor.report.Renderers;
import org.lictor.service.ServiceException;

class TableExportTest {

	private final ResultTable shown = new Excerpt(Tables.people(), new int[] { 1, 2 }, new int[] { 1, 0 });

	@TempDir
	Path folder;

	@Test
	void writesWhatIsShownInItsOrder() throws Exception {
		Path file = folder.resolve("people.csv");
		assertEquals(2, TableExport.write(shown, file, Renderers.CSV, RenderOptions.Header.LABELS, Progress.NONE));
		assertEquals(List.of("Seats [seats],Name", "12,WS-9", ",anna"),
				Files.readAllLines(file).stream().map(line -> line.replace("\uFEFF", "")).toList());
	}

	@Test
	void replacesAFileOnlyWhenAllIsWritten() throws IOException {
		Path file = Files.writeString(folder.resolve("people.csv"), "before");
		Progress calledOff = new Progress() {
			@Override
			public void begin(String task, long total) {
			}

			@Override
			public void worked(long units) {
			}

			@Override
			public boolean cancelled() {
				return true;
			}
		};
		ServiceException trouble = assertThrows(ServiceException.class,
				() -> TableExport.write(shown, file, Renderers.CSV, RenderOptions.Header.KEYS, calledOff));
		assertEquals(ServiceException.Reason.CANCELLED, trouble.reason());
		assertEquals("before", Files.readString(file));
		try (Stream<Path> left = Files.list(folder)) {
			assertEquals(1, left.count());
		}
	}

	@Test
	void saysWhichFileCannotBeWritten() {
		Path file = folder.resolve("missing").resolve("people.csv");
		ServiceException trouble = assertThrows(ServiceException.class,
				() -> TableExport.write(shown, file, Renderers.CSV, RenderOptions.Header.KEYS, Progress.NONE));
		assertTrue(trouble.getMessage().contains(file.toString()), trouble.getMessage());
		assertFalse(Files.exists(file));
	}

	@Test
	void copiesWithTabs() {
		assertEquals("Seats [seats]\tName\n12\tWS-9\n\tanna\n", TableExport.tabbed(shown));
	}
}
