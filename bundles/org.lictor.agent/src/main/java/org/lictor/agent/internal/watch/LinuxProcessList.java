package org.lictor.agent.internal.watch;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The numbers of all processes. To list {@code /proc} costs milliseconds, so it is done rarely: the kernel gives out numbers
 * in order and tells the last one in a small file, and only those it gave out since are looked at. Some containers show a
 * copy of that file that lags behind, or that of another system: this is found out sooner or later, and then all are listed
 * each time. Formats: proc_loadavg(5), proc_pid_status(5). Used by one thread.
 */
final class LinuxProcessList {

	private static final System.Logger LOG = System.getLogger(LinuxProcessList.class.getName());

	/** Its last field is the number given out last. */
	private static final String LAST_NUMBER = "loadavg";

	private static final String GROUP = "\nTgid:";

	private static final long UNKNOWN = -1;

	/** Up to so many numbers are looked at one by one: a few µs each. */
	private static final int PROBED = 500;

	/** How many scans go by before all are listed, though nothing calls for it: at first, and once the file proved true. */
	private static final int LISTED_AGAIN = 10;
	private static final int LISTED_AT_LAST = 60;

	private final ProcFiles files;
	private boolean told = true;
	private long[] listed = {};
	/** The numbers given out last at the two last scans, the older one first. */
	private long before = UNKNOWN;
	private long last = UNKNOWN;
	private final Set<Long> threads = new HashSet<>();
	private int listedAgain = LISTED_AGAIN;
	private int scans;
	private boolean proved;

	LinuxProcessList(ProcFiles files) {
		this.files = files;
	}

	/**
	 * @return all that began until this moment, in ascending order, perhaps with some that ended less than a minute ago; the
	 *         same array as before when none began
	 */
	long[] scan() {
		long now = lastNumber();
		// A number is looked at twice, because it is given out a moment before its process can be seen.
		long from = before;
		boolean follows = told && from != UNKNOWN && now >= from;
		if (follows && now - from <= PROBED && scans < listedAgain) {
			scans++;
			probe(from, now);
		} else {
			list(follows, from);
			scans = 0;
		}
		before = last == UNKNOWN ? now : last;
		last = now;
		return listed;
	}

	/** @param pid of a process that is gone: it is left out from the next scan on */
	void gone(long pid) {
		if (isListed(pid)) {
			listed = Arrays.stream(listed).filter(number -> number != pid).toArray();
		}
	}

	private boolean isListed(long number) {
		return Arrays.binarySearch(listed, number) >= 0;
	}

	private void probe(long from, long now) {
		threads.removeIf(number -> number <= from || number > now);
		for (long number = from + 1; number <= now; number++) {
			if (files.exists(number) && !isListed(number) && !threads.contains(number)) {
				if (isProcess(number)) {
					listed = Arrays.copyOf(listed, listed.length + 1);
					listed[listed.length - 1] = number;
					Arrays.sort(listed);
					proved = true;
				} else {
					threads.add(number);
				}
			}
		}
	}

	/** Threads have numbers and folders too, which are not listed. */
	private boolean isProcess(long number) {
		try {
			String status = files.shortText(number + "/status");
			int at = status.indexOf(GROUP) + GROUP.length();
			return at < GROUP.length() || Long.parseLong(status.substring(at, status.indexOf('\n', at)).strip()) == number;
		} catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
			return true; // whoever describes it finds out
		}
	}

	/** @param follows whether all that is new must have a number above {@code from} */
	private void list(boolean follows, long from) {
		long[] now;
		try {
			now = files.processes();
		} catch (IOException e) {
			LOG.log(System.Logger.Level.WARNING, "Processes cannot be seen: {0}.", e.getMessage());
			now = new long[0];
		}
		Arrays.sort(now);
		if (follows) {
			long until = lastNumber();
			told = until < from || Arrays.stream(now).allMatch(pid -> pid > from && pid <= until || isListed(pid));
			if (!told) {
				LOG.log(System.Logger.Level.DEBUG, "{0} does not tell what begins.", LAST_NUMBER);
			} else if (proved) {
				proved = false;
				listedAgain = Math.min(LISTED_AT_LAST, 2 * listedAgain);
			}
		}
		listed = now;
	}

	/** @return the number that the kernel gave out last, to a process or a thread; {@link #UNKNOWN} when it does not tell */
	private long lastNumber() {
		try {
			String line = files.shortText(LAST_NUMBER);
			long number = Long.parseLong(line.substring(line.lastIndexOf(' ') + 1).strip());
			return number > 0 ? number : UNKNOWN;
		} catch (IOException | NumberFormatException e) {
			return UNKNOWN;
		}
	}
}
