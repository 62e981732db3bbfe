package org.lictor.server.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.server.tests.museum.BadPlugins;
import org.lictor.service.Lictor;
import org.lictor.service.Queries;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServerInfo;
import org.lictor.service.ServiceException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;

/** Bad plug-ins, one for each sin, all installed at once under a server that runs. */
class BadPluginsTest {

	private static final Duration PATIENCE = Duration.ofSeconds(60);
	private static final String NEEDS_NOTHING = "";
	/** As often as the bad are polled, or nearly. */
	private static final Duration INTERVAL = Duration.ofSeconds(5);
	private static final int POLLS = 4;

	@TempDir
	private Path folder;

	private final BundleContext context = FrameworkUtil.getBundle(BadPluginsTest.class).getBundleContext();
	private final List<Bundle> installed = new ArrayList<>();

	@AfterEach
	void uninstall() throws BundleException {
		for (Bundle bundle : installed) {
			bundle.uninstall();
		}
	}

	/**
	 * What each sin costs: that a plug-in is not used, or its server its status, and a line in the Event Log that names the plug-in; or,
	 * where it is only a name that is missing, nothing.
	 */
	@Test
	void costTheirOwnServersTheirStatusAndTheGoodOneNotATenthOfItsInterval() throws Exception {
		List<String> unheard = List.of("label", "abilities", "closing", "chatty");
		List<String> told = List.of("form", "parser", "opening", "polling", "throwing", "broken", "nonsense", "nothing", "leaking",
				"greedy", "reading", "unreadable", "telling");
		List<String> sins = Stream.concat(unheard.stream(), told.stream()).toList();
		Path file = Files.writeString(folder.resolve("state.xml"),
				"<CUSTOM_STAT VENDOR='custom_acme'><USAGE FEATURE='Solver' USED_LICENSES='3' TOTAL_LICENSES='8'/></CUSTOM_STAT>");
		try (Lictor lictor = Connectors.serve(folder.resolve("data"))) {
			for (String sin : sins) {
				install(sin, NEEDS_NOTHING, Optional.empty(), component(BadPlugins.Sinner.class));
			}
			install("unresolved", ",com.example.nowhere", Optional.empty(), component(BadPlugins.Nameless.class));
			install("activator", NEEDS_NOTHING, Optional.of(BadPlugins.Activator.class), component(BadPlugins.Nameless.class));
			install("throws", NEEDS_NOTHING, Optional.empty(), component(BadPlugins.Throws.class));
			install("hangs", NEEDS_NOTHING, Optional.empty(), component(BadPlugins.Hangs.class));
			install("asked", NEEDS_NOTHING, Optional.empty(), component(BadPlugins.HangsWhenAsked.class));
			install("nameless", NEEDS_NOTHING, Optional.empty(), component(BadPlugins.Nameless.class));
			System.setProperty(BadPlugins.Sinner.SINFUL, "false");
			for (String sin : sins) {
				until(sin, lictor, () -> lictor.servers().types().stream().anyMatch(type -> type.id().equals(sin)));
				lictor.servers().add(new ServerDefinition(sin, sin, Map.of("interval", sin.equals("greedy") ? "1m" : "3s"), Map.of(), true));
			}
			lictor.servers().add(new ServerDefinition("Good", "custom",
					Map.of("file", file.toString(), "zone", "UTC", "interval", INTERVAL.toSeconds() + "s"), Map.of(), true));
			until("the good one", lictor, () -> polled(lictor).isPresent());
			System.setProperty(BadPlugins.Sinner.SINFUL, "true");
			List<Instant> polls = new ArrayList<>(List.of(polled(lictor).orElseThrow()));
			Duration longest = Duration.ZERO;
			while (polls.size() <= POLLS) {
				Instant last = polls.getLast();
				until("the next poll of the good one", lictor, () -> polled(lictor).filter(last::isBefore).isPresent());
				polls.add(polled(lictor).orElseThrow());
				Instant asked = Instant.now();
				assertEquals(sins.size() + 1, lictor.servers().list().size());
				lictor.servers().types();
				Duration took = Duration.between(asked, Instant.now());
				longest = took.compareTo(longest) > 0 ? took : longest;
			}
			List<Duration> intervals = IntStream.range(0, POLLS).mapToObj(at -> Duration.between(polls.get(at), polls.get(at + 1))).toList();
			System.out.println("The good one beside " + sins.size() + " bad ones was polled after " + intervals + "; listing servers and types took "
					+ longest + " at most.");
			for (Duration each : intervals) {
				assertTrue(each.minus(INTERVAL).abs().compareTo(INTERVAL.dividedBy(10)) <= 0, () -> "not within a tenth of " + INTERVAL + ": " + intervals);
			}
			Map<String, String> unused = Map.of("unresolved", "com.example.nowhere", "activator", "fails to start", "throws", "fails to start",
					"hangs", "not ready within", "asked", "not ready within", "nameless", "has the id");
			for (Map.Entry<String, String> each : unused.entrySet()) {
				String plugin = "com.example." + each.getKey() + " 2.1.0";
				until(each.toString(), lictor, () -> events(lictor).stream().anyMatch(line -> line.contains(plugin) && line.contains(each.getValue())));
				assertEquals(1, events(lictor).stream().filter(line -> line.contains(plugin)).count(), () -> plugin + " is told of once: " + unchecked(lictor));
			}
			for (String sin : told) {
				until(sin, lictor, () -> events(lictor).stream().anyMatch(line -> line.contains("com.example." + sin + " 2.1.0")));
			}
			for (ServerInfo server : lictor.servers().list()) {
				assertTrue(server.status().state() != Status.State.UP || server.name().equals("Good") || unheard.contains(server.name())
						|| server.name().equals("leaking"), () -> server + " in " + unchecked(lictor));
			}
			assertEquals(1, log(lictor, "Good").size(), () -> "it came up and stayed so: " + unchecked(lictor));
		} finally {
			System.clearProperty(BadPlugins.Sinner.SINFUL);
		}
	}

	private static Optional<Instant> polled(Lictor lictor) throws ServiceException {
		return lictor.servers().show("Good").lastAttempt();
	}

	private interface Condition {

		boolean holds() throws ServiceException;
	}

	private static void until(String what, Lictor lictor, Condition condition) throws ServiceException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!condition.holds()) {
			assertTrue(System.nanoTime() < deadline, () -> "waited in vain for " + what + " in " + unchecked(lictor));
			LockSupport.parkNanos(50_000_000);
		}
	}

	private static List<String> unchecked(Lictor lictor) {
		try {
			return events(lictor);
		} catch (ServiceException e) {
			throw new AssertionError(e);
		}
	}

	private static List<String> log(Lictor lictor, String source) throws ServiceException {
		ResultTable table = table(lictor);
		return IntStream.range(0, table.rowCount()).filter(row -> table.value(row, "source").equals(source))
				.mapToObj(row -> table.value(row, "message").toString()).toList();
	}

	private static ResultTable table(Lictor lictor) throws ServiceException {
		return lictor.queries().run(Query.of(Queries.EVENTS, ZoneOffset.UTC), Progress.NONE);
	}

	private static List<String> events(Lictor lictor) throws ServiceException {
		ResultTable table = table(lictor);
		return IntStream.range(0, table.rowCount()).mapToObj(row -> table.value(row, "message").toString()).toList();
	}

	private static String component(Class<?> type) {
		return """
				<scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s">
				  <service><provide interface="org.lictor.spi.ServerType"/></service>
				  <implementation class="%1$s"/>
				</scr:component>
				""".formatted(type.getName());
	}

	/** As the configurator of Equinox does: it installs, and starts what can be started. */
	private void install(String name, String needs, Optional<Class<?>> activator, String component) throws IOException, BundleException {
		Manifest manifest = new Manifest();
		Attributes headers = manifest.getMainAttributes();
		headers.putValue("Manifest-Version", "1.0");
		headers.putValue("Bundle-ManifestVersion", "2");
		headers.putValue("Bundle-SymbolicName", "com.example." + name);
		headers.putValue("Bundle-Version", "2.1.0");
		headers.putValue("Import-Package", "org.lictor.spi,org.lictor.model,org.osgi.framework" + needs);
		headers.putValue("Service-Component", "OSGI-INF/type.xml");
		activator.ifPresentOrElse(type -> headers.putValue("Bundle-Activator", type.getName()),
				() -> headers.putValue("Bundle-ActivationPolicy", "lazy"));
		Path jar = folder.resolve(name + ".jar");
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
			out.putNextEntry(new ZipEntry("OSGI-INF/type.xml"));
			out.write(component.getBytes(StandardCharsets.UTF_8));
			for (Class<?> type : BadPlugins.class.getDeclaredClasses()) {
				String path = type.getName().replace('.', '/') + ".class";
				out.putNextEntry(new ZipEntry(path));
				try (InputStream in = type.getClassLoader().getResourceAsStream(path)) {
					in.transferTo(out);
				}
			}
		}
		Bundle bundle = context.installBundle(jar.toUri().toString());
		installed.add(bundle);
		try {
			bundle.start(Bundle.START_ACTIVATION_POLICY);
		} catch (BundleException e) {
			// the configurator writes this into the log of Equinox
			assertTrue(List.of("unresolved", "activator").contains(name), e::toString);
		}
	}
}
