package org.lictor.agent.internal.licensinglog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonArray;

import org.lictor.agent.internal.disk.Reasons;
import org.lictor.agent.internal.disk.StateFile;
import org.lictor.agent.internal.watch.AgentClock;
import org.lictor.agent.internal.watch.Recorder;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.EventDetail.Severity;

/**
 * Reads what Autodesk's licensing service writes into its log, when an administrator put a table of patterns into the agent's
 * data folder: a second witness beside the processes, on which no session rests. Troubles of the service are told to the
 * server, each at most once an hour; what else was found is compared with the sessions and shown on the host. {@link #step} is
 * called by one thread, the others by any.
 */
public final class LicensingLog {

	private static final Duration LOOK = Duration.ofSeconds(30);
	private static final Duration OFF = Duration.ofMinutes(10);
	private static final Duration QUIET = Duration.ofHours(1);

	/** So many different troubles are told in an hour. */
	private static final int MOST_TOLD = 20;

	private final Path log;
	private final Path table;
	private final AgentClock clock;
	private final Recorder recorder;
	private final Map<LogPatterns.Kind, Integer> counts = new EnumMap<>(LogPatterns.Kind.class);
	private final Map<String, Long> toldAt = new HashMap<>();
	private Optional<FileTime> patternsOf = Optional.empty();
	private Optional<LogPatterns> patterns = Optional.empty();
	private LogTail tail;
	private String last = "";
	private final Witnesses witnesses;
	private final StateFile compared;
	private volatile String sentence = "";

	/**
	 * @param log      of the service
	 * @param folder   data folder of the agent
	 * @param clock    of the host
	 * @param recorder takes what is told
	 * @param compared is written with what came of the comparison with sessions
	 */
	public LicensingLog(Path log, Path folder, AgentClock clock, Recorder recorder, StateFile compared) {
		this.log = log;
		this.table = folder.resolve(LogPatterns.NAME);
		this.clock = clock;
		this.recorder = recorder;
		this.tail = new LogTail(log);
		this.witnesses = new Witnesses(clock);
		this.compared = compared;
	}

	/** @return where the service of this host writes its log */
	public static Path ofThisHost() {
		String system = System.getProperty("os.name");
		String below = "Autodesk/AdskLicensingService/Log/AdskLicensingService.log";
		return system.startsWith("Windows") ? Path.of(System.getenv().getOrDefault("ProgramData", "C:\\ProgramData"), below)
				: Path.of(system.startsWith("Mac") ? "/usr/local/var/opt" : "/var/opt", below);
	}

	/** @param details of sessions, as they were seen */
	public void noticed(List<? extends EventDetail> details) {
		synchronized (witnesses) {
			for (EventDetail detail : details) {
				if (detail instanceof EventDetail.SessionStarted started) {
					witnesses.began(started.session());
				} else if (detail instanceof EventDetail.SessionEnded ended) {
					witnesses.ended(ended);
				}
			}
		}
	}

	/** @return how long there is nothing to do */
	public Duration step() {
		Duration rest = read();
		comparison().ifPresentOrElse(comparison -> comparison.write(compared), () -> compared.write(new JsonArray()));
		return rest;
	}

	/** @return the log beside the sessions, empty when the log is not read */
	public Optional<Comparison> comparison() {
		synchronized (witnesses) {
			return witnesses.comparison();
		}
	}

	private void compare(boolean is) {
		synchronized (witnesses) {
			witnesses.compare(is);
		}
	}

	private Duration read() {
		try {
			FileTime changed = Files.getLastModifiedTime(table);
			if (!patternsOf.equals(Optional.of(changed))) {
				patterns = Optional.empty();
				patterns = Optional.of(LogPatterns.with(table));
				patternsOf = Optional.of(changed);
			}
		} catch (NoSuchFileException e) {
			patternsOf = Optional.empty();
			tail = new LogTail(log);
			sentence = "";
			compare(false);
			return OFF;
		} catch (IOException e) {
			sentence = "The patterns for the licensing service's log cannot be used: " + Reasons.of(e) + ". Correct that.";
			return LOOK;
		}
		look(patterns.orElseThrow());
		return LOOK;
	}

	private void look(LogPatterns known) {
		List<String> lines;
		try {
			lines = tail.lines();
			compare(true);
		} catch (IOException e) {
			sentence = "The licensing service's log " + log + " cannot be read: " + Reasons.of(e) + ".";
			return;
		}
		Instant now = clock.wall();
		for (String line : lines) {
			known.find(line).filter(found -> found.kind() != LogPatterns.Kind.NOTHING).ifPresent(found -> {
				counts.merge(found.kind(), 1, Integer::sum);
				last = "; last at " + now + ": " + found.text();
				if (found.kind() == LogPatterns.Kind.TROUBLE) {
					tell(found.text());
				} else {
					synchronized (witnesses) {
						witnesses.logged(found);
					}
				}
			});
		}
		sentence = "Since the agent began, " + count(LogPatterns.Kind.OBTAINED) + " licences obtained, "
				+ count(LogPatterns.Kind.RETURNED) + " returned, " + count(LogPatterns.Kind.TROUBLE) + " troubles" + last + ".";
	}

	private int count(LogPatterns.Kind kind) {
		return counts.getOrDefault(kind, 0);
	}

	private void tell(String text) {
		long now = clock.nanos();
		toldAt.values().removeIf(at -> now - at >= QUIET.toNanos());
		if (toldAt.size() < MOST_TOLD && toldAt.putIfAbsent(text, now) == null) {
			recorder.record(List.of(new EventDetail.Trouble(Severity.WARNING, "LICENSING_SERVICE",
					"Autodesk's licensing service wrote into its log: " + text + ". Applications may not start; see " + log + ".")));
		}
	}

	/** @return what was found, for people; empty when the log is not read. Safe to call from any thread */
	public String sentence() {
		return sentence;
	}
}
