package org.lictor.adapter.autodesk.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.lictor.adapter.autodesk.internal.cloud.FakeCloud;
import org.lictor.spi.ServerType;
import org.lictor.spi.testkit.Candidate;
import org.lictor.spi.testkit.EvidenceSample;
import org.lictor.spi.testkit.ServerTypeContractTest;

/** The type {@code autodesk} does what every server type must do. */
class AutodeskServerTypeContractTest extends ServerTypeContractTest {

	private static final Map<String, String> SECRETS = Map.of("client-secret", "the-secret", "access-token-personal",
			"the-personal-token", "refresh-token", "refresh-1", "account-password", "the-password", "service-account-key", Keys.PEM);

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
				Candidate.good("an empty folder", Map.of("folder", empty.toString(), "team", "Example Team")),
				cloud("the header", Map.of("source", "pat-header")),
				cloud("the exchange", Map.of("source", "pat-exchange")),
				cloud("the browser", Map.of("source", "browser")),
				cloud("a service account", Map.of("source", "service-account", "service-account", "SA1", "service-account-key-id", "K1")),
				cloud("a password", Map.of("source", "password", "account-endpoint", FakeCloud.BASE + "/account/token", "account-user",
						"admin")),
				cloud("Token Flex", Map.of("source", "pat-header", "token-flex", "true")));
	}

	private Candidate cloud(String what, Map<String, String> values, String... faults) {
		Map<String, String> all = new HashMap<>(Map.of("baseUrl", FakeCloud.BASE, "client-id", "the-client"));
		all.putAll(values);
		FakeCloud cloud = new FakeCloud(clock());
		cloud.tables.put("CONTRACT", "{\"contractNumber\":\"110\"}");
		return new Candidate(what, all, SECRETS, cloud, Set.of(faults));
	}

	@Override
	protected List<Candidate> badConfigurations(Path folder) throws IOException {
		Path file = Files.writeString(folder.resolve("file"), "no folder");
		return List.of(
				Candidate.bad("no such folder", Map.of("folder", folder.resolve("missing").toString()), "folder"),
				Candidate.bad("a file", Map.of("folder", file.toString()), "folder"),
				Candidate.bad("a path from nowhere", Map.of("folder", "exports"), "folder"),
				Candidate.bad("no path at all", Map.of("folder", "exports\0"), "folder"),
				Candidate.bad("no table of products", Map.of("product-table", folder.resolve("missing.txt").toString()), "product-table"),
				cloud("not encrypted", Map.of("source", "pat-header", "baseUrl", "http://cloud.example.com"), "baseUrl"),
				cloud("not encrypted", Map.of("source", "password", "account-user", "admin", "account-endpoint", "http://a.example.com"),
						"account-endpoint"),
				cloud("no proxy", Map.of("source", "pat-header", "proxy", "https://proxy.example.com"), "proxy"),
				cloud("no certificates", Map.of("source", "pat-header", "certificate-authority", file.toString()), "certificate-authority"),
				cloud("another machine", Map.of("source", "browser", "redirect", "http://intranet.example.com/callback"), "redirect"),
				cloud("another client", Map.of("source", "pat-header", "client-id", "another"), "client-secret"),
				cloud("another user", Map.of("source", "password", "account-endpoint", FakeCloud.BASE + "/account/token", "account-user",
						"nobody"), "account-password"),
				cloud("another team", Map.of("source", "pat-header", "team", "Nobody's"), "team"));
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

	@Test
	void knowsWhatTheKeysOfRegisteredProductsMean() {
		assertEquals(Optional.of("AutoCAD 2025"), new AutodeskServerType().registeredProduct("001Q1"));
		assertEquals(Optional.of("Maya 2020"), new AutodeskServerType().registeredProduct("657L1"));
		assertEquals(Optional.empty(), new AutodeskServerType().registeredProduct("<REDACTED>"));
	}
}
