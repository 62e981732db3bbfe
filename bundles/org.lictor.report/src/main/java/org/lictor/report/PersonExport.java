package org.lictor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.service.Mapping;
import org.lictor.service.People;
import org.lictor.service.Person;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;

/**
 * What is known of one person, for handing over: an archive with each report and the evidence as CSV and JSON, without rows
 * about others, and an index to read first. What may be about somebody else, because its host user is several accounts, is
 * left out and counted. Safe for use by many threads.
 */
public final class PersonExport {

	/**
	 * A report that tells of people.
	 *
	 * @param report  its name
	 * @param account key of the column with the account
	 * @param user    key of the column with the host user, empty for none
	 * @param summed  whether a row tells of all use of a host user, by whichever of its accounts
	 */
	private record Source(String report, String account, String user, boolean summed) {
	}

	private static final List<Source> SOURCES = List.of(new Source(Queries.IDENTITY, "account", "user", false),
			new Source(Queries.SESSIONS, "account", "user", false), new Source(Queries.USER_HOURS, "account", "user", true),
			new Source(Queries.USERS, "account", "host_users", true), new Source(Queries.ASSIGNMENTS, "account", "", false),
			new Source(Queries.GROUPS_OF_PEOPLE, "account", "", false));

	/**
	 * What was written.
	 *
	 * @param rows    how many rows are about the person
	 * @param leftOut how many may be about somebody else and are not there
	 */
	public record Written(long rows, long leftOut) {
	}

	/** Later than any evidence: a report of hours takes a length of time. */
	private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

	private final Queries queries;
	private final People people;
	private final ZoneId zone;

	/**
	 * @param queries answers the reports
	 * @param people  finds the evidence
	 * @param zone    in which times are written in reports; those of the evidence are in UTC
	 */
	public PersonExport(Queries queries, People people, ZoneId zone) {
		this.queries = queries;
		this.people = people;
		this.zone = zone;
	}

	/**
	 * Writes all about a host user and the account it is.
	 *
	 * @param hostUser as agents report it
	 * @param progress takes news and tells of cancellation
	 * @param out      takes the archive and stays open; what was written before an exception is of no use
	 * @return how much it is
	 * @throws ServiceException INVALID when the host user is the accounts of several people; what reports throw
	 * @throws IOException      when the stream cannot take it
	 */
	public Written ofUser(String hostUser, Progress progress, OutputStream out) throws ServiceException, IOException {
		Persons persons = new Persons(queries, progress);
		return write(persons.ofUser(hostUser), persons, progress, out);
	}

	/**
	 * Writes all about an account and the host users that are no other account.
	 *
	 * @param account  the account as reports show it
	 * @param progress takes news and tells of cancellation
	 * @param out      takes the archive and stays open; what was written before an exception is of no use
	 * @return how much it is
	 * @throws ServiceException what reports throw
	 * @throws IOException      when the stream cannot take it
	 */
	public Written ofAccount(String account, Progress progress, OutputStream out) throws ServiceException, IOException {
		Persons persons = new Persons(queries, progress);
		return write(persons.ofAccount(account), persons, progress, out);
	}

	private Written write(Person person, Persons persons, Progress progress, OutputStream out)
			throws ServiceException, IOException {
		ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
		StringBuilder index = new StringBuilder();
		long rows = 0;
		long leftOut = 0;
		for (Source source : SOURCES) {
			ResultTable table = run(source.report(), progress);
			List<Integer> own = new ArrayList<>();
			long doubtful = 0;
			for (int row = 0; row < table.rowCount(); row++) {
				List<String> accounts = parts(text(table, row, source.account()));
				if (accounts.isEmpty() ? source.user().isEmpty() || !isUser(person, text(table, row, source.user()))
						: accounts.stream().noneMatch(person.accounts()::contains)) {
					continue;
				}
				if (accounts.size() > 1 || source.summed() && parts(text(table, row, source.user())).stream()
						.anyMatch(user -> persons.accountsOf(user).size() > 1)) {
					doubtful++;
				} else {
					own.add(row);
				}
			}
			ResultTable chosen = new Excerpt(table, own.stream().mapToInt(Integer::intValue).toArray(),
					IntStream.range(0, table.columns().size()).toArray());
			render(chosen, source.report(), progress, zip);
			index.append(source.report()).append(": ").append(table.title()).append(", ").append(own.size()).append(" rows");
			if (doubtful > 0) {
				index.append("; ").append(doubtful).append(" more are left out, because they may be about somebody else");
			}
			index.append(".\n");
			rows += own.size();
			leftOut += doubtful;
		}
		ResultTable evidence = people.evidence(person, progress);
		render(evidence, "evidence", progress, zip);
		rows += evidence.rowCount();
		index.append("evidence: what was told from which these reports were derived, ").append(evidence.rowCount()).append(" rows");
		Set<String> shared = persons.shared(person);
		if (!shared.isEmpty()) {
			index.append("; what was told of the host users ").append(String.join(", ", shared))
					.append(" is left out, because they are other accounts too");
		}
		index.append(".\n");
		evidence.notes().forEach(note -> index.append("  ").append(note).append('\n'));
		zip.putNextEntry(new ZipEntry("README.txt"));
		zip.write(("What Lictor knows of " + person.names() + ", all times; in reports in the time zone " + zone + ", in the evidence in UTC"
				+ ".\nEach report, and the evidence, stands here as CSV and as JSON, with the rows about this person alone.\n\n" + index
				+ "\nNot in here: reports that compare or add up, such as reconciliation and seat-days; what directories tell; and lines of the Event Log.\n")
				.getBytes(StandardCharsets.UTF_8));
		zip.closeEntry();
		zip.finish();
		return new Written(rows, leftOut);
	}

	private static void render(ResultTable table, String name, Progress progress, ZipOutputStream zip) throws IOException {
		for (Renderer renderer : List.of(Renderers.CSV, Renderers.JSON)) {
			zip.putNextEntry(new ZipEntry(name + "." + renderer.fileExtension()));
			renderer.render(table, RenderOptions.DEFAULT.progress(progress), zip);
			zip.closeEntry();
		}
	}

	private ResultTable run(String report, Progress progress) throws ServiceException {
		Query query = Query.of(report, zone);
		return queries.run(report.equals(Queries.USER_HOURS) ? query.between(Instant.EPOCH, END) : query, progress);
	}

	private static boolean isUser(Person person, String users) {
		return parts(users).stream().map(Mapping::userKey).anyMatch(person.hostUsers()::contains);
	}

	private static String text(ResultTable table, int row, String column) {
		return table.value(row, column) instanceof String text ? text : "";
	}

	/** Reports list several names with a comma and a blank between. */
	private static List<String> parts(String names) {
		return names.isEmpty() ? List.of() : List.of(lower(names).split(", "));
	}

	private static String lower(String text) {
		return text.strip().toLowerCase(Locale.ROOT);
	}
}
