package org.lictor.agent.internal.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
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
 * Formats: proc_pid_stat(5), proc_pid_cmdline(5), proc_uptime(5), proc_loadavg(5).
 */
final class LinuxProcessSource implements ProcessSource {

	private static final System.Logger LOG = System.getLogger(LinuxProcessSource.class.getName());

	/** Ticks of {@code /proc} a second: USER_HZ, 100 on every architecture Java runs on. */
	private static final long TICKS = 100;

	/** Programs that run another program given as a file; the path that counts is that file's. */
	private static final Pattern INTERPRETER = Pattern
			.compile("(?:.*/)?(?:sh|bash|dash|ash|ksh|zsh|csh|tcsh|busybox|python[0-9.]*|perl[0-9.]*|ruby[0-9.]*)");

	/** PF_KTHREAD among the flags of {@code stat}. */
	private static final long OF_THE_KERNEL = 0x200000;

	/** So many marks of processes that are gone are kept. */
	private static final int OLD_MARKS = 100;

	private static final Pattern LOGIND_SESSION = Pattern.compile("/session-([A-Za-z0-9]+)\\.scope(?:/|$)", Pattern.MULTILINE);

	/** What the kernel's audit writes for processes that no login began: -1 without a sign. */
	private static final String NO_SESSION = "4294967295";

	private static final Duration PLAUSIBLE = Duration.ofSeconds(3);

	private final Path proc;
	private final String boot;
	private final boolean preciseStart;
	private final Map<Integer, String> users = new HashMap<>();
	private final Map<Long, Mark> marks = new HashMap<>();
	private final ProcFiles files;
	private final LinuxProcessList list;

	/**
	 * As long as this is the same, a process and its program are the same; far cheaper to read than {@code stat}. The kernel
	 * keeps the node of the folder of a process no longer than the process, and its program until it ends.
	 */
	private static final class Mark {
		private final String birth;
		private final Path folder;
		private final Path link;
		private final Path program;
		private final String path;
		private Object node;

		Mark(String birth, Path folder, Path link, Path program, Object node) {
			this.birth = birth;
			this.folder = folder;
			this.link = link;
			this.program = program;
			this.path = program.toString();
			this.node = node;
		}

		boolean isThere() {
			return node(folder).filter(node::equals).isPresent() && LinuxProcessSource.program(link).filter(program::equals).isPresent();
		}
	}

	/** What {@code stat} tells. */
	private record Stat(long startTicks, boolean zombie, boolean kernel) {
	}

	LinuxProcessSource(Path proc) throws IOException {
		this.proc = proc;
		this.files = new ProcFiles(proc);
		this.list = new LinuxProcessList(files);
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
		long[] now = list.scan();
		if (marks.size() > now.length + OLD_MARKS) {
			marks.keySet().removeIf(pid -> Arrays.binarySearch(now, pid) < 0);
		}
		return now;
	}

	@Override
	public Optional<ObservedProcess> describe(long pid) {
		Path folder = proc.resolve(Long.toString(pid));
		if (!files.exists(pid)) {
			list.gone(pid);
			marks.remove(pid);
			return Optional.empty();
		}
		Optional<Object> node = node(folder); // before all else: if it is another's, nothing will be found to be the same
		Optional<Stat> stat = stat(pid).filter(now -> !now.zombie());
		if (stat.isEmpty()) {
			return Optional.empty();
		}
		List<String> arguments = arguments(pid);
		String birth = boot + "/" + stat.get().startTicks();
		Optional<Instant> start = preciseStart ? start(stat.get().startTicks())
				: ProcessHandle.of(pid).flatMap(handle -> handle.info().startInstant());
		Path link = folder.resolve("exe");
		Optional<Path> program = program(link);
		String path = path(program.map(Path::toString).orElse(""), arguments);
		String user = user(pid);
		// What was read belongs together only if it is the same process as at the beginning.
		if (stat(pid).filter(now -> now.equals(stat.get())).isEmpty()) {
			return Optional.empty();
		}
		if (node.isPresent() && program.isPresent()) {
			marks.put(pid, new Mark(birth, folder, link, program.get(), node.get()));
		} else {
			marks.remove(pid);
		}
		return Optional.of(new ObservedProcess(pid, birth, start, path, String.join(" ", arguments).strip(), user));
	}

	@Override
	public boolean isAlive(ObservedProcess process) {
		Optional<Mark> mark = mark(process);
		return mark.isPresent() && mark.get().isThere() || stat(process, mark).isPresent();
	}

	/** The path of a script, or a path that is hidden, is not the program's: these must be described. */
	@Override
	public boolean certainlyRuns(ObservedProcess process) {
		Optional<Mark> mark = mark(process);
		if (mark.isPresent() && mark.get().path.equals(process.path()) && mark.get().isThere()) {
			return true;
		}
		Optional<Stat> stat = stat(process, mark);
		return stat.isPresent() && (stat.get().kernel() && process.path().isEmpty() || program(proc.resolve(process.pid() + "/exe"))
				.filter(program -> program.toString().equals(process.path())).isPresent());
	}

	private Optional<Mark> mark(ObservedProcess process) {
		return Optional.ofNullable(marks.get(process.pid())).filter(mark -> mark.birth.equals(process.birth()));
	}

	/** @return what {@code stat} tells of a process, if it is that one and lives */
	private Optional<Stat> stat(ObservedProcess process, Optional<Mark> mark) {
		Optional<Object> node = mark.flatMap(known -> node(known.folder));
		Optional<Stat> alive = stat(process.pid())
				.filter(stat -> !stat.zombie() && process.birth().equals(boot + "/" + stat.startTicks()));
		if (alive.isPresent() && node.isPresent()) {
			mark.get().node = node.get(); // the kernel had forgotten the folder meanwhile
		}
		return alive;
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
			return Optional.of(files.shortText(file));
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

	private static Optional<Path> program(Path link) {
		try {
			return Optional.of(Files.readSymbolicLink(link));
		} catch (IOException e) {
			return Optional.empty(); // hidden from this user, part of the kernel, or at its end
		}
	}

	private static Optional<Object> node(Path folder) {
		try {
			return Optional.ofNullable(Files.readAttributes(folder, BasicFileAttributes.class).fileKey());
		} catch (IOException e) {
			return Optional.empty();
		}
	}

	private List<String> arguments(long pid) {
		try {
			byte[] bytes = files.bytes(pid + "/cmdline");
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

	private Optional<Instant> start(long ticks) {
		try {
			String uptime = files.shortText("uptime");
			double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
			long age = Math.round(seconds * 1000) - ticks * 1000 / TICKS;
			return Optional.of(Instant.now().minusMillis(age));
		} catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
			return Optional.empty();
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
			String text = files.shortText(pid + "/stat");
			// The second field is the name in parentheses, which may hold anything, parentheses included.
			int at = text.lastIndexOf(')') + 2;
			char state = text.charAt(at);
			at = skipped(text, at, 6);
			boolean kernel = (Long.parseLong(text, at, text.indexOf(' ', at), 10) & OF_THE_KERNEL) != 0;
			at = skipped(text, at, 11);
			long threads = Long.parseLong(text, at, text.indexOf(' ', at), 10);
			at = skipped(text, at, 2);
			// A process whose first thread ended while others go on looks like a zombie but has more threads than one.
			boolean zombie = state == 'X' || state == 'Z' && threads <= 1;
			return Optional.of(new Stat(Long.parseLong(text, at, text.indexOf(' ', at), 10), zombie, kernel));
		} catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
			return Optional.empty();
		}
	}
}
