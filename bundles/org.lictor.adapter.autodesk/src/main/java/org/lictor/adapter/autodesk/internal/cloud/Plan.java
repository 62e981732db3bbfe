package org.lictor.adapter.autodesk.internal.cloud;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.lictor.adapter.autodesk.internal.cloud.Days.Span;
import org.lictor.adapter.autodesk.internal.cloud.Task.Kind;

/**
 * Says what a run asks for.
 *
 * <p><b>What can still change.</b> Lists (subscriptions, users, groups) change at any time and are asked for in every run.
 * A day of use does not change once Autodesk has counted it, but it may be counted late: a program that was offline
 * reports when it is online again, and a subscription may run for 30 days without that; the licence servers of Token Flex
 * report by the day. So the last {@value #SETTLING} days, that of the run included, are asked for again in every run. A
 * day before them is asked for once, in the first run that can, and again only if its answer was lost or not understood.
 *
 * <p><b>Spans.</b> No request is for more than 365 days, the most that Autodesk allows. Days of use of a large team are
 * asked for in shorter spans: an answer is downloaded and its facts are derived within one poll.
 */
final class Plan {

	/** How many of the last days are asked for in each run. */
	static final int SETTLING = 31;
	/** The most days of one request. */
	static final int LONGEST = 365;
	/** The fewest days of one request, as long as there are more: the last days are one request. */
	static final int SHORTEST = 35;
	private static final int LONGEST_SESSIONS = 92;
	/** About how many bytes a person and product take in a list of users. */
	private static final int BYTES_OF_A_USER = 120;
	/** About how many rows of use one answer should have, when everybody works every third day with each product. */
	private static final long ROWS = 700_000;

	private Plan() {
	}

	/** @return the last day that is settled for a run on a day */
	static LocalDate settled(LocalDate day) {
		return day.minusDays(SETTLING);
	}

	/**
	 * @param team     id of a team
	 * @param day      of the run
	 * @param history  how many days the data go back, that of the run included
	 * @param flex     whether the team's Flex tokens can be asked for
	 * @param notebook knows what was collected
	 * @return what is to be asked of the team
	 */
	static List<Task> team(String team, LocalDate day, int history, boolean flex, Notebook notebook) {
		List<Task> tasks = new ArrayList<>(
				List.of(Task.of(Kind.SUBSCRIPTIONS, team), Task.of(Kind.USERS, team), Task.of(Kind.GROUPS, team)));
		Span all = new Span(day.minusDays(history - 1L), day);
		List<Task> usage = missing(Kind.USAGE, team, all, day, notebook);
		tasks.addAll(usage);
		tasks.addAll(reports(team, all, day, notebook));
		if (flex) {
			tasks.addAll(tokens(team, usage, missing(Kind.TOKENS, team, all, day, notebook)));
		}
		return tasks;
	}

	/** Days of use that are asked for anew come without their tokens, so those are asked for anew as well. */
	private static List<Task> tokens(String team, List<Task> usage, List<Task> missing) {
		Days days = Days.NONE;
		for (Task task : usage) {
			days = days.with(task.days().orElseThrow());
		}
		for (Task task : missing) {
			days = days.with(task.days().orElseThrow());
		}
		return days.spans().stream().map(span -> Task.of(Kind.TOKENS, team, span)).toList();
	}

	/**
	 * @param contract number of a contract
	 * @param from     its first day
	 * @param until    its last day
	 * @param day      of the run
	 * @param history  how many days the data go back, that of the run included
	 * @param notebook knows what was collected
	 * @return what is to be asked of the contract
	 */
	static List<Task> contract(String contract, LocalDate from, LocalDate until, LocalDate day, int history, Notebook notebook) {
		List<Task> tasks = new ArrayList<>(List.of(Task.of(Kind.FLEX_CONTRACT, contract), Task.of(Kind.FLEX_ENRICHMENT, contract),
				Task.of(Kind.FLEX_SUMMARY, contract), Task.of(Kind.FLEX_QUERY, contract)));
		LocalDate oldest = day.minusDays(history - 1L);
		LocalDate first = from.isBefore(oldest) ? oldest : from;
		LocalDate last = until.isAfter(day) ? day : until;
		if (!first.isAfter(last)) {
			tasks.addAll(missing(Kind.FLEX_SESSIONS, contract, new Span(first, last), day, notebook));
		}
		return tasks;
	}

	private static List<Task> missing(Kind kind, String scope, Span all, LocalDate day, Notebook notebook) {
		return notebook.covered(kind, scope, settled(day)).missingIn(all).stream().map(span -> Task.of(kind, scope, span)).toList();
	}

	/** A report is about people and products, not about days: the one of the last year is made anew, older ones are kept. */
	private static List<Task> reports(String team, Span all, LocalDate day, Notebook notebook) {
		LocalDate lastYear = day.minusDays(LONGEST - 1L);
		LocalDate first = all.from().isAfter(lastYear) ? all.from() : lastYear;
		List<Task> tasks = new ArrayList<>();
		if (all.from().isBefore(first)) {
			tasks.addAll(missing(Kind.USAGE_REPORT, team, new Span(all.from(), first.minusDays(1)), day, notebook));
		}
		tasks.add(Task.of(Kind.USAGE_REPORT, team, new Span(first, day)));
		return tasks;
	}

	/**
	 * @param task     a task
	 * @param notebook knows how large the team is
	 * @return the parts in which it is asked; itself alone when it is not too long
	 */
	static List<Task> parts(Task task, Notebook notebook) {
		Span days = task.days().orElse(null);
		int longest = switch (task.kind()) {
		case USAGE -> notebook.sizeOfUsers(task.scope()).map(Plan::daysOfUse).orElse(SHORTEST);
		case FLEX_SESSIONS -> LONGEST_SESSIONS;
		default -> LONGEST;
		};
		if (days == null || days.length() <= longest) {
			return List.of(task);
		}
		LocalDate end = days.from().plusDays(longest - 1L);
		return List.of(Task.of(task.kind(), task.scope(), new Span(days.from(), end)),
				Task.of(task.kind(), task.scope(), new Span(end.plusDays(1), days.until())));
	}

	private static int daysOfUse(long bytesOfUsers) {
		long rowsOfADay = Math.max(1, bytesOfUsers / BYTES_OF_A_USER / 3);
		return Math.clamp(ROWS / rowsOfADay, SHORTEST, LONGEST);
	}
}
