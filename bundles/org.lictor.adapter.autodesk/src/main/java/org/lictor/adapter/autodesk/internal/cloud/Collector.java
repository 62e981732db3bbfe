package org.lictor.adapter.autodesk.internal.cloud;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.lictor.adapter.autodesk.internal.cloud.Notebook.Run;
import org.lictor.adapter.autodesk.internal.export.EvidenceName;
import org.lictor.adapter.autodesk.internal.export.ExportReader;
import org.lictor.model.Diagnostic;
import org.lictor.model.Status.Detail;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.Keeper;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Does in one poll what can be done at once, one step after the other, and leaves a note of each step before it is taken:
 * a poll after a kill finds in the notebook where to go on. Used by one thread, for one poll.
 *
 * <p>A step that cannot be taken now, because a quota is used up, leaves the steps that do not need this quota. A step
 * that fails for itself is taken again some times, then left for the next run; it stops no other.
 */
final class Collector {

	private static final Duration AT_ONCE = Duration.ofSeconds(1);
	/** Where it is asked which teams there are. */
	static final String CONTEXTS = "/insights/v1/contexts";
	/** The benefit without which a team cannot be asked about. */
	static final String RIGHT = "ReportingAPIAccess";
	private static final String FLEX_RIGHT = "ReportingFlexUsage";
	private static final int NEWLINE = '\n';

	private final CloudSettings settings;
	private final CloudClient client;
	private final Wire wire;
	private final Budget budget;
	private final Notebook notebook;
	private final Keeper keeper;
	private final Redaction redaction;
	private final Instant begun;
	private final Instant deadline;
	private final Set<Limit> shut = EnumSet.noneOf(Limit.class);
	private final List<Diagnostic> diagnostics = new ArrayList<>();
	private final Map<Task.Kind, Api> apis = new TreeMap<>();
	private boolean keptMuch;
	private boolean later;

	Collector(CloudSettings settings, CloudClient client, Wire wire, Budget budget, Notebook notebook, Keeper keeper,
			Redaction redaction, Instant deadline) {
		this.settings = settings;
		this.client = client;
		this.wire = wire;
		this.budget = budget;
		this.notebook = notebook;
		this.keeper = keeper;
		this.redaction = redaction;
		this.begun = wire.now();
		this.deadline = deadline;
		Api exports = new InsightsExports(client, redaction);
		Api queries = new InsightsQueries(client);
		Api flexExports = new FlexExports(client, redaction);
		Api flexQueries = new FlexQueries(client);
		Api flexAnswers = new FlexAnswers(client);
		for (Task.Kind kind : Task.Kind.values()) {
			apis.put(kind, switch (kind) {
			case SUBSCRIPTIONS, USERS, GROUPS, USAGE, USAGE_REPORT -> exports;
			case TOKENS -> queries;
			case FLEX_CONTRACTS, FLEX_CONTRACT, FLEX_ENRICHMENT, FLEX_SUMMARY -> flexAnswers;
			case FLEX_QUERY -> flexQueries;
			case FLEX_SESSIONS -> flexExports;
			});
		}
	}

	/** @return what a person should know besides the status */
	List<Diagnostic> diagnostics() {
		return diagnostics;
	}

	/**
	 * Does what can be done at once.
	 *
	 * @throws Trouble when nothing more can be done for now
	 */
	void work() throws Trouble {
		if (notebook.run().map(run -> run.finished().isPresent()).orElse(true)) {
			begin();
		}
		// what Autodesk can work on meanwhile is asked for first
		while (!later && (askNext() || goOn())) {
			wire.goOn();
		}
		Run run = notebook.run().orElseThrow();
		if (notebook.todo().values().stream().allMatch(List::isEmpty)) {
			notebook.finish(run, wire.now());
		}
	}

	/** @return when there is more to do, empty when the run is at its end */
	Optional<Instant> next() {
		Instant now = wire.now();
		if (notebook.run().map(run -> run.finished().isPresent()).orElse(false)) {
			return Optional.empty();
		}
		Instant next = Instant.MAX;
		List<Job> jobs = notebook.jobs();
		for (Job job : jobs) {
			Api api = apis.get(job.task().kind());
			Limit limit = job.state() == Job.State.AGAIN ? api.asking() : api.looking();
			next = earlier(next, later(job.next(), budget.nextFree(limit).orElse(now)));
		}
		for (Task task : waiting(jobs)) {
			Api api = apis.get(task.kind());
			if (outstanding(api, jobs) < api.outstanding()) {
				next = earlier(next, budget.nextFree(api.asking()).orElse(now));
			}
		}
		Instant soonest = now.plus(AT_ONCE);
		return Optional.of(later(next.equals(Instant.MAX) ? soonest : next, soonest));
	}

	private static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

	private static Instant later(Instant one, Instant other) {
		return one.isAfter(other) ? one : other;
	}

	// ---- a run begins ----------------------------------------------------------------------------------------------

	private void begin() throws Trouble {
		Run run = notebook.nextRun(wire.now());
		Map<String, List<Task>> todo = new LinkedHashMap<>();
		Map<String, String> names = new LinkedHashMap<>();
		List<String> lacking = new ArrayList<>();
		if (settings.tokenFlex()) {
			todo.put("contract/" + FlexAnswers.ALL, List.of(Task.of(Task.Kind.FLEX_CONTRACTS, FlexAnswers.ALL)));
		}
		Reply reply;
		try {
			reply = client.get(Limit.INSIGHTS, CONTEXTS);
		} catch (Trouble trouble) {
			if (settings.tokenFlex() && (trouble.kind() == Trouble.Kind.REFUSED || trouble.kind() == Trouble.Kind.GONE)) {
				// a person may see Token Flex alone
				remember(notebook.begin(run, todo, names, lacking));
				return;
			}
			throw trouble;
		}
		List<TeamContext> teams = TeamContext.in(reply.json()).orElse(null);
		if (teams == null) {
			keep(EvidenceName.of(EvidenceName.INSIGHTS, "CONTEXTS", "json"), Content.of(reply.body()), wire.now(), Map.of());
			throw Trouble.notUnderstood("What Autodesk answers to the question which teams there are was not understood. It was kept as "
					+ "evidence. Check the base address; if it is right, a newer version of Lictor may be needed.");
		}
		for (TeamContext team : wanted(teams)) {
			String list = "team/" + team.id();
			if (team.benefits().contains(RIGHT)) {
				names.put(list, team.alias());
				todo.put(list, Plan.team(team.id(), run.day(), settings.historyDays(), team.benefits().contains(FLEX_RIGHT), notebook));
			} else {
				lacking.add(team.alias());
			}
		}
		keep(EvidenceName.of(EvidenceName.INSIGHTS, "CONTEXTS", "json"), Content.of(reply.body()), wire.now(),
				notebook.begin(run, todo, names, lacking));
	}

	private List<TeamContext> wanted(List<TeamContext> teams) throws Trouble {
		Optional<String> wanted = settings.team();
		if (wanted.isEmpty()) {
			if (teams.isEmpty() && !settings.tokenFlex()) {
				throw Trouble.person(Detail.PERMISSION, "", "Whoever signed in is an administrator of no team. Sign in as the primary or a "
						+ "secondary administrator of the team.");
			}
			return teams;
		}
		List<TeamContext> found = teams.stream()
				.filter(team -> team.alias().equalsIgnoreCase(wanted.get()) || team.id().equals(wanted.get())).toList();
		if (found.isEmpty()) {
			throw Trouble.person(Detail.CONFIGURATION, CloudSettings.TEAM, "There is no team '" + wanted.get()
					+ "'. Whoever signed in is an administrator of: "
					+ (teams.isEmpty() ? "no team" : String.join(", ", teams.stream().map(TeamContext::alias).limit(20).toList())) + ".");
		}
		return found;
	}

	private void remember(Map<String, Optional<String>> changes) {
		notebook.change(changes);
	}

	// ---- asking ------------------------------------------------------------------------------------------------------

	/** Asks for one thing that was not asked for yet. */
	private boolean askNext() throws Trouble {
		List<Job> jobs = notebook.jobs();
		for (Task task : waiting(jobs)) {
			Api api = apis.get(task.kind());
			if (!shut.contains(api.asking()) && outstanding(api, jobs) < api.outstanding()) {
				List<Task> parts = Plan.parts(task, notebook);
				if (parts.size() > 1) {
					notebook.split(task, parts);
				}
				if (step(Job.asking(parts.getFirst(), wire.now(), 0))) {
					return true;
				}
			}
		}
		return false;
	}

	/** The tasks that were not begun and whose turn it is. */
	private List<Task> waiting(List<Job> jobs) {
		Set<Task> begun = new HashSet<>();
		jobs.forEach(job -> begun.add(job.task()));
		List<Task> waiting = new ArrayList<>();
		notebook.todo().values().forEach(tasks -> tasks.stream()
				.filter(task -> !begun.contains(task) && mayBegin(task, tasks)).forEach(waiting::add));
		waiting.sort(Comparator.comparing(Task::kind));
		return waiting;
	}

	/** How many days of use are asked for depends on the size of the team; what they cost is added to them. */
	private boolean mayBegin(Task task, List<Task> all) {
		return switch (task.kind()) {
		case USAGE -> notebook.sizeOfUsers(task.scope()).isPresent()
				|| all.stream().noneMatch(other -> other.kind() == Task.Kind.USERS);
		case TOKENS -> all.stream().noneMatch(other -> other.kind() == Task.Kind.USAGE);
		default -> true;
		};
	}

	private long outstanding(Api api, List<Job> jobs) {
		return jobs.stream().filter(job -> job.state() != Job.State.AGAIN && apis.get(job.task().kind()) == api).count();
	}

	// ---- going on ----------------------------------------------------------------------------------------------------

	/** Goes on with one thing that was begun. */
	private boolean goOn() throws Trouble {
		Instant now = wire.now();
		List<Job> jobs = new ArrayList<>(notebook.jobs());
		// first what the Flex tokens wait for: Autodesk works on those while the rest is read
		jobs.sort(Comparator.comparing(job -> job.task().kind() != Task.Kind.USAGE));
		for (Job job : jobs) {
			Api api = apis.get(job.task().kind());
			boolean full = job.state() == Job.State.AGAIN && outstanding(api, jobs) >= api.outstanding();
			Limit limit = job.state() == Job.State.AGAIN ? api.asking() : api.looking();
			if (!job.next().isAfter(now) && !full && !shut.contains(limit)) {
				if (step(job.state() == Job.State.AGAIN ? Job.asking(job.task(), now, job.failures()) : job)) {
					return true;
				}
			}
			if (later) {
				return false;
			}
		}
		return false;
	}

	/** @return whether a step was taken; false when it must wait for a quota */
	private boolean step(Job job) throws Trouble {
		Api api = apis.get(job.task().kind());
		try {
			if (job.state() == Job.State.ASKED) {
				look(api, job);
			} else {
				ask(api, job);
			}
			return !later;
		} catch (IOException e) {
			throw Trouble.outage("", "An answer could not be written to disk (" + redaction.clean(String.valueOf(e.getMessage()))
					+ "). Check the disk. It is asked for again by itself.");
		} catch (Trouble trouble) {
			return failed(api, notebook.job(job.task()).orElse(job), trouble);
		}
	}

	private void ask(Api api, Job job) throws Trouble, IOException {
		Optional<Job> lost = notebook.job(job.task()).filter(known -> known.state() == Job.State.ASKING);
		if (lost.isPresent() && !api.repeatable()) {
			Optional<String> id = api.find(lost.get(), notebook.knownIds());
			if (id.isPresent()) {
				notebook.put(lost.get().asked(id.get(), wire.now(), api.pause()));
				return;
			}
		}
		client.mayAsk(api.asking());
		send(api, Job.asking(job.task(), wire.now(), job.failures()));
	}

	private void send(Api api, Job job) throws Trouble, IOException {
		if (!api.repeatable()) {
			notebook.put(job);
		}
		String id;
		try {
			id = api.ask(job);
		} catch (Trouble trouble) {
			boolean refused = trouble.kind() == Trouble.Kind.PERSON || trouble.kind() == Trouble.Kind.REFUSED
					|| trouble.status().detail() == Detail.QUOTA;
			if (refused && !api.repeatable()) {
				notebook.put(job.refused(wire.now()));
			}
			throw trouble;
		}
		Job asked = job.asked(id, wire.now(), api.pause());
		if (api.pause().isZero()) {
			look(api, asked);
		} else {
			notebook.put(asked);
		}
	}

	private void look(Api api, Job job) throws Trouble, IOException {
		Instant now = wire.now();
		if (job.asked().plus(Job.LONGEST).isBefore(now)) {
			throw Trouble.gone("Autodesk has not answered for a day.");
		}
		switch (api.look(job)) {
		case Api.Look.Waiting waiting -> notebook.put(job.later(now, api.pause()));
		case Api.Look.Failed failed -> throw Trouble.gone(failed.why());
		case Api.Look.Ready ready -> {
			if (keptMuch && isLate()) {
				// an answer is kept with most of a poll's time before it
				later = true;
				notebook.put(job.next(now));
				return;
			}
			take(api, job, ready.files());
		}
		}
	}

	private boolean isLate() {
		return Duration.between(wire.now(), deadline).compareTo(Duration.between(begun, deadline).dividedBy(2)) < 0;
	}

	/** Trouble with one task: whether the others may go on. */
	private boolean failed(Api api, Job job, Trouble trouble) throws Trouble {
		Instant now = wire.now();
		switch (trouble.kind()) {
		case CALLED_OFF, PERSON -> throw trouble;
		case LATER -> {
			if (trouble.status().detail() != Detail.QUOTA || budget.nextFree(Limit.AUTHENTICATION).isPresent()) {
				throw trouble;
			}
			for (Limit limit : List.of(api.asking(), api.looking())) {
				if (budget.nextFree(limit).isPresent()) {
					shut.add(limit);
				}
			}
			return false;
		}
		case REFUSED -> {
			notebook.used(job.id());
			refused(job.task(), trouble);
		}
		case GARBLED, GONE -> {
			if (job.failures() + 1 < Job.TRIES) {
				Instant next = now.plus(Trouble.backOff(job.failures() + 1));
				boolean goesOn = trouble.kind() == Trouble.Kind.GARBLED && job.state() != Job.State.AGAIN;
				notebook.used(goesOn ? "" : job.id());
				notebook.put(goesOn ? job.again(next) : job.failed(next));
			} else {
				notebook.used(job.id());
				giveUp(job.task(), trouble.status().detail(), trouble.getMessage());
			}
		}
		}
		return true;
	}

	private void refused(Task task, Trouble trouble) {
		List<Job> begun = notebook.jobs();
		Detail detail = trouble.status().detail();
		if (task.kind() == Task.Kind.GROUPS && detail == Detail.NOT_UNDERSTOOD) {
			// Whether groups can be exported is not sure: an account without them is well all the same.
			notebook.drop(task);
			diagnostics.add(Diagnostic.info("Autodesk does not export the groups of this team.", org.lictor.model.Place.NOWHERE));
			return;
		}
		if (detail == Detail.PERMISSION) {
			for (Task other : notebook.todo().getOrDefault(task.list(), List.of())) {
				if (!other.equals(task)) {
					begun.stream().filter(job -> job.task().equals(other)).forEach(job -> notebook.used(job.id()));
					notebook.drop(other);
				}
			}
		}
		giveUp(task, detail, trouble.getMessage());
	}

	private void giveUp(Task task, Detail detail, String message) {
		notebook.giveUp(task, detail, notebook.name(task) + ", " + task.kind().label()
				+ task.days().map(days -> " from " + days.from() + " to " + days.until()).orElse("") + ": " + message
				+ " It is asked for again in the next collection.");
	}

	// ---- taking what came --------------------------------------------------------------------------------------------

	private void take(Api api, Job job, List<URI> addresses) throws Trouble, IOException {
		List<TempFile> files = new ArrayList<>();
		try {
			if (addresses.isEmpty()) {
				TempFile file = new TempFile();
				files.add(file);
				api.fetch(job, file);
			}
			for (URI address : addresses) {
				TempFile file = new TempFile();
				files.add(file);
				download(address, file, job);
			}
			keep(api, job, files);
		} finally {
			files.forEach(TempFile::close);
		}
	}

	private void download(URI address, TempFile file, Job job) throws Trouble, IOException {
		Reply reply = wire.download(address, file.append());
		if (reply.status() == 403 || reply.status() == 404 || reply.status() == 410 || reply.status() == 400) {
			// the address has run out: the next look gives a new one
			throw Trouble.notUnderstood("The address of a file has run out (" + reply.status() + ").");
		}
		if (reply.status() == 429 || reply.status() >= 500) {
			throw Trouble.outage("", SignIn.down(reply.status()));
		}
		if (!reply.good()) {
			throw Trouble.notUnderstood("The file was answered with " + reply.status() + ".");
		}
		if (file.size() == 0) {
			throw Trouble.notUnderstood("The file is empty.");
		}
		if (file.last() != NEWLINE && job.failures() == 0) {
			// it may have been cut off where nobody notices; one that comes twice without an end has none
			throw Trouble.notUnderstood("The file ends in the middle of a line.");
		}
	}

	private void keep(Api api, Job job, List<TempFile> files) throws Trouble, IOException {
		Task task = job.task();
		Run run = notebook.run().orElseThrow();
		LocalDate settled = Plan.settled(run.day());
		EvidenceName name = api.name(task, notebook.name(task));
		if (task.kind() == Task.Kind.USAGE_REPORT && task.days().orElseThrow().until().isBefore(run.day())) {
			name = name.with("of", "history");
		}
		boolean csv = name.ending().equals("csv");
		List<Boolean> known = new ArrayList<>();
		long bytes = 0;
		for (TempFile file : files) {
			known.add(!csv || task.kind().ofContract() || ExportReader.isExport(file));
			bytes += file.size();
		}
		boolean some = known.contains(true);
		Optional<Diagnostic> refused = Optional.empty();
		for (int i = 0; i < files.size(); i++) {
			boolean last = i == files.size() - 1;
			EvidenceName each = files.size() == 1 ? name : name.with("part", Integer.toString(i + 1));
			if (some && !known.get(i)) {
				each = each.with("is", "filters");
			}
			Map<String, Optional<String>> changes = last ? new LinkedHashMap<>(notebook.done(task, job.id(), settled, bytes)) : Map.of();
			if (last && !some) {
				// not understood: its days are asked for again
				changes.keySet().removeIf(key -> key.startsWith(Notebook.COVERED));
			}
			if (last && task.kind() == Task.Kind.FLEX_CONTRACTS) {
				changes.putAll(contracts(files.get(i), run));
			}
			Optional<Diagnostic> why = keep(each, files.get(i), job.asked(), changes);
			refused = refused.isPresent() ? refused : why;
		}
		keptMuch |= bytes > 1_000_000;
		if (refused.isPresent()) {
			notebook.notUnderstood(task, settled, refused.get().sentence());
			diagnostics.add(refused.get());
		}
	}

	private Optional<Diagnostic> keep(EvidenceName name, Content content, Instant observed, Map<String, Optional<String>> changes)
			throws Trouble {
		wire.goOn();
		try {
			return keeper.keep(new Evidence(Evidence.Origin.POLL, name.toString(), observed, content), changes);
		} catch (IOException e) {
			wire.goOn();
			throw Trouble.outage("", "An answer could not be kept (" + redaction.clean(String.valueOf(e.getMessage()))
					+ "). Check the disk of the data folder. It is asked for again by itself.");
		}
	}

	private Map<String, Optional<String>> contracts(TempFile answer, Run run) throws IOException {
		Optional<JsonElement> json;
		try (var in = answer.open()) {
			json = Json.tree(in.readNBytes(Json.LARGEST));
		}
		Map<String, List<Task>> todo = new LinkedHashMap<>();
		for (JsonObject contract : json.map(Json::objects).orElse(List.of())) {
			String number = Json.text(contract, "contractNumber");
			boolean wanted = settings.contracts().isEmpty() || settings.contracts().contains(number);
			if (number.matches("[A-Za-z0-9_.:-]{1,64}") && wanted) {
				todo.put("contract/" + number,
						Plan.contract(number, day(Json.text(contract, "contractStartDate"), LocalDate.EPOCH),
								day(Json.text(contract, "contractEndDate"), LocalDate.of(9999, 1, 1)), run.day(), settings.historyDays(), notebook));
			}
		}
		return notebook.add(todo);
	}

	private static LocalDate day(String text, LocalDate otherwise) {
		try {
			return text.length() < 10 ? otherwise : LocalDate.parse(text.substring(0, 10));
		} catch (DateTimeParseException e) {
			return otherwise;
		}
	}
}
