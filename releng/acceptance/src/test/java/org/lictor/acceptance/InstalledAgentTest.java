package org.lictor.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lictor.acceptance.Report.Row;

/** The packages of the agent for Linux, installed on hosts where systemd runs, used, upgraded and removed. */
@ResourceLock(ThisHost.PROCESSES)
@Order(ThisHost.FIRST)
class InstalledAgentTest {

	@RegisterExtension
	static final StageExtension STAGE = new StageExtension();

	private static final Duration SOON = Duration.ofSeconds(120);
	private static final Duration RIGHT = Duration.ofSeconds(2);
	private static final String HELPER = "/opt/Autodesk/AdskLicensing/Current/helper/AdskLicensingInstHelper";
	private static final long SIZE_LIMIT = 70_000_000;
	/** Of systemd-analyze, in tenths: below are services it calls OK, above those it calls medium or worse. */
	private static final int EXPOSURE_LIMIT = 25;

	private static final String HOME = "/usr/lib/lictor-agent";
	private static final String DATA = "/var/lib/lictor-agent";
	private static final String SETTINGS = "/etc/lictor-agent";
	private static final String UNIT = "lictor-agent.service";
	/** What only an older agent has. */
	private static final String GONE = HOME + "/plugins/org.lictor.gone_0.9.0.jar";
	private static final String AUTOCAD = "/opt/Autodesk/AutoCAD 2024/acad";
	private static final String MAYA = "/opt/Autodesk/Maya2025/bin/maya.bin";

	private static final Pattern WAITING = Pattern.compile("spool: +(\\d+) events wait");
	private static final Pattern AGENT_ID = Pattern.compile("this agent is (\\S+?)\\)");

	private static Site site;
	private static LictorServer server;

	@BeforeAll
	static void startServer() {
		site = new Site(STAGE);
		server = site.server();
		server.start();
		site.addAutodesk();
		site.addGroup();
		site.assignGroup();
	}

	/** A way to install. */
	enum Means {
		DEB {
			@Override
			void install(ScratchHost host) {
				host.run("dpkg", "--install", put(host, olderDeb())).done();
			}

			@Override
			void upgrade(ScratchHost host) {
				host.run("dpkg", "--install", put(host, Products.agentPackage(".deb"))).done();
			}

			@Override
			void remove(ScratchHost host) {
				host.run("dpkg", "--remove", "lictor-agent").done();
			}

			@Override
			void purge(ScratchHost host) {
				host.run("dpkg", "--purge", "lictor-agent").done();
			}
		},
		RPM {
			// The host is a Debian, so nothing that the package requires is in the database of rpm.
			@Override
			void install(ScratchHost host) {
				host.run("rpm", "--upgrade", "--nodeps", put(host, Products.agentPackage(".rpm"))).done();
				// an older package would have to be built by rpm's own tools: its stray file is put by hand
				host.run("touch", GONE).done();
			}

			@Override
			void upgrade(ScratchHost host) {
				host.run("rm", GONE).done();
				host.run("rpm", "--upgrade", "--nodeps", "--replacepkgs", put(host, Products.agentPackage(".rpm"))).done();
			}

			@Override
			void remove(ScratchHost host) {
				host.run("rpm", "--erase", "lictor-agent").done();
			}

			@Override
			void purge(ScratchHost host) {
				host.run("rm", "-r", DATA, SETTINGS).done();
				host.run("userdel", "lictor-agent").done();
			}
		},
		ARCHIVE {
			@Override
			void install(ScratchHost host) {
				unpack(host);
				host.run("touch", "/root/" + folder() + "/files" + GONE).done();
				host.run("/root/" + folder() + "/install.sh").done();
			}

			@Override
			void upgrade(ScratchHost host) {
				unpack(host);
				host.run("/root/" + folder() + "/install.sh").done();
			}

			@Override
			void remove(ScratchHost host) {
				host.run(HOME + "/uninstall.sh").done();
			}

			@Override
			void purge(ScratchHost host) {
				host.run("/root/" + folder() + "/uninstall.sh", "--purge").done();
				host.run("rm", "-r", "/root/" + folder()).done();
			}

			private String folder() {
				return Products.agentPackage("linux-x86_64.tar.gz").getFileName().toString().replace(".tar.gz", "");
			}

			private void unpack(ScratchHost host) {
				host.run("rm", "-rf", "/root/" + folder()).done();
				host.run("tar", "-xzf", put(host, Products.agentPackage("linux-x86_64.tar.gz")), "-C", "/root").done();
			}
		};

		abstract void install(ScratchHost host);

		abstract void upgrade(ScratchHost host);

		abstract void remove(ScratchHost host);

		abstract void purge(ScratchHost host);
	}

	/** Lays a file into the host's /tmp. */
	private static String put(ScratchHost host, Path file) {
		String there = "/tmp/" + file.getFileName();
		try {
			Files.deleteIfExists(host.path(there));
			Files.copy(file, host.path(there));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		return there;
	}

	/** The deb again, as an older version with a file that the newer one has not; made once. */
	private static Path olderDeb() {
		Path older = STAGE.folder().resolve("older.deb");
		if (Files.exists(older)) {
			return older;
		}
		Path unpacked = STAGE.folder().resolve("older");
		tool("dpkg-deb", "--raw-extract", Products.agentPackage(".deb").toString(), unpacked.toString());
		try {
			Path control = unpacked.resolve("DEBIAN/control");
			Files.writeString(control, Files.readString(control).replaceAll("(?m)^Version: .*$", "Version: 0.9.0"));
			Files.createFile(unpacked.resolve(GONE.substring(1)));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		tool("dpkg-deb", "-Znone", "--build", unpacked.toString(), older.toString());
		return older;
	}

	private static void tool(String... command) {
		try (Program program = new Program(command[0], new ProcessBuilder(command))) {
			assertEquals(0, program.exit(SOON), program::transcript);
		}
	}

	/** Which of the packages are tried: each costs three quarters of a minute. */
	static Stream<Means> means() {
		return Stream.of(System.getProperty("lictor.packages", "DEB").split(",")).map(Means::valueOf);
	}

	@ParameterizedTest
	@MethodSource("means")
	void worksIsUpgradedWithWhatItKeptAndLeavesNothing(Means means) throws IOException {
		String name = "host-" + means.name().toLowerCase();
		try (ScratchHost host = new ScratchHost(name, STAGE.folder(name))) {
			application(host, AUTOCAD);
			application(host, MAYA);
			licensingHelper(host);
			Set<String> before = host.added();
			handOutEnrolment(host);
			Files.writeString(host.path(SETTINGS + "/proxy.conf"), "LICTOR_PROXY=none\n");

			means.install(host);

			Waiting.until("the agent to be online", SOON, () -> status(name).equals("online"));
			assertFalse(host.has(SETTINGS + "/enrolment") || host.has(DATA + "/enrolment"), "the string is spent");
			assertEquals("none", Files.readString(host.path(DATA + "/proxy.txt")), "the proxy that was laid there before");
			assertEquals("lictor-agent", host.run("stat", "-c", "%U", DATA).good().out());
			String pid = property(host, "MainPID");
			assertEquals("lictor-agent", host.run("stat", "-c", "%U", "/proc/" + pid).good().out());
			assertEquals(HOME + "/jre/bin/java", host.run("readlink", "/proc/" + pid + "/exe").good().out());
			// which ends with an error when the archive of classes is not of this Java and these jars
			host.run("env", "LICTOR_JAVA_OPTS=-Xshare:on", HOME + "/lictor-agent", "--version").good();
			long size = size(host, added(host, before));
			System.out.printf("Installed size of the agent, %s: %.1f MB%n", means, size / 1e6);
			assertTrue(size < SIZE_LIMIT, () -> size + " bytes");

			start(host, "nobody", AUTOCAD);
			Waiting.until("the session of another user's program", SOON, () -> sessions(name, "AutoCAD").size() == 1);
			String agent = find(AGENT_ID, told(host));
			Waiting.until("what the licensing helper lists", SOON, () -> server.ask("registrations").rows().stream()
					.anyMatch(row -> row.text("host").equals(name) && row.text("product").equals("Maya 2025")));

			// What happens while the server is away waits, also through an upgrade.
			server.program().terminate();
			Instant started = Instant.now();
			start(host, "daemon", MAYA);
			Waiting.until("events to wait for the server", SOON,
					() -> told(host).contains("Maya") && Integer.parseInt(find(WAITING, told(host))) > 0);
			Files.writeString(host.path(SETTINGS + "/agent.conf"), "# ours\n", StandardOpenOption.APPEND);
			assertTrue(host.has(GONE));

			means.upgrade(host);

			assertFalse(host.has(GONE), "what the new version has not is gone");
			assertTrue(Files.readString(host.path(SETTINGS + "/agent.conf")).endsWith("# ours\n"), "settings stay");
			assertNotEquals(pid, property(host, "MainPID"));
			Waiting.until("the new agent to tell how it is", SOON, () -> told(host).contains("running (process "
					+ property(host, "MainPID") + ")"));
			assertEquals(agent, find(AGENT_ID, told(host)));
			assertTrue(Integer.parseInt(find(WAITING, told(host))) > 0, () -> told(host));
			server.start();
			Row maya = Waiting.value("the session of meanwhile", SOON, () -> sessions(name, "Maya").stream().findFirst());
			Duration off = Duration.between(started, maya.instant("start").orElseThrow()).abs();
			assertTrue(off.compareTo(RIGHT) <= 0, () -> "started " + started + ", told " + maya);
			assertEquals(Optional.empty(), sessions(name, "AutoCAD").getFirst().instant("end"), "it went on all the time");
			host.run("pkill", "-x", "acad|maya.bin").good();
			Waiting.until("both sessions to end", SOON, () -> ended(name, "AutoCAD") && ended(name, "Maya"));
			assertEquals(1, sessions(name, "AutoCAD").size());
			assertEquals(1, sessions(name, "Maya").size());

			means.remove(host);

			assertEquals("0", property(host, "MainPID"));
			assertEquals(4, host.run("systemctl", "status", UNIT).exit(), "unknown to systemd");
			assertTrue(host.has(DATA + "/agent.json"));
			assertEquals(List.of(), added(host, before).stream().filter(path -> !within(DATA, path) && !within(SETTINGS, path)
					&& !path.startsWith("/root/")).toList());

			means.purge(host);

			assertEquals(Set.of(), added(host, before));
			assertNotEquals(0, host.run("getent", "passwd", "lictor-agent").exit());
		}
	}

	@Test
	void enrolsByHandAndSaysWhatIsWrong() throws IOException {
		try (ScratchHost host = new ScratchHost("host-by-hand", STAGE.folder("host-by-hand"))) {
			host.run("dpkg", "--install", put(host, Products.agentPackage(".deb"))).done();

			assertEquals("inactive", property(host, "ActiveState"), "there is nothing to do, and that is no failure");
			assertTrue(host.run("lictor-agent").good().out().contains("--help"));
			host.run("lictor-agent", "status").refused("No agent has run");
			host.run("lictor-agent", "enrol").refused("give one enrolment string");
			host.run("setpriv", "--reuid", "nobody", "--clear-groups", "lictor-agent", "enrol", "lictor1:x").refused("root");
			host.run("lictor-agent", "enrol", "lictor1:x").refused("The enrolment string cannot be read", "not enrolled");

			Path string = Files.writeString(STAGE.folder().resolve("string"), site.enrolment("--group", Site.GROUP));
			assertTrue(host.run("lictor-agent", "enrol", "@" + put(host, string)).good().out().contains("is enrolled"));

			Waiting.until("the agent to be online", SOON, () -> status("host-by-hand").equals("online"));
			assertTrue(host.run("setpriv", "--reuid", "nobody", "--clear-groups", "lictor-agent", "status").good().out()
					.contains("host-by-hand: running"));
			assertEquals("", host.run("find", "/tmp", "-name", "lictor-agent.*").good().out(), "commands leave nothing");

			survivesKilledUpgrades(host);
		}
	}

	/** Whatever moment an upgrade is killed at: the program works, and the upgrade given again goes on as the same host. */
	private static void survivesKilledUpgrades(ScratchHost host) throws IOException {
		String agent = find(AGENT_ID, told(host));
		String[] packages = { put(host, olderDeb()), put(host, Products.agentPackage(".deb")) };
		long began = System.nanoTime();
		host.run("dpkg", "--install", packages[0]).done();
		long usual = Duration.ofNanos(System.nanoTime() - began).toMillis();
		long seed = Long.getLong("lictor.seed", new Random().nextLong());
		System.out.println("Upgrades of the agent are killed with -Dlictor.seed=" + seed);
		Random random = new Random(seed);
		for (int kill = 1; kill <= Integer.getInteger("lictor.updates"); kill++) {
			String next = packages[kill % packages.length];
			try (Program upgrade = host.start("dpkg", "--install", next)) {
				Waiting.pass(Duration.ofMillis(usual * random.nextInt(100) / 100));
				host.run("pkill", "-KILL", "-x", "dpkg|dpkg-deb");
				upgrade.exit(SOON);
			}
			assertTrue(host.run("lictor-agent", "--version").good().out().contains("1."));
			host.run("dpkg", "--install", next).done();
			Waiting.until("the agent to run again", SOON, () -> told(host).contains("running (process " + property(host, "MainPID") + ")"));
			assertEquals(agent, find(AGENT_ID, told(host)));
		}
		Waiting.until("the agent to be online", SOON, () -> status("host-by-hand").equals("online"));
		assertEquals(1, server.ask("agents").rows().stream().filter(row -> row.text("host").equals("host-by-hand")).count());
	}

	@Test
	void hasAUnitThatSystemdFindsInOrderAndWellConfined() {
		try (ScratchHost host = new ScratchHost("host-unit", STAGE.folder("host-unit"))) {
			host.run("dpkg", "--install", put(host, Products.agentPackage(".deb"))).done();

			assertEquals("", host.run("systemd-analyze", "verify", UNIT).good().out());
			Outcome security = host.run("systemd-analyze", "security", "--no-pager", "--threshold=" + EXPOSURE_LIMIT, UNIT);

			System.out.println(security.out().lines().reduce((first, last) -> last).orElse(""));
			assertEquals(0, security.exit(), security::toString);
		}
	}

	@Test
	void bringsARuntimeWithEveryModuleThatIsNeededAndLittleElse() throws IOException {
		Path folder = STAGE.folder("runtime");
		tool("dpkg-deb", "--extract", Products.agentPackage(".deb").toString(), folder.toString());
		Path home = folder.resolve(HOME.substring(1));
		List<String> jdeps = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin/jdeps").toString(), "-summary", "--multi-release", "21"));
		try (Stream<Path> bundles = Files.list(home.resolve("plugins"))) {
			bundles.map(Path::toString).forEach(jdeps::add);
		}
		// "some.jar -> java.base"
		Set<String> needed = lines(jdeps.toArray(String[]::new)).stream().map(line -> line.replaceAll(".* -> ", ""))
				.filter(module -> module.startsWith("java.") || module.startsWith("jdk.")).collect(Collectors.toCollection(TreeSet::new));
		// Gson looks for it and does without
		needed.remove("java.sql");
		// by name only: before Java 22, certificates with elliptic curves are read by it
		needed.add("jdk.crypto.ec");

		Set<String> there = lines(home.resolve("jre/bin/java").toString(), "--list-modules").stream()
				.map(module -> module.replaceAll("@.*", "")).collect(Collectors.toCollection(TreeSet::new));

		assertEquals(needed, there);
		assertFalse(Files.exists(home.resolve("jre/man")) || Files.exists(home.resolve("jre/include")));
	}

	private static List<String> lines(String... command) {
		try (Program program = new Program(command[0], new ProcessBuilder(command))) {
			assertEquals(0, program.exit(SOON), program::transcript);
			return program.out();
		}
	}

	/** Only root reads it. */
	private static void handOutEnrolment(ScratchHost host) throws IOException {
		Path folder = Files.createDirectories(host.path(SETTINGS));
		Path file = Files.createFile(folder.resolve("enrolment"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		Files.writeString(file, site.enrolment("--group", Site.GROUP));
	}

	private static void application(ScratchHost host, String path) {
		host.run("install", "-D", "-m", "755", "/bin/sleep", path).good();
	}

	/** A program where Autodesk's installer puts its helper, which lists one product and does nothing else. */
	private static void licensingHelper(ScratchHost host) throws IOException {
		host.run("install", "-D", "-m", "755", "/bin/false", HELPER).good();
		Files.writeString(host.path(HELPER), """
				#!/bin/sh
				[ "$*" = list ] || exit 9
				echo '[{"feature_id":"MAYA","def_prod_key":"657Q1","def_prod_ver":"2025.0.0.F","lic_method":4}]'
				""");
	}

	private static void start(ScratchHost host, String user, String path) {
		STAGE.closing(host.start("setpriv", "--reuid", user, "--regid", "65534", "--clear-groups", path, "3600"));
	}

	private static String told(ScratchHost host) {
		return host.run("lictor-agent", "status").good().out();
	}

	private static String property(ScratchHost host, String name) {
		return host.run("systemctl", "show", "--property", name, "--value", UNIT).good().out();
	}

	private static String find(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		assertTrue(matcher.find(), () -> pattern + " is not in " + text);
		return matcher.group(1);
	}

	private static String status(String host) {
		return server.ask("agents").rows().stream().filter(row -> row.text("host").equals(host)).findFirst()
				.map(row -> row.text("status")).orElse("unknown");
	}

	private static List<Row> sessions(String host, String product) {
		return server.ask("sessions").rows().stream()
				.filter(row -> row.text("host").equals(host) && row.text("product").equals(product)).toList();
	}

	private static boolean ended(String host, String product) {
		return sessions(host, product).getFirst().instant("end").isPresent();
	}

	/** What came, without the books that packagers and system keep. */
	private static Set<String> added(ScratchHost host, Set<String> before) {
		return host.added().stream()
				.filter(path -> !before.contains(path) && Stream.of("/var/lib/dpkg", "/var/lib/rpm", "/root/.rpmdb", "/var/log", "/var/cache",
						"/var/lib/systemd").noneMatch(books -> within(books, path)))
				.filter(path -> !path.matches("/etc/(passwd|group|shadow|gshadow|subuid|subgid)-|/etc/\\.pwd\\.lock"))
				.collect(Collectors.toCollection(TreeSet::new));
	}

	private static boolean within(String folder, String path) {
		return path.equals(folder) || path.startsWith(folder + "/");
	}

	private static long size(ScratchHost host, Set<String> paths) throws IOException {
		long size = 0;
		for (String path : paths) {
			Path file = host.path(path);
			if (Files.isRegularFile(file) && !within(DATA, path) && !path.startsWith("/root/")) {
				size += Files.size(file);
			}
		}
		return size;
	}
}
