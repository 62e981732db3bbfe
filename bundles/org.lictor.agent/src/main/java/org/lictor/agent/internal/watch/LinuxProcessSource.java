package org.lictor.agent.internal.watch;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads processes from {@code /proc}. The JDK's own way lacks here what is needed:
 * <ul>
 * <li>it reads a file of every process, twice when there are more than a hundred, to list them: 16 ms for 490
 * processes, where listing {@code /proc} takes 0.5 ms;
 * <li>it takes a process that ended but was not waited for by its parent (a zombie) for alive;
 * <li>it tells neither path nor command line of processes of other users unless the agent runs as root;
 * <li>it knows the start of a process only to a second, and another one after the clock was set.
 * </ul>
 * Formats: proc_pid_stat(5), proc_pid_cmdline(5), proc_uptime(5), proc_loadavg(5).
 */
final class LinuxProcessSource implements ProcessSource {

	private static final System.Logger LOG = System.getLogger(LinuxProcessSource.class.getName());

	/** Ticks of {@code /proc} a second: USER_HZ, 100 on every architecture Java runs on. */
	private static final long TICKS = 100;

	/** Programs that run another program given as a file; the path that counts is that file's. */
	private static final Pattern INTERPRETER = Pattern
			.compile("(?:.*/)?(?:sh|bash|dash|ash|ksh|zsh|csh|tcsh|busybox|python[0-9.]*|perl[0-9.]*|ruby[0-9.]*)");

	/** Up to so many bytes the JDK reads without a buffer of its own. */
	private static final int CHUNK = 8192;

	private static final Pattern LOGIND_SESSION = Pattern.compile("/session-([A-Za-z0-9]+)\\.scope(?:/|$)", Pattern.MULTILINE);

	/** What the kernel's audit writes for processes that no login began: -1 without a sign. */
	private static final String NO_SESSION = "4294967295";

	private static final Duration PLAUSIBLE = Duration.ofSeconds(3);

	private final Path proc;
	private final String boot;
	private final boolean preciseStart;
	/** Its last field is the number given out last, see proc_loadavg(5). */
	private static final String LAST_NUMBER = "loadavg";

	/** A list is used no more than so many times, though nothing seems to have begun. */
	private static final int LISTED_AGAIN = 10;

	private boolean numbersAreTold = true;
	private long[] listed = {};
	private String listedAt = "";
	private int listIsUsed;
	private final Map<Integer, String> users = new HashMap<>();
	private final byte[] buffer = new byte[8 * CHUNK];

	/** What {@code stat} tells. */
	private record Stat(long startTicks, boolean zombie) {
	}

	LinuxProcessSource(Path proc) throws IOException {
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

	/**
	 * Where the kernel gave out no number since the last time, nothing can have begun, and that is told by one small file.
	 * Some containers show a copy of that file that lags behind: this is found out sooner or later, and then all processes
	 * are listed each time.
	 */
	@Override
	public long[] scan() {
		String number = lastNumber();
		boolean same = !number.isEmpty() && number.equals(listedAt);
		if (same && numbersAreTold && listIsUsed < LISTED_AGAIN) {
			listIsUsed++;
			return listed;
		}
		long[] now = list();
		if (same && number.equals(lastNumber()) && !Arrays.stream(listed).boxed().collect(Collectors.toSet())
				.containsAll(Arrays.stream(now).boxed().toList())) {
			numbersAreTold = false;
			LOG.log(System.Logger.Level.DEBUG, "{0} does not tell what begins.", LAST_NUMBER);
		}
		listed = now;
		listedAt = number;
		listIsUsed = 0;
		return now;
	}

	/** @return the number that the kernel gave out last, to a process or a thread; empty when it does not tell */
	private String lastNumber() {
		return text(LAST_NUMBER).map(line -> line.substring(line.lastIndexOf(' ') + 1).strip()).filter(number -> !number.equals("0"))
				.orElse("");
	}

	private long[] list() {
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
		if (stat.isEmpty()) {
			return Optional.empty();
		}
		List<String> arguments = arguments(pid);
		String birth = boot + "/" + stat.get().startTicks();
		Optional<Instant> start = preciseStart ? start(stat.get().startTicks())
				: ProcessHandle.of(pid).flatMap(handle -> handle.info().startInstant());
		String path = path(program(pid), arguments);
		String user = user(pid);
		// What was read belongs together only if it is the same process as at the beginning.
		return stat(pid).filter(now -> now.equals(stat.get())).map(
				now -> new ObservedProcess(pid, birth, start, path, String.join(" ", arguments).strip(), user));
	}

	@Override
	public boolean isAlive(ObservedProcess process) {
		return stat(process.pid())
				.filter(stat -> !stat.zombie() && process.birth().equals(boot + "/" + stat.startTicks())).isPresent();
	}

	/** The path of a script, or a path that is hidden, is not the program's: these must be described. */
	@Override
	public boolean certainlyRuns(ObservedProcess process) {
		return isAlive(process) && program(process.pid()).equals(process.path());
	}

	/**
	 * The number of logind's session, which the control group of the process is named by; where the process belongs to the
	 * user's manager and not to one of his sessions, the session of the kernel's audit, which logind's are numbered by.
	 */
	@Override
	public String osSession(long pid) {
		return text(pid + "/cgroup").flatMap(LinuxProcessSource::logindSession)
				.or(() -> text(pid + "/sessionid").map(String::strip).filter(number -> !number.equals(NO_SESSION))).orElse("");
	}

	/**
	 * @param cgroup what stands in {@code /proc/PID/cgroup}, see cgroups(7)
	 * @return the number of logind's session
	 */
	static Optional<String> logindSession(String cgroup) {
		Matcher matcher = LOGIND_SESSION.matcher(cgroup);
		return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
	}

	private Optional<String> text(String file) {
		try {
			return Optional.of(new String(read(file), StandardCharsets.ISO_8859_1));
		} catch (IOException e) {
			return Optional.empty(); // gone, or the kernel does not tell
		}
	}

	@Override
	public String reads() {
		return "of every process, in /proc: its number, start time, user, the path of its program and its command line; of"
				+ " those that are told, the session of the system they run in";
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

	private String program(long pid) {
		try {
			return Files.readSymbolicLink(proc.resolve(pid + "/exe")).toString();
		} catch (IOException e) {
			return ""; // hidden from this user, or part of the kernel
		}
	}

	private List<String> arguments(long pid) {
		try {
			byte[] bytes = read(pid + "/cmdline");
			return bytes.length == 0 ? List.of() : List.of(new String(bytes, StandardCharsets.UTF_8).split("\0"));
		} catch (IOException e) {
			return List.of();
		}
	}

	/** The name of the user, or the number where the user has no name. */
	private String user(long pid) {
		Path folder = proc.resolve(Long.toString(pid));
		try {
			Integer number = (Integer) Files.getAttribute(folder, "unix:uid");
			String known = users.get(number);
			if (known != null) {
				return known;
			}
			String name = Files.getOwner(folder).getName();
			if (!name.equals(number.toString())) {
				// A number may get its name later, when the directory of users is back.
				users.put(number, name);
			}
			return name;
		} catch (IOException e) {
			return "";
		}
	}

	/** Reads a file of {@code /proc} with the fewest calls; this is what the agent does most. */
	private byte[] read(String name) throws IOException {
		try (FileInputStream in = new FileInputStream(proc + "/" + name)) {
			int length = 0;
			int count = in.read(buffer, 0, CHUNK);
			while (count > 0 && length + count <= buffer.length - CHUNK) { // the longest command lines are cut
				length += count;
				count = in.read(buffer, length, CHUNK);
			}
			return Arrays.copyOf(buffer, length);
		}
	}

	private Optional<Instant> start(long ticks) {
		try {
			String uptime = new String(read("uptime"), StandardCharsets.ISO_8859_1);
			double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
			long age = Math.round(seconds * 1000) - ticks * 1000 / TICKS;
			return Optional.of(Instant.now().minusMillis(age));
		} catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
			return Optional.empty();
		}
	}

	/** The kernel gives this file in one piece: to ask for more would be a call for nothing, ten times a second. */
	private String stat(String file) throws IOException {
		try (FileInputStream in = new FileInputStream(file)) {
			return new String(buffer, 0, Math.max(0, in.read(buffer, 0, CHUNK)), StandardCharsets.ISO_8859_1);
		}
	}

	/** @return where the field begins that comes so many fields after the one that begins there */
	private static int skipped(String text, int from, int fields) {
		int at = from;
		for (int left = fields; left > 0; left--) {
			int blank = text.indexOf(' ', at);
			if (blank < 0) {
				throw new IndexOutOfBoundsException("too few fields");
			}
			at = blank + 1;
		}
		return at;
	}

	private Optional<Stat> stat(long pid) {
		try {
			String text = stat(proc + "/" + pid + "/stat");
			// The second field is the name in parentheses, which may hold anything, parentheses included.
			int at = text.lastIndexOf(')') + 2;
			char state = text.charAt(at);
			at = skipped(text, at, 17);
			long threads = Long.parseLong(text, at, text.indexOf(' ', at), 10);
			at = skipped(text, at, 2);
			// A process whose first thread ended while others go on looks like a zombie but has more threads than one.
			boolean zombie = state == 'X' || state == 'Z' && threads <= 1;
			return Optional.of(new Stat(Long.parseLong(text, at, text.indexOf(' ', at), 10), zombie));
		} catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
			return Optional.empty();
		}
	}
}
