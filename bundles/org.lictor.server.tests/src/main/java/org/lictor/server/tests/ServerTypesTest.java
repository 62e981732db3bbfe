package org.lictor.server.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation.CompleteList;
import org.lictor.spi.Interpretation.Understood;
import org.lictor.spi.Observation.UsageDay;
import org.lictor.spi.ServerType;
import org.lictor.spi.testkit.FakeSink;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

/** The server types are services, and find in their bundles what they need. */
class ServerTypesTest {

	private final ServiceTracker<ServerType, ServerType> types = new ServiceTracker<>(
			FrameworkUtil.getBundle(ServerTypesTest.class).getBundleContext(), ServerType.class, null);
	private final FakeSink sink = new FakeSink();

	@BeforeEach
	void open() throws InterruptedException {
		types.open();
		types.waitForService(10_000);
	}

	@AfterEach
	void close() {
		types.close();
	}

	@Test
	void understandsAnExportInTextAndNamesApplications() {
		ServerType autodesk = type("autodesk");

		assertEquals(new Understood("Users export", 1, 0, Set.of(CompleteList.ASSIGNMENTS)), interpret(autodesk, "users.csv",
				"Email,Product,Role\nann@example.com,Maya,User\n".getBytes(StandardCharsets.UTF_8)));
		assertTrue(autodesk.applications().size() > 20, "the table of applications is in the bundle");
	}

	@Test
	void understandsAWorkbookOfAnotherWriter() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
			Worksheet sheet = workbook.newWorksheet("Usage");
			sheet.value(0, 0, "Email");
			sheet.value(0, 1, "Product");
			sheet.value(0, 2, "Day used");
			sheet.value(1, 0, "ann@example.com");
			sheet.value(1, 1, "Maya");
			sheet.value(1, 2, LocalDate.of(2026, 11, 3));
			sheet.style(1, 2).format("yyyy-mm-dd").set();
		}

		assertEquals(new Understood("Usage export", 1, 0, Set.of()), interpret(type("autodesk"), "usage.xlsx", bytes.toByteArray()));
		assertEquals(LocalDate.of(2026, 11, 3), sink.observations(UsageDay.class).get(0).day());
	}

	@Test
	void understandsTheFileOfACustomServer() {
		assertEquals(new Understood("State of a custom server", 1, 0, Set.of(CompleteList.SAMPLES, CompleteList.CHECKOUTS)),
				interpret(type("custom"), "state.xml", ("<CUSTOM_STAT VENDOR='custom_acme'>"
						+ "<USAGE FEATURE='solver' USED_LICENSES='1' TOTAL_LICENSES='2'/></CUSTOM_STAT>").getBytes(StandardCharsets.UTF_8)));
	}

	private Object interpret(ServerType type, String name, byte[] bytes) {
		Evidence evidence = new Evidence(Evidence.Origin.FILE, name, Instant.parse("2026-11-03T12:00:00Z"), Content.of(bytes));
		return type.interpret(evidence, type.schema().complete(Map.of()), sink);
	}

	private ServerType type(String id) {
		return types.getTracked().values().stream().filter(type -> type.id().equals(id)).findFirst()
				.orElseThrow(() -> new AssertionError("only these types are there: " + types.getTracked().values()));
	}
}
