package org.lictor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.service.Mapping;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/**
 * What the reports tell of one person, for handing over: an archive with each report as CSV and JSON, without rows about
 * others, and an index to read first. A row that may be about somebody else, because its host user is several accounts, is
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
	 * Who the person is.
	 *
	 * @param users    keys of host users, as mappings compare them
	 * @param accounts accounts as reports show them, in small letters
	 */
	private record Person(Set<String> users, Set<String> accounts) {
	}

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
	private final ZoneId zone;

	/**
	 * @param queries answers the reports
	 * @param zone    in which times are written
	 */
	public PersonExport(Queries queries, ZoneId zone) {
		this.queries = queries;
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
		String key = Mapping.userKey(hostUser);
		Map<String, Set<String>> known = accountsOfUsers(progress);
		Set<String> accounts = known.getOrDefault(key, Set.of());
		if (accounts.size() > 1) {
			throw new ServiceException(Reason.INVALID, "The host user '" + hostUser + "' is several accounts: " + String.join(", ", accounts)
					+ ". Name the account of the person.");
		}
		return write(new Person(Set.of(key), accounts), known, progress, out);
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
		return write(new Person(Set.of(), Set.of(lower(account))), accountsOfUsers(progress), progress, out);
	}

	/** By key of the host user: the accounts it is at any time. */
	private Map<String, Set<String>> accountsOfUsers(Progress progress) throws ServiceException {
		ResultTable identity = run(Queries.IDENTITY, progress);
		Map<String, Set<String>> accounts = new HashMap<>();
		for (int row = 0; row < identity.rowCount(); row++) {
			accounts.computeIfAbsent(Mapping.userKey(text(identity, row, "user")), none -> new TreeSet<>())
					.add(lower(text(identity, row, "account")));
		}
		return accounts;
	}

	private Written write(Person person, Map<String, Set<String>> known, Progress progress, OutputStream out)
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
						.anyMatch(user -> known.getOrDefault(Mapping.userKey(user), Set.of()).size() > 1)) {
					doubtful++;
				} else {
					own.add(row);
				}
			}
			ResultTable chosen = new Excerpt(table, own.stream().mapToInt(Integer::intValue).toArray(),
					IntStream.range(0, table.columns().size()).toArray());
			for (Renderer renderer : List.of(Renderers.CSV, Renderers.JSON)) {
				zip.putNextEntry(new ZipEntry(source.report() + "." + renderer.fileExtension()));
				renderer.render(chosen, RenderOptions.DEFAULT.progress(progress), zip);
				zip.closeEntry();
			}
			index.append(source.report()).append(": ").append(table.title()).append(", ").append(own.size()).append(" rows");
			if (doubtful > 0) {
				index.append("; ").append(doubtful).append(" more are left out, because they may be about somebody else");
			}
			index.append(".\n");
			rows += own.size();
			leftOut += doubtful;
		}
		zip.putNextEntry(new ZipEntry("README.txt"));
		zip.write(("What Lictor's reports tell of " + (person.accounts().isEmpty() ? "the host user " : "the account ")
				+ String.join(", ", person.accounts().isEmpty() ? person.users() : person.accounts()) + ", all times, in the time zone " + zone
				+ ".\nEach report stands here as CSV and as JSON, with the rows about this person alone.\n\n" + index
				+ "\nNot in here: the days of use that the vendor counted, and reports that compare or add up, such as reconciliation and"
				+ " seat-days; the evidence as it came (events of agents, files and answers of the vendor), from which these rows were"
				+ " derived; and lines of the Event Log.\n").getBytes(StandardCharsets.UTF_8));
		zip.closeEntry();
		zip.finish();
		return new Written(rows, leftOut);
	}

	private ResultTable run(String report, Progress progress) throws ServiceException {
		Query query = Query.of(report, zone);
		return queries.run(report.equals(Queries.USER_HOURS) ? query.between(Instant.EPOCH, END) : query, progress);
	}

	private static boolean isUser(Person person, String users) {
		return parts(users).stream().map(Mapping::userKey).anyMatch(person.users()::contains);
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
