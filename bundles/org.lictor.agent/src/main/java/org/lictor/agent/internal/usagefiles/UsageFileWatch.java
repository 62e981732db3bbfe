package org.lictor.agent.internal.usagefiles;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import org.lictor.agent.internal.disk.StateFile;
import org.lictor.agent.internal.watch.AgentClock;
import org.lictor.agent.internal.watch.Recorder;
import org.lictor.agent.internal.watch.Uses;
import org.lictor.agent.protocol.ConsentSource;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.EventDetail.Consent;
import org.lictor.agent.protocol.UsageFiles;
import org.lictor.agent.protocol.UseInfo;
import org.lictor.agent.protocol.WatchRule;

/**
 * Looks at the usage files of those users who agreed, and tells the actions they show. Names, sizes and times are read,
 * never contents; of a user who did not agree nothing but the consent is read; nothing is written.
 *
 * <p>An action happened when its file was last written, and not after it was seen: a time ahead of the clock is taken for
 * now. When a user's files are looked at for the first time, only those written after the user agreed, or since half an
 * hour before the agent began to look, are actions. Used by one thread, but for {@link #watch} and {@link #sentences}.
 */
public final class UsageFileWatch {

	private static final System.Logger LOG = System.getLogger(UsageFileWatch.class.getName());

	private static final Duration NOTHING_TO_DO = Duration.ofMinutes(10);

	/** How far back actions count when the agent begins to look. */
	private static final Duration BACK = UsageFiles.GRACE;

	/** Takes what goes wrong. */
	public interface Trouble {
		/**
		 * @param text a sentence for a person; empty when all is well
		 */
		void is(String text);
	}

	/**
	 * How often it looks.
	 *
	 * @param files    between two looks at the files; they are sent away some minutes after the application ends
	 * @param consents between two readings of the users and of their consents
	 */
	public record Pace(Duration files, Duration consents) {

		/** What an agent keeps unless told otherwise. */
		public static final Pace USUAL = new Pace(Duration.ofSeconds(15), Duration.ofMinutes(1));

		/** Its own, or that of tests, in the Java properties {@code lictor.look.files} and {@code lictor.look.consents}. */
		private static Pace ofThisProcess() {
			return new Pace(seconds("lictor.look.files", USUAL.files), seconds("lictor.look.consents", USUAL.consents));
		}

		private static Duration seconds(String property, Duration unlessSet) {
			return Duration.ofSeconds(Math.max(1, Long.getLong(property, unlessSet.toSeconds())));
		}
	}

	/**
	 * What it needs of the host.
	 *
	 * @param homes    knows the users
	 * @param registry of the host
	 * @param files    of the host
	 * @param patience waits for them
	 * @param pace     how often it looks
	 */
	public record Sight(Homes homes, Registry registry, FileView files, Patience patience, Pace pace) {

		/** @return this host */
		public static Sight ofThisHost() {
			boolean windows = System.getProperty("os.name").startsWith("Windows");
			Registry registry = windows ? RegExe.ofThisHost() : Registry.NONE;
			Homes homes = windows ? new WindowsHomes(registry)
					: new UnixHomes(Path.of("/etc/passwd"), Path.of("/Users"), System.getProperty("user.name"),
							Path.of(System.getProperty("user.home")));
			return new Sight(homes, registry, FileView.REAL, Patience.of(Duration.ofSeconds(5)), Pace.ofThisProcess());
		}
	}

	/** A file dated further ahead was not written a moment ago. */
	private static final Duration AHEAD = Duration.ofMinutes(2);

	private record Action(Uses.Of of, Instant at, EventDetail.Change change) {
	}

	private final Sight sight;
	private final AgentClock clock;
	private final Uses uses;
	private final Recorder recorder;
	private final UsageMemory memory;
	private final String host;
	private final Trouble trouble;
	private final Instant began;
	private final Map<String, Map<List<ConsentSource>, ConsentReader.Said>> consents = new HashMap<>();
	private List<Home> homes = List.of();
	private Optional<Long> readAt = Optional.empty();
	private Instant consentsAt;
	private long forgotten;
	private volatile List<WatchedFiles> rules = List.of();
	private volatile List<String> sentences = List.of();

	/**
	 * @param sight    of the host
	 * @param clock    of the host
	 * @param uses     gives the keys of uses
	 * @param recorder takes what is told
	 * @param file     remembers what was seen
	 * @param host     name of the host
	 * @param trouble  takes what goes wrong
	 */
	public UsageFileWatch(Sight sight, AgentClock clock, Uses uses, Recorder recorder, StateFile file, String host,
			Trouble trouble) {
		this.sight = sight;
		this.clock = clock;
		this.uses = uses;
		this.recorder = recorder;
		this.memory = new UsageMemory(file);
		this.host = host;
		this.trouble = trouble;
		this.began = clock.wall();
		this.consentsAt = began;
	}

	/**
	 * Changes what is watched, from the next step on. Safe to call from any thread.
	 *
	 * @param watch the rules of a configuration
	 */
	public void watch(List<WatchRule> watch) {
		rules = WatchedFiles.of(watch);
	}

	/**
	 * Looks, and tells what is new.
	 *
	 * @return how long there is nothing to do, unless the configuration changes
	 * @throws InterruptedException when the thread is asked to stop
	 */
	public Duration step() throws InterruptedException {
		List<WatchedFiles> present = rules;
		if (present.isEmpty()) {
			trouble.is("");
			return NOTHING_TO_DO;
		}
		boolean readConsents = readAt.map(at -> clock.nanos() - at >= sight.pace.consents.toNanos()).orElse(true);
		if (uses.forgotten() != forgotten) {
			// They are told in another form from now on, and so are the consents.
			forgotten = uses.forgotten();
			memory.all().values().forEach(UsageMemory.Known::tellAgain);
		}
		List<String> troubles = new ArrayList<>();
		if (readConsents) {
			readHomes().ifPresent(troubles::add);
			readAt = Optional.of(clock.nanos());
			consentsAt = clock.wall();
		}
		for (Home home : homes) {
			look(home, present, readConsents).ifPresent(troubles::add);
		}
		memory.save();
		trouble.is(String.join(" ", troubles));
		sentences = sentencesNow();
		return sight.pace.files;
	}

	private Optional<String> readHomes() throws InterruptedException {
		try {
			Optional<List<Home>> found = sight.patience.await("users", sight.homes::list);
			if (found.isPresent()) {
				homes = found.get();
				return Optional.empty();
			}
			return Optional.of("The system does not tell in time which users there are, so their usage files may be missed.");
		} catch (ExecutionException e) {
			return Optional.of("The users of this host cannot be read, so their usage files may be missed: "
					+ e.getCause().getMessage() + ".");
		}
	}

	/** Returns what is wrong. */
	private Optional<String> look(Home home, List<WatchedFiles> present, boolean readConsents) throws InterruptedException {
		Map<List<ConsentSource>, ConsentReader.Said> before = readConsents ? Map.of()
				: consents.getOrDefault(home.user(), Map.of());
		Optional<ProfileLook.Seen> look;
		try {
			look = sight.patience.await(home.user(), () -> new ProfileLook(home, sight, before).at(present));
		} catch (ExecutionException e) {
			LOG.log(System.Logger.Level.DEBUG, "the look that failed", e);
			return Optional.of("The usage files of " + home.user() + " cannot be looked at: " + e.getCause() + ".");
		}
		if (look.isEmpty()) {
			return Optional.of("The profile of " + home.user()
					+ " does not answer; its usage files are looked at again as soon as it does.");
		}
		consents.put(home.user(), look.get().consents());
		for (WatchedFiles watched : present) {
			tell(home, watched.rule(), look.get());
		}
		return look.get().trouble();
	}

	private void tell(Home home, WatchRule rule, ProfileLook.Seen look) {
		UsageFiles of = rule.usageFiles().orElseThrow();
		UsageMemory.Known known = memory.of(new UsageMemory.Of(rule.server(), rule.product(), home.user()));
		Instant now = clock.wall();
		ConsentReader.Said said = look.consents().get(of.consent());
		List<Action> actions = List.of();
		if (said == ConsentReader.Said.YES) {
			known.agree();
			if (look.files().containsKey(rule)) {
				actions = actions(home, rule, known, look.files().get(rule).files(), now);
			}
		} else {
			known.disagree(consentsAt);
		}
		// First the keys of the uses, because the consent is about them.
		List<EventDetail.ActionSeen> seen = actions.stream().map(action -> new EventDetail.ActionSeen(
				new UseInfo(uses.acted(action.of, action.at), rule.server(), rule.applicationId(), rule.product(),
						action.of.version(), host, home.user()),
				action.at, action.change)).toList();
		tellConsent(home, rule, known, said, now);
		if (!seen.isEmpty()) {
			recorder.record(seen);
		}
		if (look.files().containsKey(rule)) {
			// After the events: an agent that is killed in between tells the same actions again, which changes nothing.
			Map<String, FileView.Stamp> stamps = new HashMap<>();
			look.files().get(rule).files().forEach((path, file) -> stamps.put(path, file.stamp()));
			known.see(stamps);
		}
	}

	private List<Action> actions(Home home, WatchRule rule, UsageMemory.Known known, Map<String, ProfileLook.File> files, Instant now) {
		Map<String, FileView.Stamp> before = known.files().orElse(Map.of());
		boolean first = known.files().isEmpty();
		Instant since = first ? known.notAgreed().orElse(began.minus(BACK)) : Instant.EPOCH;
		Instant until = first ? now.plus(AHEAD) : Instant.MAX;
		List<Action> actions = new ArrayList<>();
		files.forEach((path, file) -> {
			FileView.Stamp stamp = file.stamp();
			if (!Objects.equals(stamp, before.get(path)) && !stamp.modified().isBefore(since)
					&& !stamp.modified().isAfter(until)) {
				Instant at = stamp.modified().isAfter(now) ? now : stamp.modified();
				actions.add(new Action(new Uses.Of(rule.server(), rule.product(), file.year(), home.user()), at,
						before.containsKey(path) ? EventDetail.Change.CHANGED : EventDetail.Change.MADE));
			}
		});
		actions.sort(Comparator.comparing(Action::at));
		return actions;
	}

	/** Whether somebody agrees is told of those who are seen to use the application, and when it changes. */
	private void tellConsent(Home home, WatchRule rule, UsageMemory.Known known, ConsentReader.Said said,
			Instant now) {
		List<UUID> open = uses.open(rule.server(), rule.product(), home.user(), now);
		Consent consent = switch (said) {
		case YES -> Consent.GIVEN;
		case NO -> known.agreed() ? Consent.WITHDRAWN : Consent.MISSING;
		case UNREADABLE -> Consent.UNREADABLE;
		};
		boolean concerned = !open.isEmpty() || known.told().isPresent();
		if (concerned && !known.told().equals(Optional.of(consent))) {
			recorder.record(List.of(new EventDetail.ConsentSeen(rule.server(), rule.applicationId(), rule.product(),
					home.user(), consent, open.stream().limit(UsageFiles.MOST).toList(),
					consent == Consent.GIVEN ? "" : rule.usageFiles().orElseThrow().help())));
			known.tell(consent);
		}
	}

	private List<String> sentencesNow() {
		List<String> lines = new ArrayList<>();
		memory.all().forEach((of, known) -> known.told().filter(consent -> consent != Consent.GIVEN)
				.ifPresent(consent -> lines.add("consent " + consent.name().toLowerCase(java.util.Locale.ROOT) + ": " + of.user()
						+ ", " + of.product() + " for " + of.server())));
		return lines;
	}

	/** @return of whom consent is missing, for the status; safe to call from any thread */
	public List<String> sentences() {
		return sentences;
	}
}
