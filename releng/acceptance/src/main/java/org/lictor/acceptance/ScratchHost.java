package org.lictor.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A host of one's own: systemd boots on a view of this machine's files in which every change lands in a folder, with
 * processes, mounts and a name of its own, and the network of this machine. What is installed, enabled and started there
 * is as real as on any host, and leaves nothing behind on this one.
 */
public final class ScratchHost implements AutoCloseable {

	private static final Duration BOOT = Duration.ofSeconds(60);
	private static final Duration COMMAND = Duration.ofSeconds(120);
	private static final long DISK = 1_000_000_000;

	private final Mount disk;
	private final String group;
	private final Program host;
	private final long pid;

	/**
	 * Boots it.
	 *
	 * @param name   of the host
	 * @param folder an empty folder, in which a disk of memory is mounted
	 * @throws AssertionError when this machine cannot do that
	 */
	public ScratchHost(String name, Path folder) {
		Root.require("boots systemd on a scratch host");
		this.disk = Mount.small(folder, DISK);
		this.group = "lictor-" + name + "-" + ProcessHandle.current().pid();
		Path script = folder.resolve("scratch-host.sh");
		try (InputStream in = ScratchHost.class.getResourceAsStream("scratch-host.sh")) {
			Files.copy(in, script);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		this.host = new Program("scratch host", new ProcessBuilder("sh", script.toString(), name,
				folder.toString(), group));
		try {
			this.pid = Waiting.value("systemd to boot", BOOT, () -> {
				if (!host.alive()) {
					throw new IllegalStateException("the scratch host ended");
				}
				return ProcessHandle.of(host.pid()).stream().flatMap(ProcessHandle::children).findFirst()
						.map(ProcessHandle::pid).filter(this::isUp);
			});
		} catch (AssertionError | IllegalStateException e) {
			String transcript = host.transcript();
			close();
			throw new AssertionError("This test boots systemd in namespaces of its own and must run as root on a Linux with "
					+ "systemd, overlay file systems and control groups that may be written (in a container: a privileged "
					+ "one). " + e.getMessage() + "\n" + transcript, e);
		}
	}

	private boolean isUp(long systemd) {
		try (Program asked = enter(systemd, List.of("systemctl", "is-active", "--quiet", "scratch.target"))) {
			return asked.exit(COMMAND) == 0;
		}
	}

	private static Program enter(long systemd, List<String> command) {
		List<String> words = new ArrayList<>(List.of("nsenter", "--target", Long.toString(systemd), "--mount", "--uts",
				"--pid", "--cgroup", "--root", "--wd", "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8"));
		words.addAll(command);
		return new Program(command.getFirst(), new ProcessBuilder(words));
	}

	/**
	 * Runs a command there, as root.
	 *
	 * @param command its words
	 * @return what it came to
	 */
	public Outcome run(String... command) {
		List<String> words = List.of(command);
		try (Program program = enter(pid, words)) {
			int exit = program.exit(COMMAND);
			return new Outcome(words, exit, String.join("\n", program.out()), String.join("\n", program.err()));
		}
	}

	/**
	 * Starts a command there, as root, and does not wait.
	 *
	 * @param command its words
	 * @return the running program, which is to be closed
	 */
	public Program start(String... command) {
		return enter(pid, List.of(command));
	}

	/**
	 * @param path a path there
	 * @return the path by which this machine reaches it, as long as the host runs
	 */
	public Path path(String path) {
		return Path.of("/proc/" + pid + "/root" + path);
	}

	/** @return files and folders that are there and not on this machine, without those that live in memory */
	public Set<String> added() {
		Path upper = disk.folder().resolve("upper");
		try (Stream<Path> files = Files.walk(upper)) {
			return files.map(file -> "/" + upper.relativize(file))
					.filter(path -> has(path) && !Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS))
					.collect(Collectors.toCollection(TreeSet::new));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/**
	 * @param path a path there
	 * @return whether something is there
	 */
	public boolean has(String path) {
		return Files.exists(path(path), LinkOption.NOFOLLOW_LINKS);
	}

	/** Ends everything that runs there and forgets its files. */
	@Override
	public void close() {
		// unshare takes its child, the first process of the namespace, with it, and that takes all others
		host.close();
		Waiting.until("the scratch host to be gone", BOOT, () -> Stream.of("", "systemd", "unified")
				.map(hierarchy -> Path.of("/sys/fs/cgroup", hierarchy, group)).allMatch(ScratchHost::removeGroup));
		disk.close();
	}

	/** A control group can be removed when no process is left in it, which takes a moment after the last was killed. */
	private static boolean removeGroup(Path group) {
		if (!Files.isDirectory(group)) {
			return true;
		}
		try (Stream<Path> below = Files.list(group)) {
			for (Path child : below.filter(Files::isDirectory).toList()) {
				if (!removeGroup(child)) {
					return false;
				}
			}
			Files.delete(group);
			return true;
		} catch (IOException e) {
			return false;
		}
	}
}
