package org.lictor.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.Diagnostic;
import org.lictor.model.Place;
import org.lictor.model.Progress;
import org.lictor.query.ResultTable;
import org.lictor.service.Doubts;
import org.lictor.service.InstalledPlugin;
import org.lictor.service.OpenOptions;
import org.lictor.service.OwnInstallation;
import org.lictor.service.Plugin;
import org.lictor.service.PluginChange;
import org.lictor.service.PluginTrust;
import org.lictor.service.Plugins;
import org.lictor.service.RemoteChange;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.service.TrustPolicy;

/** A node shows and changes the plug-ins of its installation, and says in the Event Log what it did. */
class NodePluginsTest {

	private static final URI REPOSITORY = URI.create("https://example.com/p2");
	private static final Plugin OLD = new Plugin("com.example", "1.0.0", "Example", "Example Ltd", REPOSITORY.toString());
	private static final Plugin NEW = new Plugin("com.example", "1.1.0", "Example", "Example Ltd", REPOSITORY + "?key=secret");
	private static final InstalledPlugin INSTALLED = new InstalledPlugin(OLD, List.of("example"), false);

	private static final String FAILED = "Plug-ins were changed (a 1 came), but this server did not become so within 60 seconds.";

	@TempDir
	private Path folder;
	private final List<String> asked = new CopyOnWriteArrayList<>();
	private final OwnInstallation installation = (OwnInstallation) Proxy.newProxyInstance(OwnInstallation.class.getClassLoader(),
			new Class<?>[] { OwnInstallation.class }, (proxy, method, arguments) -> {
				asked.add(method.getName());
				if (method.getName().equals("follow")) {
					return follow(arguments[0]);
				}
				return Map.of("trust", new PluginTrust(TrustPolicy.ASK, List.of(), List.of(), RemoteChange.ASK), "installed", List.of(INSTALLED), "offered", List.of(NEW), "install", PluginChange.NONE, "update",
						new PluginChange(List.of(NEW), List.of(OLD), true), "remove", new PluginChange(List.of(), List.of(OLD), false))
						.get(method.getName());
			});

	/** What the Event Log has after something was done. */
	private List<String> log(OpenOptions.Mode mode, Deed deed) throws Exception {
		try (Site site = new Site(folder)) {
			site.installation = Optional.of(installation);
			if (mode != OpenOptions.Mode.COMMAND) {
				site.node.begin(new OpenOptions(mode, OptionalInt.empty()), List.of());
			}
			deed.run(site.node.plugins());
			ResultTable events = site.report("events");
			int message = events.columnIndex("message");
			return IntStream.range(0, events.rowCount()).mapToObj(row -> String.valueOf(events.value(row, message))).filter(text -> text.startsWith("Plug-ins")).toList();
		}
	}

	private interface Deed {
		void run(Plugins plugins) throws ServiceException;
	}

	@Test
	void whatBecameOtherStandsInTheEventLog() throws Exception {
		assertEquals(List.of(
				"Plug-ins of the installation were changed: com.example 1.0.0 left.",
				"Plug-ins of the installation were changed: com.example 1.1.0 from https://example.com/p2 came, com.example 1.0.0 left."
						+ " This Lictor uses it only after a restart."),
				log(OpenOptions.Mode.COMMAND, plugins -> {
					plugins.install("com.example", REPOSITORY, Doubts.REFUSED, Progress.NONE);
					plugins.update(Optional.empty(), Optional.empty(), Doubts.REFUSED, Progress.NONE);
					plugins.remove("com.example", Progress.NONE);
				}));
	}

	@SuppressWarnings("unchecked")
	private AutoCloseable follow(Object news) {
		((Consumer<Diagnostic>) news).accept(Diagnostic.error(FAILED, Place.NOWHERE));
		return () -> asked.add("closed");
	}

	@Test
	void aServerTakesInWhatOthersChangeAndSaysWhatCameOfIt() throws Exception {
		try (Site site = new Site(folder)) {
			site.installation = Optional.of(installation);
			site.node.begin(new OpenOptions(OpenOptions.Mode.SERVER, OptionalInt.empty()), List.of((node, data, port) -> () -> { }));

			long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
			ResultTable events = site.report("events");
			while (events.rowCount() == 0) {
				assertTrue(System.nanoTime() < deadline, "nothing in the Event Log");
				events = site.report("events");
			}
			assertEquals(FAILED, events.value(0, "message"));
			assertEquals("ERROR", events.value(0, "severity").toString());
		}
		assertEquals(List.of("follow", "closed"), asked);
	}

	@Test
	void thoseOfAWorkbenchAreShownAndChangedOnlyByItsWindows() throws Exception {
		assertEquals(List.of(), log(OpenOptions.Mode.WORKBENCH, plugins -> {
			assertEquals(List.of(INSTALLED), plugins.installed());
			assertEquals(RemoteChange.REFUSE, plugins.trust().remote());
			assertEquals(Reason.FORBIDDEN, assertThrows(ServiceException.class, () -> plugins.remove("com.example", Progress.NONE)).reason());
			assertThrows(ServiceException.class, () -> plugins.install("com.example", REPOSITORY, Doubts.REFUSED, Progress.NONE));
			assertThrows(ServiceException.class, () -> plugins.update(Optional.empty(), Optional.empty(), Doubts.REFUSED, Progress.NONE));
		}));
		assertEquals(List.of("installed", "trust"), asked);
	}

	@Test
	void anInstallationThatCanHaveNoneSaysSo() throws Exception {
		try (Site site = new Site(folder)) {
			assertEquals(Reason.UNAVAILABLE, assertThrows(ServiceException.class, () -> site.node.plugins().installed()).reason());
			site.installation = Optional.of(installation);
			assertEquals(List.of(NEW), site.node.plugins().offered(REPOSITORY, Progress.NONE));
		}
	}
}
