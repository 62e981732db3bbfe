package org.lictor.adapter.autodesk.internal.cloud;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.lictor.adapter.autodesk.internal.cloud.Days.Span;
import org.lictor.model.Status;
import org.lictor.spi.Memory;


/**
 * What stands in a server's memory about collecting: the run that is under way, what is still to be done in it, what was
 * asked, which days were collected for good, and what did not work. Holds nothing itself. Used by one thread.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><td>{@code run}</td><td>number, beginning, end of the present or last run</td></tr>
 * <tr><td>{@code todo/team/ID}, {@code todo/contract/NUMBER}</td><td>its tasks in this run, in order</td></tr>
 * <tr><td>{@code name/team/ID}</td><td>the team's name in this run</td></tr>
 * <tr><td>{@code job/TASK}</td><td>how far a task is that was begun</td></tr>
 * <tr><td>{@code covered/KIND/SCOPE}</td><td>days that were collected and do not change any more</td></tr>
 * <tr><td>{@code size/SCOPE}</td><td>bytes of the last list of users</td></tr>
 * <tr><td>{@code failed/TASK}</td><td>why a task was given up in this run</td></tr>
 * <tr><td>{@code done}</td><td>ids of the requests that were used up, or given up, last</td></tr>
 * <tr><td>{@code lacking}</td><td>teams without the right to be asked</td></tr>
 * </table>
 */
final class Notebook {

	private static final String RUN = "run";
	private static final String TODO = "todo/";
	private static final String NAME = "name/";
	private static final String JOB = "job/";
	/** What keys of covered days begin with. */
	static final String COVERED = "covered/";
	private static final String SIZE = "size/";
	private static final String FAILED = "failed/";
	private static final String DONE = "done";
	private static final String LACKING = "lacking";
	private static final int DONE_IDS = 150;
	private static final int LONGEST_MESSAGE = 1000;

	/**
	 * A run: everything is asked once.
	 *
	 * @param number   from 1
	 * @param started  its beginning
	 * @param finished its end, empty while it is under way
	 * @param first    whether no run before it came to its end
	 */
	record Run(long number, Instant started, Optional<Instant> finished, boolean first) {

		/** @return the day on which it began, in UTC; the last day it asks for */
		LocalDate day() {
			return started.atOffset(ZoneOffset.UTC).toLocalDate();
		}

		private String text() {
			return number + " " + started.toEpochMilli() + " " + finished.map(Instant::toEpochMilli).orElse(0L) + " " + first;
		}

		private static Optional<Run> parse(String text) {
			String[] parts = text.split(" ");
			try {
				long end = Long.parseLong(parts[2]);
				return Optional.of(new Run(Long.parseLong(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1])),
						end == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(end)), Boolean.parseBoolean(parts[3])));
			} catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
				return Optional.empty();
			}
		}
	}

	/**
	 * Why a task was given up.
	 *
	 * @param task    which
	 * @param detail  the class of trouble
	 * @param message a sentence for people
	 */
	record Failure(Task task, Status.Detail detail, String message) {
	}

	private final Memory memory;

	/**
	 * @param memory of the server
	 */
	Notebook(Memory memory) {
		this.memory = memory;
	}

	/** @return the present or last run, empty before the first */
	Optional<Run> run() {
		return memory.get(RUN).flatMap(Run::parse);
	}

	/** @return the run that begins at some time, after the last one */
	Run nextRun(Instant now) {
		Optional<Run> last = run();
		boolean first = last.map(run -> run.first() && run.finished().isEmpty()).orElse(true);
		return new Run(last.map(Run::number).orElse(0L) + 1, now, Optional.empty(), first);
	}

	/**
	 * What must change for a run to begin, to be kept together with the answer that began it. What is left of the run before
	 * is forgotten.
	 *
	 * @param run     the run
	 * @param todo    its tasks by list
	 * @param names   the teams' names by list
	 * @param lacking teams without the right to be asked
	 * @return changes of the memory
	 */
	Map<String, Optional<String>> begin(Run run, Map<String, List<Task>> todo, Map<String, String> names, List<String> lacking) {
		Map<String, Optional<String>> changes = new LinkedHashMap<>();
		for (String key : memory.all().keySet()) {
			if (key.startsWith(TODO) || key.startsWith(JOB) || key.startsWith(FAILED) || key.startsWith(NAME)) {
				changes.put(key, Optional.empty());
			}
		}
		List<String> left = jobs().stream().map(Job::id).filter(id -> !id.isEmpty()).toList();
		if (!left.isEmpty()) {
			changes.put(DONE, Optional.of(doneWith(left)));
		}
		changes.put(RUN, Optional.of(run.text()));
		changes.putAll(add(todo));
		names.forEach((list, name) -> changes.put(NAME + list, Optional.of(cut(name))));
		changes.put(LACKING, lacking.isEmpty() ? Optional.empty() : Optional.of(cut(String.join("\n", lacking))));
		return changes;
	}

	/** The run came to its end. */
	void finish(Run run, Instant now) {
		memory.put(RUN, new Run(run.number(), run.started(), Optional.of(now), false).text());
	}

	/** More is to be done in the run, in lists that are new to it. */
	Map<String, Optional<String>> add(Map<String, List<Task>> todo) {
		Map<String, Optional<String>> changes = new LinkedHashMap<>();
		todo.forEach((list, tasks) -> changes.put(TODO + list, Optional.of(text(tasks))));
		return changes;
	}

	/** @return what is still to be done, list by list */
	Map<String, List<Task>> todo() {
		Map<String, List<Task>> todo = new TreeMap<>();
		memory.all().forEach((key, value) -> {
			if (key.startsWith(TODO)) {
				todo.put(key.substring(TODO.length()), tasks(value));
			}
		});
		return todo;
	}

	private List<Task> todo(String list) {
		return memory.get(TODO + list).map(Notebook::tasks).orElse(List.of());
	}

	private String todoWithout(Task task) {
		return text(todo(task.list()).stream().filter(other -> !other.equals(task)).toList());
	}

	/** A task is to be replaced by others that are the same together. */
	void split(Task whole, List<Task> parts) {
		List<Task> tasks = new ArrayList<>(todo(whole.list()));
		int place = tasks.indexOf(whole);
		if (place >= 0) {
			tasks.remove(place);
			tasks.addAll(place, parts);
			memory.put(TODO + whole.list(), text(tasks));
		}
	}

	/** @return the name of a team, its id when none is known */
	String name(Task task) {
		return memory.get(NAME + task.list()).orElse(task.scope());
	}

	/** @return the tasks that were begun, those asked first in front */
	List<Job> jobs() {
		List<Job> jobs = new ArrayList<>();
		memory.all().forEach((key, value) -> {
			if (key.startsWith(JOB)) {
				Task.parse(key.substring(JOB.length())).flatMap(task -> Job.parse(task, value)).ifPresent(jobs::add);
			}
		});
		jobs.sort(Comparator.comparing((Job job) -> job.asked()).thenComparing(job -> job.task().kind())
				.thenComparing(job -> job.task().toString()));
		return jobs;
	}

	/** Writes down how far a task is. */
	void put(Job job) {
		memory.put(JOB + job.task(), job.text());
	}

	/**
	 * What must change when the answer to a task is kept.
	 *
	 * @param task    which
	 * @param id      of its request, empty when it had none
	 * @param settled the last day that does not change any more; days of the task after it are asked for again in the next run
	 * @param bytes   size of the answer
	 * @return changes of the memory
	 */
	Map<String, Optional<String>> done(Task task, String id, LocalDate settled, long bytes) {
		Map<String, Optional<String>> changes = new LinkedHashMap<>();
		changes.put(JOB + task, Optional.empty());
		changes.put(TODO + task.list(), Optional.of(todoWithout(task)));
		if (!id.isEmpty()) {
			changes.put(DONE, Optional.of(doneWith(List.of(id))));
		}
		if (task.kind() == Task.Kind.USERS) {
			changes.put(SIZE + task.scope(), Optional.of(Long.toString(bytes)));
		}
		task.days().ifPresent(span -> {
			if (!span.from().isAfter(settled)) {
				Span good = new Span(span.from(), span.until().isAfter(settled) ? settled : span.until());
				changes.put(covered(task.kind(), task.scope()),
						Optional.of(covered(task.kind(), task.scope(), settled).with(good).toString()));
			}
			if (task.kind() == Task.Kind.USAGE) {
				// these days came without their tokens: should those fail to come in this run, they are asked for in the next
				changes.put(covered(Task.Kind.TOKENS, task.scope()),
						Optional.of(covered(Task.Kind.TOKENS, task.scope(), settled).without(span).toString()));
			}
		});
		return changes;
	}

	/** A task is left for the next run. */
	void giveUp(Task task, Status.Detail detail, String message) {
		memory.put(FAILED + task, detail + " " + cut(message));
		drop(task);
	}

	/** A task is left for the next run, and nobody needs to know. */
	void drop(Task task) {
		memory.put(TODO + task.list(), todoWithout(task));
		memory.remove(JOB + task);
	}

	/** An answer was kept and not understood: it is told, and its days are not covered. */
	void notUnderstood(Task task, LocalDate settled, String message) {
		memory.put(FAILED + task, Status.Detail.NOT_UNDERSTOOD + " " + cut(message));
		task.days().ifPresent(span -> {
			memory.put(covered(task.kind(), task.scope()), covered(task.kind(), task.scope(), settled).without(span).toString());
		});
	}

	/** @return how far a task is that was begun */
	Optional<Job> job(Task task) {
		return memory.get(JOB + task).flatMap(text -> Job.parse(task, text));
	}

	/** Changes the memory as something else would when it is kept. */
	void change(Map<String, Optional<String>> changes) {
		changes.forEach((key, value) -> value.ifPresentOrElse(text -> memory.put(key, text), () -> memory.remove(key)));
	}

	/** @return what was given up, or not understood, in this run */
	List<Failure> failures() {
		List<Failure> failures = new ArrayList<>();
		new TreeMap<>(memory.all()).forEach((key, value) -> {
			int blank = value.indexOf(' ');
			if (key.startsWith(FAILED) && blank > 0) {
				Task.parse(key.substring(FAILED.length())).ifPresent(task -> failures.add(new Failure(task,
						detail(value.substring(0, blank)), value.substring(blank + 1))));
			}
		});
		return failures;
	}

	private static Status.Detail detail(String name) {
		return Arrays.stream(Status.Detail.values()).filter(detail -> detail.name().equals(name)).findFirst()
				.orElse(Status.Detail.NOT_UNDERSTOOD);
	}

	/** @return the teams without the right to be asked */
	List<String> lacking() {
		return memory.get(LACKING).map(text -> List.of(text.split("\n"))).orElse(List.of());
	}

	/**
	 * @param kind    a kind that is asked by days
	 * @param scope   of which team or contract
	 * @param settled days after this one are none of them
	 * @return the days that were collected for good
	 */
	Days covered(Task.Kind kind, String scope, LocalDate settled) {
		return memory.get(covered(kind, scope)).map(Days::of).orElse(Days.NONE).upTo(settled);
	}

	private static String covered(Task.Kind kind, String scope) {
		return COVERED + kind + "/" + scope;
	}

	/** @return bytes of the last list of users of a team, empty when it never came */
	Optional<Long> sizeOfUsers(String team) {
		return memory.get(SIZE + team).map(text -> text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0L);
	}

	/** @return ids of requests that are in use or were used up not long ago */
	Collection<String> knownIds() {
		List<String> ids = new ArrayList<>(doneIds());
		jobs().forEach(job -> ids.add(job.id()));
		return ids;
	}

	/** A request is of no use any more. Its id is kept for a while, so that nobody takes it for that of another task. */
	void used(String id) {
		if (!id.isEmpty()) {
			memory.put(DONE, doneWith(List.of(id)));
		}
	}

	private List<String> doneIds() {
		return memory.get(DONE).filter(text -> !text.isEmpty()).map(text -> List.of(text.split("\n"))).orElse(List.of());
	}

	private String doneWith(List<String> more) {
		List<String> ids = new ArrayList<>(doneIds());
		ids.addAll(more);
		return String.join("\n", ids.subList(Math.max(0, ids.size() - DONE_IDS), ids.size()));
	}

	private static String text(List<Task> tasks) {
		return String.join("\n", tasks.stream().map(Task::toString).toList());
	}

	private static List<Task> tasks(String text) {
		return Arrays.stream(text.split("\n")).map(Task::parse).flatMap(Optional::stream).toList();
	}

	private static String cut(String text) {
		return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE);
	}
}
