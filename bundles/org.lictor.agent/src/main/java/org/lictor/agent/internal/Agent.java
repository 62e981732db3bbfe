package org.lictor.agent.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.lictor.agent.internal.disk.Disk;
import org.lictor.agent.internal.disk.Journal;
import org.lictor.agent.internal.disk.Reasons;
import org.lictor.agent.internal.disk.Spool;
import org.lictor.agent.internal.disk.StateFile;
import org.lictor.agent.internal.doctor.Doctor;
import org.lictor.agent.internal.input.InputSource;
import org.lictor.agent.internal.input.InputWatch;
import org.lictor.agent.internal.licensinglog.LicensingLog;
import org.lictor.agent.internal.link.Backoff;
import org.lictor.agent.internal.link.HttpsLink;
import org.lictor.agent.internal.link.ServerLink;
import org.lictor.agent.internal.registrations.LicensingHelper;
import org.lictor.agent.internal.registrations.RegistrationWatch;
import org.lictor.agent.internal.usagefiles.UsageFileSurvey;
import org.lictor.agent.internal.usagefiles.UsageFileWatch;
import org.lictor.agent.internal.watch.AgentClock;
import org.lictor.agent.internal.watch.ProcessSource;
import org.lictor.agent.internal.watch.SessionTracker;
import org.lictor.agent.internal.watch.Uses;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.EnrolmentString;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.Finding;
import org.lictor.agent.protocol.WatchRule;

/**
 * An agent on a data folder, from start to stop. {@link #run} is called once; {@link #stop} from any thread.
 */
public final class Agent {

	private static final System.Logger LOG = System.getLogger(Agent.class.getName());

	private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
	private static final Duration LAST_RETRY = Duration.ofSeconds(20);

	/** How long a stopping agent tries to tell the server what it has not told yet. */
	private static final Duration FAREWELL = Duration.ofSeconds(2);

	/**
	 * What the agent needs of the world.
	 *
	 * @param version   of the agent
	 * @param clock     of the host
	 * @param processes of the host
	 * @param host      this machine
	 * @param disk      opens files
	 * @param limits    of the spool
	 * @param random    spreads retries of many agents
	 * @param sight     of usage files
	 * @param helper    the licensing helper
	 * @param input     knows whether somebody uses keyboard and mouse
	 * @param licensingLog of the licensing service
	 */
	public record World(String version, AgentClock clock, ProcessSource processes, Host host, Disk disk,
			Spool.Limits limits, RandomGenerator random, UsageFileWatch.Sight sight, LicensingHelper helper,
			InputSource input, Path licensingLog) {

		/**
		 * @param version of the agent
		 * @return this machine
		 */
		public static World real(String version) {
			return new World(version, AgentClock.SYSTEM, ProcessSource.ofThisHost(), Host.thisHost(), Disk.REAL,
					Spool.Limits.DEFAULT, RandomGenerator.getDefault(), UsageFileWatch.Sight.ofThisHost(),
					LicensingHelper.ofThisHost(), InputSource.ofThisHost(), LicensingLog.ofThisHost());
		}
	}

	private final DataFolder folder;
	private final World world;
	private final Signal stop = new Signal();
	private final Signal changed = new Signal();
	private final Signal rulesChanged = new Signal();
	private final Signal askHelper = new Signal();
	private final Signal inputWanted = new Signal();
	private final Signal logStops = new Signal();
	private final Signal arrived = new Signal();
	private final Signal retry = new Signal();
	private final Signal poll = new Signal();
	private final CountDownLatch stopped = new CountDownLatch(1);
	private final Troubles troubles = new Troubles();
	private volatile boolean stopping;
	private volatile boolean leaving;
	private volatile Optional<AgentFailure> failure = Optional.empty();
	private volatile List<WatchRule> watched = List.of();

	/**
	 * @param folder taken for this agent
	 * @param world  what it needs of the world
	 */
	public Agent(DataFolder folder, World world) {
		this.folder = folder;
		this.world = world;
	}

	/** Asks the agent to stop, and waits until it did, at most ten seconds. */
	public void stop() {
		stopping = true;
		stop.raise();
		try {
			if (!stopped.await(10, TimeUnit.SECONDS)) {
				LOG.log(System.Logger.Level.WARNING, "The agent did not stop in time.");
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Enrols if needed, and watches until stopped.
	 *
	 * @param string   the enrolment string that was given, if any
	 * @param enrolled called once the agent has its identity: the string is not needed any more
	 * @param out      says when the agent works
	 * @throws AgentFailure         when it cannot work, or cannot any more
	 * @throws InterruptedException when the thread is asked to stop
	 */
	public void run(Optional<EnrolmentString> string, Runnable enrolled, PrintStream out)
			throws AgentFailure, InterruptedException {
		try {
			Enroller.Links links = given -> new HttpsLink(given.address(), given.fingerprint(), "", world.version(),
					HttpsLink.Timeouts.DEFAULT, DataFolder.route(folder.path(), given.address()));
			Optional<Identity> identity = new Enroller(folder.identity(), world.host(), world.version(), links, backoff(),
					stop).identity(string);
			if (identity.isPresent()) {
				enrolled.run();
			}
			if (identity.isPresent() && !stopping) {
				work(identity.get().enrolment().orElseThrow(), out);
			}
			if (failure.isPresent()) {
				throw failure.get();
			}
		} finally {
			stopped.countDown();
		}
	}

	private Backoff backoff() {
		return new Backoff(world.random(), FIRST_RETRY, LAST_RETRY);
	}

	private void work(Identity.Enrolled enrolled, PrintStream out) throws AgentFailure, InterruptedException {
		Spool spool;
		Journal journal;
		try {
			spool = new Spool(folder.spool(), world.disk(), world.limits());
			journal = new Journal(folder.journal(), world.disk());
		} catch (IOException e) {
			throw new AgentFailure(AgentFailure.CANNOT_WORK,
					"The data folder " + folder.path() + " cannot be used: " + Reasons.of(e) + ". Correct that.");
		}
		HttpsLink https = new HttpsLink(enrolled.address(), enrolled.fingerprint(), enrolled.secret(), world.version(),
				HttpsLink.Timeouts.DEFAULT, DataFolder.route(folder.path(), enrolled.address()));
		try (AdoptingLink link = new AdoptingLink(https, enrolled, folder.identity(), https::speakWith)) {
			work(enrolled, out, spool, journal, link);
		} finally {
			close(spool, journal);
		}
	}

	private void work(Identity.Enrolled enrolled, PrintStream out, Spool spool, Journal journal, AdoptingLink link)
			throws InterruptedException {
		AgentClock clock = world.clock();
		EventRecorder recorder = new EventRecorder(spool, clock, arrived::raise);
		recorder.record(
				List.of(new EventDetail.AgentStarted(world.version(), world.host().platform(), world.host().name(),
						world.host().machine().marks(enrolled.fingerprint()))));
		Optional<AgentConfiguration> known = folder.readConfiguration();
		Disguise disguise = new Disguise(recorder, folder::hostKey);
		known.map(AgentConfiguration::disclosure).ifPresent(disguise::use);
		Uses uses = new Uses(new StateFile(folder.uses()));
		RegistrationWatch registrations = new RegistrationWatch(world.helper(), clock, disguise,
				new StateFile(folder.registrations()), askHelper::raise);
		LicensingLog licensingLog = new LicensingLog(world.licensingLog(), folder.path(), clock, disguise,
				new StateFile(DataFolder.licensingLog(folder.path())));
		InputWatch input = new InputWatch(world.input(), clock, disguise, inputWanted::raise);
		SessionTracker tracker = new SessionTracker(world.processes(), clock, journal, details -> {
			registrations.noticed(details);
			input.noticed(details);
			licensingLog.noticed(details);
			return disguise.record(details);
		}, world.host().name(), uses);
		tracker.restore();
		UsageFileWatch usageFiles = new UsageFileWatch(world.sight(), clock, uses, disguise,
				new StateFile(folder.usageFiles()), world.host().name(), this::usageFileTrouble);
		Observer observer = new Observer(tracker, recorder, disguise, spool, clock, troubles);
		SentRecord sent = new SentRecord(folder.path());
		Delivery delivery = new Delivery(spool, link, recorder, clock, world.host(), world.version(), troubles, backoff(),
				this::fail, sent::add);
		Examiner examiner = new Examiner(ProcessSource.ofThisHost(), link, clock,
				configuration -> patient(configuration, spool, journal, link, usageFiles, registrations, licensingLog), sent::examined);
		ConfigurationPoll configurationPoll = new ConfigurationPoll(link, clock, known.map(AgentConfiguration::etag),
				troubles, backoff(), next -> {
					keep(next);
					configure(next, observer, delivery, usageFiles, registrations, input);
				}, examiner::answer, this::fail);
		known.ifPresent(configuration -> configure(configuration, observer, delivery, usageFiles, registrations, input));
		StatusFile status = new StatusFile(DataFolder.status(folder.path()), clock::wall);
		Supplier<JsonObject> now = () -> status(enrolled.address(), link.agentId(), tracker, spool, journal, delivery, usageFiles,
				registrations, licensingLog);

		Thread observing = start("observe", () -> stopping, () -> changed, () -> {
			Duration rest = observer.step(!delivery.isFailing() && delivery.lastContact().isPresent());
			status.write(now);
			return rest;
		});
		Thread looking = start("usage files", () -> stopping, () -> rulesChanged, usageFiles::step);
		Thread asking = start("licensing helper", () -> stopping, () -> askHelper, registrations::step);
		Thread reading = start("licensing log", () -> stopping, () -> logStops, licensingLog::step);
		Thread feeling = start("input", () -> stopping, () -> inputWanted, input::step);
		// While it fails, events that arrive are no reason to try again sooner.
		Thread delivering = start("deliver", () -> leaving, () -> delivery.isFailing() ? retry : arrived, () -> {
			boolean failing = delivery.isFailing();
			Duration rest = delivery.step();
			if (failing && !delivery.isFailing() && configurationPoll.isFailing()) {
				poll.raise();
			}
			return rest;
		});
		Thread polling = start("poll", () -> stopping, () -> poll, () -> {
			Duration rest = configurationPoll.step();
			if (!configurationPoll.isFailing() && delivery.isFailing()) {
				retry.raise();
			}
			return rest;
		});
		out.println("Lictor agent " + world.version() + " watches " + world.host().name() + " for " + enrolled.address()
				+ ", data in " + folder.path() + ".");
		out.flush();

		while (!stopping) {
			stop.await(Duration.ofHours(1));
		}

		changed.raise();
		rulesChanged.raise();
		observing.join(Duration.ofSeconds(5));
		looking.join(FAREWELL);
		logStops.raise();
		reading.join(FAREWELL);
		inputWanted.raise();
		feeling.join(FAREWELL);
		registrations.leave();
		asking.join(FAREWELL);
		tracker.remember();
		recorder.record(List.of(new EventDetail.AgentStopped()));
		leaving = true;
		retry.raise();
		delivering.join(FAREWELL);
		link.close();
		poll.raise();
		polling.join(FAREWELL);
		status.writeNow(now.get());
		LOG.log(System.Logger.Level.INFO, "The agent has stopped.");
	}

	@FunctionalInterface
	private interface Step {
		/**
		 * @return how long there is nothing to do
		 * @throws InterruptedException when the thread is asked to stop
		 */
		Duration step() throws InterruptedException;
	}

	/** A thread that takes one step after the other, sleeping in between, until it is to end and has nothing to do. */
	private static Thread start(String name, BooleanSupplier ends, Supplier<Signal> signal, Step step) {
		return Thread.ofPlatform().name(name).daemon().start(() -> {
			try {
				while (true) {
					Duration rest = guarded(name, step);
					boolean idle = rest.isPositive();
					if (ends.getAsBoolean() && idle) {
						return;
					}
					if (idle) {
						signal.get().await(rest);
					}
				}
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		});
	}

	private static Duration guarded(String name, Step step) throws InterruptedException {
		try {
			return step.step();
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.ERROR, "A defect of the agent in \"" + name + "\"; it goes on: " + e, e);
			return LAST_RETRY;
		}
	}

	private void fail(AgentFailure reason) {
		if (failure.isEmpty()) {
			failure = Optional.of(reason);
		}
		stopping = true;
		stop.raise();
	}

	private void configure(AgentConfiguration configuration, Observer observer, Delivery delivery,
			UsageFileWatch usageFiles, RegistrationWatch registrations, InputWatch input) {
		watched = configuration.watch();
		delivery.setHeartbeat(configuration.intervals().heartbeat());
		observer.configure(configuration);
		changed.raise();
		usageFiles.watch(configuration.watch());
		rulesChanged.raise();
		registrations.wanted(configuration.registrations());
		input.wanted(configuration.input());
	}

	private void usageFileTrouble(String text) {
		if (text.isEmpty()) {
			troubles.clear(Troubles.Topic.USAGE_FILES, "Usage files can be looked at again.");
		} else {
			troubles.set(Troubles.Topic.USAGE_FILES, text, text);
		}
	}

	private void keep(AgentConfiguration configuration) {
		try {
			folder.writeConfiguration(configuration);
			troubles.clear(Troubles.Topic.DISK, "The configuration is kept again.");
		} catch (IOException e) {
			troubles.set(Troubles.Topic.DISK, "configuration", "The agent's configuration cannot be kept for its next start: "
					+ Reasons.of(e) + ". Make room or correct the permissions.");
		}
	}

	private JsonObject status(URI server, String agentId, SessionTracker tracker, Spool spool, Journal journal,
			Delivery delivery, UsageFileWatch usageFiles, RegistrationWatch registrations, LicensingLog licensingLog) {
		JsonObject json = new JsonObject();
		json.addProperty("version", world.version());
		json.addProperty("pid", ProcessHandle.current().pid());
		json.addProperty("host", world.host().name());
		json.addProperty("server", server.toString());
		json.addProperty("agentId", agentId);
		String away = troubles.of(Troubles.Topic.EVENTS);
		away = away.isEmpty() ? troubles.of(Troubles.Topic.CONFIGURATION) : away;
		json.addProperty("connection",
				!away.isEmpty() ? away : delivery.lastContact().isPresent() ? "connected" : "connecting");
		// To the minute, so that a status that says nothing new is not written all the time.
		json.addProperty("lastContact", delivery.lastContact()
				.map(contact -> contact.truncatedTo(ChronoUnit.MINUTES).toString()).orElse(""));
		json.addProperty("reads", world.processes().reads());
		json.add("watching", StatusFile.watched(watched));
		JsonObject open = new JsonObject();
		tracker.openByProduct().forEach(open::addProperty);
		json.add("open", open);
		JsonArray consents = new JsonArray();
		usageFiles.sentences().forEach(consents::add);
		json.add("consents", consents);
		json.addProperty("registrations", registrations.sentence());
		json.addProperty("licensingLog", licensingLog.sentence());
		json.add("spool", StatusFile.spool(spool.state()));
		json.addProperty("trouble", trouble(journal));
		return json;
	}

	private String trouble(Journal journal) {
		String trouble = troubles.local();
		return trouble.isEmpty() ? journal.problem() : trouble;
	}

	private Doctor.Patient patient(AgentConfiguration configuration, Spool spool, Journal journal, ServerLink link,
			UsageFileWatch usageFiles, RegistrationWatch registrations, LicensingLog licensingLog) {
		List<Finding> files = UsageFileFindings.of(UsageFileSurvey.look(world.sight(), configuration.watch()), usageFiles.sentences(),
				configuration.watch(), configuration.disclosure(), world.clock().wall());
		return new Doctor.Patient(true, Optional.of(configuration), Optional.empty(), link.serverTime(), trouble(journal),
				spool.state().events(), DataFolder.room(folder.path()), files, registrations.sentence(),
				LicensingLogFindings.of(licensingLog.sentence(), licensingLog.comparison(), configuration.disclosure()));
	}

	private static void close(Spool spool, Journal journal) {
		journal.close();
		try {
			spool.close();
		} catch (IOException e) {
			LOG.log(System.Logger.Level.WARNING, "The spool was not closed in order: {0}", Reasons.of(e));
		}
	}
}
