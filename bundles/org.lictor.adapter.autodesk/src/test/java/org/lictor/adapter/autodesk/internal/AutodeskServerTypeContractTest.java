package org.lictor.adapter.autodesk.internal;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;

import org.lictor.spi.ServerType;
import org.lictor.spi.testkit.Candidate;
import org.lictor.spi.testkit.EvidenceSample;
import org.lictor.spi.testkit.ServerTypeContractTest;

/** The type {@code autodesk} does what every server type must do. */
class AutodeskServerTypeContractTest extends ServerTypeContractTest {

	@Override
	protected ServerType type() {
		return new AutodeskServerType();
	}

	@Override
	protected List<Candidate> goodConfigurations(Path folder) throws IOException {
		Path users = Files.writeString(folder.resolve("users.csv"), Exports.USERS_2026);
		Files.setLastModifiedTime(users, FileTime.from(NOW.minusSeconds(60)));
		Path empty = Files.createDirectories(folder.resolve("empty"));
		return List.of(
				Candidate.good("imports by hand", Map.of()),
				Candidate.good("a folder with a file", Map.of("folder", folder.toString())),
				Candidate.good("an empty folder", Map.of("folder", empty.toString(), "team", "Example Team")));
	}

	@Override
	protected List<Candidate> badConfigurations(Path folder) throws IOException {
		Path file = Files.writeString(folder.resolve("file"), "no folder");
		return List.of(
				Candidate.bad("no such folder", Map.of("folder", folder.resolve("missing").toString()), "folder"),
				Candidate.bad("a file", Map.of("folder", file.toString()), "folder"),
				Candidate.bad("a path from nowhere", Map.of("folder", "exports"), "folder"),
				Candidate.bad("no path at all", Map.of("folder", "exports\0"), "folder"));
	}

	@Override
	protected List<EvidenceSample> samples() {
		return List.of(
				csv("users.csv", Exports.USERS_2026, StandardCharsets.UTF_8),
				csv("users-semicolon.csv", Exports.USERS_PORTAL.replace(',', ';'), Charset.forName("windows-1252")),
				csv("users-utf16.csv", Exports.USERS_API, StandardCharsets.UTF_16),
				csv("subscriptions.csv", Exports.SUBSCRIPTIONS_2026, StandardCharsets.UTF_8),
				csv("usage.csv", Exports.USAGE_2026, StandardCharsets.UTF_8),
				csv("report.csv", Exports.REPORT_2026, StandardCharsets.UTF_8),
				EvidenceSample.file("account.xlsx",
						new WorkbookFixture().sheet("Filters", "Usage report\nTeam,Example Team")
								.sheet("Usage report", Exports.REPORT_2026).sheet("Usage", Exports.USAGE_2026).bytes())
						.onlyWhole());
	}

	private static EvidenceSample csv(String name, String text, Charset charset) {
		return EvidenceSample.file(name, text.getBytes(charset));
	}
}
