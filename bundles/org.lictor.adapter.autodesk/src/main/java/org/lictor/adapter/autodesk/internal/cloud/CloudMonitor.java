package org.lictor.adapter.autodesk.internal.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.lictor.adapter.autodesk.internal.cloud.CloudSettings.Way;
import org.lictor.adapter.autodesk.internal.cloud.Notebook.Failure;
import org.lictor.adapter.autodesk.internal.cloud.Notebook.Run;
import org.lictor.model.Diagnostic;
import org.lictor.model.Place;
import org.lictor.model.Status;
import org.lictor.spi.Call;
import org.lictor.spi.Collecting;
import org.lictor.spi.Collecting.TaskState;
import org.lictor.spi.Configuration;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.Http;
import org.lictor.spi.Monitor;
import org.lictor.spi.MonitorContext;
import org.lictor.spi.PollResult;
import org.lictor.spi.Verification;

/**
 * Collects one account from the cloud. A run goes over many polls: each does what can be done at once and says when it
 * wants to be called again. Evidence is kept as it comes, together with the note that it came.
 *
 * <p>While Autodesk is out of reach, or asks to be left alone, a poll says so and does nothing else until the time it
 * named is over; when a person must act it tries again every quarter of an hour.
 */
public final class CloudMonitor implements Monitor {

	private static final String WARNING = "Signing in with user name and password at an account endpoint is a way that Autodesk has "
			+ "closed for its public portal, and a password is worth more than a token. Use another way of signing in where you can.";
	private static final Duration PERSON = Duration.ofMinutes(15);

	private final CloudSettings settings;
	private final MonitorContext context;
	private final Notebook notebook;
	private Optional<Session> session = Optional.empty();
	private Optional<Trouble> trouble = Optional.empty();
	private Instant pausedUntil = Instant.EPOCH;
	private int failures;

	/** What lives as long as the monitor, made when it is first needed. */
	private record Session(Wire wire, Budget budget, Redaction redaction, CloudClient client) {
	}

	/**
	 * @param configuration of a server whose source is not files
	 * @param context       what may be used
	 */
	public CloudMonitor(Configuration configuration, MonitorContext context) {
		this.settings = new CloudSettings(configuration);
		this.context = context;
		this.notebook = new Notebook(context.memory());
	}

	@Override
	public PollResult.Collected poll(Call call) {
		List<Diagnostic> diagnostics = new ArrayList<>();
		List<FieldProblem> problems = settings.problems(context.secrets());
		if (!problems.isEmpty()) {
			return new PollResult.Collected(
					Status.misconfigured(problems.stream().map(FieldProblem::message).collect(Collectors.joining(" "))), List.of(), List.of());
		}
		if (settings.way() == Way.PASSWORD) {
			diagnostics.add(Diagnostic.warning(WARNING, Place.NOWHERE.field(CloudSettings.SOURCE)));
		}
		Instant now = context.clock().instant();
		Session open = session(call);
		if (open.wire().over()) {
			return result(Trouble.calledOff().status(), diagnostics, open.budget(), notebook.run().flatMap(run -> run.finished().isPresent()
					? Optional.<Instant>empty() : Optional.of(now.plusSeconds(1))));
		}
		if (pausedUntil.isAfter(now) && trouble.isPresent()) {
			return result(trouble.get().status(), diagnostics, open.budget(), Optional.of(pausedUntil));
		}
		Collector collector = new Collector(settings, open.client(), open.wire(), open.budget(), notebook, context.keeper(),
				open.redaction(), call.deadline());
		try {
			collector.work();
			trouble = Optional.empty();
			failures = 0;
		} catch (Trouble e) {
			diagnostics.addAll(collector.diagnostics());
			return stopped(e, diagnostics, open.budget());
		}
		diagnostics.addAll(collector.diagnostics());
		return result(status(open.budget()), diagnostics, open.budget(), collector.next());
	}

	private PollResult.Collected stopped(Trouble e, List<Diagnostic> diagnostics, Budget budget) {
		Instant now = context.clock().instant();
		if (e.kind() == Trouble.Kind.CALLED_OFF) {
			boolean begun = notebook.run().isPresent();
			return result(begun && !Thread.currentThread().isInterrupted() ? status(budget) : e.status(), diagnostics, budget,
					Optional.of(now.plusSeconds(1)));
		}
		trouble = Optional.of(e);
		failures++;
		pausedUntil = e.until().orElse(now.plus(e.kind() == Trouble.Kind.PERSON ? PERSON : Trouble.backOff(failures)));
		return result(e.status(), diagnostics, budget, Optional.of(pausedUntil.isAfter(now.plusSeconds(1)) ? pausedUntil : now.plusSeconds(1)));
	}

	private PollResult.Collected result(Status status, List<Diagnostic> diagnostics, Budget budget, Optional<Instant> next) {
		return new PollResult.Collected(status, List.of(), diagnostics, new Collecting(budget.quotas(), tasks(), next));
	}

	private Session session(Call call) {
		if (session.isEmpty()) {
			session = Optional.of(session(call, new Budget(context.memory(), context.clock())));
		}
		session.get().wire().begin(call);
		return session.get();
	}

	private Session session(Call call, Budget budget) {
		Http http = context.http(settings.http(context.secrets()));
		Redaction redaction = new Redaction();
		Wire wire = new Wire(http, context.clock(), redaction, call);
		SignIn signIn = new SignIn(settings, context.secrets(), wire, budget, redaction);
		return new Session(wire, budget, redaction, new CloudClient(settings, signIn, wire, budget, redaction));
	}

	// ---- how it stands -----------------------------------------------------------------------------------------------

	private Status status(Budget budget) {
		Optional<Run> run = notebook.run();
		Optional<Collecting.Quota> blocked = budget.quotas().stream().filter(quota -> quota.blockedUntil().isPresent()).findFirst();
		boolean under = run.map(each -> each.finished().isEmpty()).orElse(true);
		if (under && blocked.isPresent()) {
			return Trouble.quota(blocked.get().blockedUntil().get(), "Autodesk (" + blocked.get().name() + ")").status();
		}
		List<Failure> failed = notebook.failures();
		List<String> lacking = notebook.lacking();
		if (!failed.isEmpty()) {
			return Status.down(worst(failed), failed.get(0).message()
					+ (failed.size() > 1 ? " And " + Words.count(failed.size() - 1L, "more question") + " like it." : "") + lack(lacking));
		}
		boolean nobody = notebook.todo().isEmpty();
		if (run.isPresent() && nobody && !lacking.isEmpty()) {
			return Status.down(Status.Detail.PERMISSION, lack(lacking).strip());
		}
		String done = under ? progress() : run.get().finished().map(end -> "Collected at " + Words.time(end) + ".").orElse("");
		return Status.up(done + lack(lacking) + (settings.way() == Way.PASSWORD ? " " + WARNING : ""));
	}

	private static Status.Detail worst(List<Failure> failures) {
		Map<Status.Detail, Integer> order = new EnumMap<>(Map.of(Status.Detail.PERMISSION, 0, Status.Detail.NOT_UNDERSTOOD, 1));
		return failures.stream().map(Failure::detail).min(java.util.Comparator.comparing(detail -> order.getOrDefault(detail, 2)))
				.orElse(Status.Detail.NOT_UNDERSTOOD);
	}

	private String progress() {
		long left = notebook.todo().values().stream().mapToLong(List::size).sum();
		long begun = notebook.jobs().size();
		return "Collecting: " + Words.count(left, "answer") + " to come, " + begun + " of them asked for.";
	}

	/** @return what teams without the right can do instead, after a blank; empty when there are none */
	private static String lack(List<String> teams) {
		if (teams.isEmpty()) {
			return "";
		}
		boolean one = teams.size() == 1;
		return " The team" + (one ? " '" + teams.get(0) + "' lacks" : "s " + teams.stream().limit(10).map(team -> "'" + team + "'")
				.collect(Collectors.joining(", ")) + (teams.size() > 10 ? " and others lack" : " lack"))
				+ " the benefit " + Collector.RIGHT + " (Business Success Plan), so Autodesk does not let " + (one ? "its" : "their")
				+ " data be asked for. Instead, export Subscriptions, Users, Groups, Usage and Usage report at manage.autodesk.com under "
				+ "Reporting, and import the files here.";
	}

	private List<Collecting.Task> tasks() {
		List<Collecting.Task> tasks = new ArrayList<>();
		Instant since = notebook.run().map(Run::started).orElse(context.clock().instant());
		Map<String, List<Task>> todo = new TreeMap<>();
		notebook.todo().values().forEach(list -> list.forEach(task -> todo.computeIfAbsent(label(task), key -> new ArrayList<>()).add(task)));
		Map<String, Long> asked = notebook.jobs().stream().filter(job -> job.state() != Job.State.AGAIN)
				.collect(Collectors.groupingBy(job -> label(job.task()), Collectors.counting()));
		todo.forEach((label, list) -> {
			long begun = asked.getOrDefault(label, 0L);
			tasks.add(new Collecting.Task(label, begun > 0 ? TaskState.RUNNING : TaskState.WAITING, since,
					Words.count(list.size(), "answer") + " to come" + (begun > 0 ? ", " + begun + " asked for." : ".")));
		});
		notebook.failures().forEach(failure -> tasks.add(
				new Collecting.Task(failure.task().kind().label() + ", " + notebook.name(failure.task())
						+ failure.task().days().map(days -> ", " + days).orElse(""),
						failure.detail() == Status.Detail.PERMISSION ? TaskState.BLOCKED : TaskState.FAILED, since, failure.message())));
		notebook.lacking().forEach(team -> tasks.add(
				new Collecting.Task("team " + team, TaskState.BLOCKED, since, lack(List.of(team)).strip())));
		notebook.run().ifPresent(run -> tasks.add(new Collecting.Task("collection " + run.number(),
				run.finished().isPresent() ? TaskState.DONE : TaskState.RUNNING, run.finished().orElse(run.started()),
				run.finished().isPresent() ? "Begun at " + Words.time(run.started()) + "." : progress())));
		return tasks;
	}

	private String label(Task task) {
		return notebook.name(task) + ": " + task.kind().label();
	}

	// ---- verifying ---------------------------------------------------------------------------------------------------

	/**
	 * Signs in and asks which teams (and contracts) there are; keeps nothing.
	 *
	 * @param configuration what to try
	 * @param context       what may be used
	 * @param call          deadline and cancellation
	 * @return how it went, and the fields at fault
	 */
	public static Verification verify(Configuration configuration, MonitorContext context, Call call) {
		CloudMonitor monitor = new CloudMonitor(configuration, context);
		List<FieldProblem> problems = monitor.settings.problems(context.secrets());
		if (!problems.isEmpty()) {
			return new Verification(
					Status.misconfigured(problems.stream().map(FieldProblem::message).collect(Collectors.joining(" "))), problems);
		}
		try {
			return new Verification(monitor.tried(call), List.of());
		} catch (Trouble e) {
			return new Verification(e.status(),
					e.field().isEmpty() ? List.of() : List.of(new FieldProblem(e.field(), e.getMessage())));
		}
	}

	private Status tried(Call call) throws Trouble {
		Session open = session(call);
		String teams;
		try {
			List<TeamContext> found = TeamContext.in(open.client().get(Limit.INSIGHTS, Collector.CONTEXTS).json())
					.orElseThrow(() -> Trouble.notUnderstood("What Autodesk answers to the question which teams there are was not "
							+ "understood. Check the base address."));
			teams = teams(found);
		} catch (Trouble e) {
			if (!settings.tokenFlex() || e.kind() != Trouble.Kind.REFUSED) {
				throw e;
			}
			teams = "No team can be asked about. ";
		}
		if (settings.tokenFlex()) {
			open.client().get(Limit.TOKEN_FLEX, "/tokenflex/v1/contract");
			teams += "Token Flex answers. ";
		}
		return Status.up((teams + (settings.way() == Way.PASSWORD ? WARNING : "")).strip());
	}

	private String teams(List<TeamContext> found) throws Trouble {
		List<TeamContext> wanted = settings.team().map(team -> found.stream()
				.filter(each -> each.alias().equalsIgnoreCase(team) || each.id().equals(team)).toList()).orElse(found);
		if (wanted.isEmpty() && settings.team().isPresent()) {
			throw Trouble.person(Status.Detail.CONFIGURATION, CloudSettings.TEAM, "There is no team '" + settings.team().get()
					+ "'. Whoever signed in is an administrator of: "
					+ (found.isEmpty() ? "no team" : found.stream().map(TeamContext::alias).limit(20).collect(Collectors.joining(", "))) + ".");
		}
		List<String> lacking = wanted.stream().filter(team -> !team.benefits().contains(Collector.RIGHT)).map(TeamContext::alias)
				.toList();
		if (!settings.tokenFlex() && (wanted.isEmpty() || lacking.size() == wanted.size())) {
			throw Trouble.refused(Status.Detail.PERMISSION, wanted.isEmpty()
					? "Whoever signed in is an administrator of no team. Sign in as the primary or a secondary administrator of the team."
					: lack(lacking).strip());
		}
		return "Signed in. Teams: " + wanted.stream().map(TeamContext::alias).limit(20).collect(Collectors.joining(", ")) + "."
				+ lack(lacking) + " ";
	}

	@Override
	public void close() {
		session = Optional.empty();
	}
}
