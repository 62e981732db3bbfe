package org.lictor.agent.internal.watch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads processes from {@code /proc}. The JDK's own way lacks here what is needed:
 * <ul>
 * <li>it reads a file of every process, twice when there are more than a hundred, to list them: 16 ms for 490
 * processes, where listing {@code /proc} takes 0.5 ms;
 * <li>it takes a process that ended but was not waited for by its parent (a zombie) for alive;
 * <li>it tells neither path nor command line of processes of other users unless the agent runs as root;
 * <li>it knows the start of a process only to a second, and another one after the clock was set.
 * </ul>
 * Formats: proc_pid_stat(5), proc_pid_cmdline(5), proc_uptime(5).
 */
final class LinuxProcessSource implements ProcessSource {

	private static final System.Logger LOG = System.getLogger(LinuxProcessSource.class.getName());

	/** Ticks of {@code /proc} a second: USER_HZ, 100 on every architecture Java runs on. */
	private static final long TICKS = 100;

	/** Programs that run another program given as a file; the path that counts is that file's. */
	private static final Pattern INTERPRETER = Pattern
			.compile("(?:.*/)?(?:sh|bash|dash|ash|ksh|zsh|csh|tcsh|busybox|python[0-9.]*|perl[0-9.]*|ruby[0-9.]*)");

	private static final Duration PLAUSIBLE = Duration.ofSeconds(3);

	private final Path proc;
	private final String boot;
	private final boolean preciseStart;

	/** What {@code stat} tells. */
	private record Stat(long startTicks, boolean zombie) {
	}

	private LinuxProcessSource(Path proc) throws IOException {
		this.proc = proc;
		this.boot = Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
		this.preciseStart = uptimeIsOfThisSystem();
	}

	/** @return the source, empty when this is no Linux */
	static Optional<LinuxProcessSource> open() {
		Path proc = Path.of("/proc");
		if (!Files.isReadable(proc.resolve("self/stat"))) {
			return Optional.empty();
		}
		try {
			return Optional.of(new LinuxProcessSource(proc));
		} catch (IOException e) {
			LOG.log(System.Logger.Level.INFO, "Processes are read through the JDK, because {0} could not be read.",
					e.getMessage());
			return Optional.empty();
		}
	}

	/** In some containers the uptime is the container's and the ticks are the machine's: then they do not go together. */
	private boolean uptimeIsOfThisSystem() {
		ProcessHandle self = ProcessHandle.current();
		Optional<Instant> precise = stat(self.pid()).flatMap(stat -> start(stat.startTicks()));
		Optional<Instant> known = self.info().startInstant();
		return precise.isPresent() && known.isPresent()
				&& Duration.between(precise.get(), known.get()).abs().compareTo(PLAUSIBLE) < 0;
	}

	@Override
	public long[] scan() {
		String[] names = new File(proc.toString()).list();
		if (names == null) {
			LOG.log(System.Logger.Level.WARNING, "{0} cannot be listed.", proc);
			return new long[0];
		}
		return Arrays.stream(names).filter(name -> Character.isDigit(name.charAt(0))).mapToLong(Long::parseLong)
				.toArray();
	}

	@Override
	public Optional<ObservedProcess> describe(long pid) {
		Optional<Stat> stat = stat(pid).filter(now -> !now.zombie());
		Optional<ProcessHandle> handle = ProcessHandle.of(pid);
		if (stat.isEmpty() || handle.isEmpty()) {
			return Optional.empty();
		}
		ProcessHandle.Info info = handle.get().info();
		List<String> arguments = arguments(pid);
		String birth = boot + "/" + stat.get().startTicks();
		Optional<Instant> start = preciseStart ? start(stat.get().startTicks()) : info.startInstant();
		String path = path(info.command().orElse(""), arguments);
		String user = info.user().orElseGet(() -> owner(pid));
		// What was read belongs together only if it is the same process as at the beginning.
		return stat(pid).filter(now -> now.equals(stat.get())).map(
				now -> new ObservedProcess(pid, birth, start, path, String.join(" ", arguments).strip(), user));
	}

	@Override
	public boolean isAlive(ObservedProcess process) {
		return stat(process.pid())
				.filter(stat -> !stat.zombie() && process.birth().equals(boot + "/" + stat.startTicks())).isPresent();
	}

	@Override
	public String reads() {
		return "of every process, in /proc: its number, start time, user, the path of its program and its command line";
	}

	/** The file that is run: a script rather than its interpreter, and what the process calls itself if all else is hidden. */
	static String path(String command, List<String> arguments) {
		// A program that was replaced while it runs, as by an update, is marked so.
		String program = command.endsWith(" (deleted)") ? command.substring(0, command.length() - " (deleted)".length())
				: command;
		if (program.isEmpty()) {
			program = arguments.isEmpty() ? "" : arguments.get(0);
		}
		if (INTERPRETER.matcher(program).matches()) {
			Optional<String> script = arguments.stream().skip(1).filter(argument -> !argument.startsWith("-"))
					.findFirst().filter(argument -> argument.startsWith("/"));
			return script.orElse(program);
		}
		return program;
	}

	private List<String> arguments(long pid) {
		try {
			String text = Files.readString(proc.resolve(pid + "/cmdline"), StandardCharsets.ISO_8859_1);
			// Bytes are bytes in a command line; most are UTF-8.
			String utf8 = new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
			return utf8.isEmpty() ? List.of() : List.of(utf8.split("\0"));
		} catch (IOException e) {
			return List.of();
		}
	}

	/** The number of the user, where the user has no name. */
	private String owner(long pid) {
		try {
			return String.valueOf(Files.getAttribute(proc.resolve(Long.toString(pid)), "unix:uid"));
		} catch (IOException e) {
			return "";
		}
	}

	private Optional<Instant> start(long ticks) {
		try {
			String uptime = Files.readString(proc.resolve("uptime"));
			double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
			long age = Math.round(seconds * 1000) - ticks * 1000 / TICKS;
			return Optional.of(Instant.now().minusMillis(age));
		} catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
			return Optional.empty();
		}
	}

	private Optional<Stat> stat(long pid) {
		try {
			String text = Files.readString(proc.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
			// The second field is the name in parentheses, which may hold anything, parentheses included.
			String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
			String state = fields[0];
			long threads = Long.parseLong(fields[17]);
			// A process whose first thread ended while others go on looks like a zombie but has more threads than one.
			boolean zombie = state.equals("X") || state.equals("Z") && threads <= 1;
			return Optional.of(new Stat(Long.parseLong(fields[19]), zombie));
		} catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
			return Optional.empty();
		}
	}
}
