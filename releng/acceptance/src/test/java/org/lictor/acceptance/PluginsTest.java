package org.lictor.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lictor.acceptance.Report.Row;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.SimpleFileServer;

/** The life of a plug-in in a server that runs: from a p2 repository, as a vendor's would be. */
class PluginsTest {

	@RegisterExtension
	static final StageExtension STAGE = new StageExtension();

	private static final Duration SOON = Duration.ofSeconds(20);
	private static final String NEWER = "Custom (XML v1.1)";
	private static final String PLUGINS = "/api/v1/plugins";
	private static final String FEATURE = VendorRepository.FEATURE;

	private final Path script = Products.unpack("lictor-server", STAGE.folder("with blanks/server"));
	private final LictorServer server = STAGE.closing(new LictorServer(script, STAGE.folder().resolve("data")).shortLived());
	private final VendorRepository vendor = new VendorRepository(STAGE.folder("vendor"));
	private final long seed = Long.getLong("lictor.seed", new Random().nextLong());

	@Test
	void livesFromInstallToRemoval() throws IOException {
		server.start();
		long pid = server.program().pid();
		assertEquals(404, add("Own", STAGE.folder().resolve("state.xml")).statusCode(), "not in the product");

		long took = install(Products.repository());
		Path file = state("<USAGE FEATURE='Solver' USED_LICENSES='3' TOTAL_LICENSES='8'/>");
		Waiting.until("the type to be there", SOON, () -> add("Own", file).statusCode() == 201);
		awaitType("UP", VendorRepository.LABEL);
		withstandsAnEntityAttack();

		vendor.publish("1.0.1", NEWER);
		leavesOneWholeVersionWhenItIsKilled(took);
		server.raw(List.of("plugins", "update", FEATURE, "--from", vendor.folder().toString(), "--accept", "unsigned")).good();
		awaitType("UP", NEWER);

		JsonObject removed = server.raw(List.of("plugins", "remove", FEATURE, "--format", "json")).good().json().getAsJsonObject();
		assertEquals("1.0.1", removed.getAsJsonArray("left").get(0).getAsJsonObject().get("version").getAsString());
		assertFalse(removed.get("restart").getAsBoolean());
		Row gone = awaitType("UNKNOWN", "custom");
		Sentences.check(gone.text("message"), "plug-in", "custom", "not installed");
		assertEquals(Optional.of(3L), server.ask("samples?server=Own").rows().getFirst().number("used"), "what was collected stays");

		installsFromAfarWhatTheMachineAllows();
		awaitType("UP", NEWER);
		JsonObject installed = JsonParser.parseString(ask("GET", PLUGINS, "").body()).getAsJsonArray().get(0).getAsJsonObject();
		assertEquals("[\"custom\"]", installed.get("types").toString());
		assertFalse(installed.get("restart").getAsBoolean());
		assertEquals(pid, server.program().pid(), "one process all the time");
		assertTrue(server.program().alive(), server.program()::transcript);
	}

	private void installsFromAfarWhatTheMachineAllows() throws IOException {
		server.raw(List.of("plugins", "trust", "allow-http", "127.0.0.1")).good();
		server.raw(List.of("plugins", "trust", "remote", "ask")).good();
		var http = SimpleFileServer.createFileServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), vendor.folder(),
				SimpleFileServer.OutputLevel.NONE);
		http.start();
		try {
			String wanted = "{\"deed\":\"INSTALL\",\"id\":\"" + FEATURE + "\",\"repository\":\"http://127.0.0.1:" + http.getAddress().getPort() + "/\"";
			JsonObject doubted = change(wanted + "}");
			assertEquals("[]", doubted.getAsJsonObject("change").get("came").toString(), doubted::toString);
			Sentences.check(doubted.get("refusal").getAsString(), "not signed");
			JsonObject done = change(wanted + ",\"accepted\":" + doubted.get("doubts") + "}");
			assertEquals("1.0.1", done.getAsJsonObject("change").getAsJsonArray("came").get(0).getAsJsonObject().get("version").getAsString());
		} finally {
			http.stop(0);
		}
	}

	private JsonObject change(String wanted) {
		HttpResponse<String> started = ask("POST", PLUGINS + "/changes", wanted);
		assertEquals(201, started.statusCode(), started::body);
		return JsonParser.parseString(ask("GET", PLUGINS + "/changes/" + JsonParser.parseString(started.body()).getAsJsonObject().get("id").getAsString(), "")
				.body()).getAsJsonObject();
	}

	private long install(Path repository) {
		long began = System.nanoTime();
		Outcome done = server.raw(List.of("plugins", "install", FEATURE, "--from", repository.toString(), "--accept", "unsigned")).good();
		long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
		assertTrue(done.out().contains("no restart"), done::toString);
		// 10 seconds on a machine with nothing else to do
		assertTrue(took < 30_000, () -> "installing took " + took + " ms");
		return took;
	}

	private HttpResponse<String> add(String name, Path file) {
		return ask("POST", "/api/v1/servers", "{\"name\":\"" + name + "\",\"type\":\"custom\",\"settings\":{\"zone\":\"UTC\",\"file\":\"" + file
				+ "\"},\"secrets\":{},\"enabled\":true}");
	}

	private HttpResponse<String> ask(String method, String path, String body) {
		Https https = server.https();
		return https.send(https.request(path).header("Authorization", "Bearer " + server.token()).header("Content-Type", "application/json")
				.method(method, HttpRequest.BodyPublishers.ofString(body)));
	}

	private Path state(String usage) throws IOException {
		return Files.writeString(STAGE.folder().resolve("state.xml"), "<CUSTOM_STAT VENDOR='custom_acme'>" + usage + "</CUSTOM_STAT>",
				StandardCharsets.UTF_8);
	}

	private Row awaitType(String status, String label) {
		return Waiting.value("the server to be " + status + " as " + label, SOON, () -> server.ask("servers").rows().stream()
				.filter(row -> row.text("name").equals("Own") && row.text("status").equals(status) && row.text("type_label").equals(label)).findAny());
	}

	/** An update may end at any moment: what Equinox would start with is one version and all of it. */
	private void leavesOneWholeVersionWhenItIsKilled(long usual) throws IOException {
		System.out.println("-Dlictor.seed=" + seed);
		Random random = new Random(seed);
		for (int kill = 0; kill < Integer.getInteger("lictor.updates"); kill++) {
			List<String> words = List.of(script.toString(), "plugins", "update", FEATURE, "--from", vendor.folder().toString(), "--accept",
					"unsigned");
			try (Program update = new Program("update", new ProcessBuilder(words))) {
				Waiting.pass(Duration.ofMillis(usual * (40 + random.nextInt(60)) / 100));
				update.kill();
			}
			List<String> lines = Files.readAllLines(script.resolveSibling("configuration/org.eclipse.equinox.simpleconfigurator/bundles.info"));
			List<String> custom = lines.stream().filter(line -> line.startsWith("org.lictor.adapter.custom,")).toList();
			assertEquals(1, custom.size(), lines::toString);
			assertTrue(Files.exists(script.resolveSibling(custom.getFirst().split(",")[2])), custom::toString);
		}
	}

	private void withstandsAnEntityAttack() throws IOException {
		Path secret = Files.writeString(STAGE.folder().resolve("secret.txt"), "the-secret-of-this-machine");
		Path outside = Files.writeString(STAGE.folder().resolve("outside.xml"), """
				<!DOCTYPE CUSTOM_STAT [<!ENTITY x SYSTEM "%s">]>
				<CUSTOM_STAT VENDOR="custom_x"><USAGE FEATURE="&x;" USED_LICENSES="1" TOTAL_LICENSES="2"/></CUSTOM_STAT>
				""".formatted(secret.toUri()), StandardCharsets.UTF_8);
		StringBuilder laughs = new StringBuilder("<!DOCTYPE CUSTOM_STAT [<!ENTITY a0 \"ha\">");
		for (int level = 1; level < 12; level++) {
			laughs.append("<!ENTITY a").append(level).append(" \"").append(("&a" + (level - 1) + ";").repeat(10)).append("\">");
		}
		Path bomb = Files.writeString(STAGE.folder().resolve("bomb.xml"), laughs + """
				]>
				<CUSTOM_STAT VENDOR="custom_x"><USAGE FEATURE="&a11;" USED_LICENSES="1" TOTAL_LICENSES="2"/></CUSTOM_STAT>
				""");
		for (Path file : List.of(outside, bomb)) {
			assertEquals(201, add("Attack", file).statusCode());
			Row row = Waiting.value("the attack to be read", SOON, () -> server.ask("servers").rows().stream()
					.filter(each -> each.text("name").equals("Attack") && each.instant("last_attempt").isPresent()).findAny());
			assertFalse(row.text("status").equals("UP"), row::toString);
			Sentences.check(row.text("message"));
			assertFalse(server.ask("events").json().toString().contains("the-secret-of-this-machine"));
			assertEquals(List.of(), server.ask("usage?server=Attack").rows());
			assertEquals(204, ask("DELETE", "/api/v1/servers/Attack", "").statusCode());
		}
	}
}
