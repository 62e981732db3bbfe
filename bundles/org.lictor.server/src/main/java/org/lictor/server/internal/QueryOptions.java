package org.lictor.server.internal;

import java.util.HashMap;
import java.util.Map;

import org.lictor.query.Query;
import org.lictor.remote.protocol.QueryParameters;
import org.lictor.service.ServiceException;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What a report is asked about. */
final class QueryOptions {

	@Spec(Target.MIXEE)
	private CommandSpec command;

	@Option(names = "--server", paramLabel = "NAME", description = "Only this licence server.")
	private String server;

	@Option(names = "--product", paramLabel = "NAME", description = "Only this product.")
	private String product;

	@Option(names = "--from", paramLabel = "TIME", description = "First moment: a day such as 2026-03-01, a time such as "
			+ "2026-03-01T08:00, or an instant such as 2026-03-01T08:00:00Z.")
	private String from;

	@Option(names = "--to", paramLabel = "TIME", description = "End: a day, which is included as a whole, or a time or an "
			+ "instant, which are not.")
	private String to;

	@Option(names = "--zone", paramLabel = "ZONE", description = "Time zone whose days count, such as Europe/Berlin (unless "
			+ "given: this machine's).")
	private String zone;

	@Option(names = "--by", paramLabel = "hour|day|week|month|quarter", description = "Length of the periods of a history.")
	private String by;

	@Option(names = "--limit", paramLabel = "ROWS", description = "At most so many rows.")
	private String limit;

	@Option(names = "--days", paramLabel = "N", description = "The number of days a report asks about, such as those for which a "
			+ "seat was not used.")
	private String days;

	@Option(names = "--user", paramLabel = "NAME", description = "Only the use of this host user or account; * and ? stand for many.")
	private String user;

	@Option(names = "--host", paramLabel = "NAME", description = "Only the use on this host; * and ? stand for many.")
	private String host;

	@Option(names = "--group", paramLabel = "NAME", description = "Only the use of this report group, see 'report-groups'.")
	private String group;

	@Option(names = "--members", paramLabel = "then|now", description = "Who is in the group: who was when something was used, or who is "
			+ "now (unless given: then).")
	private String members;

	@Option(names = "--policy", paramLabel = "vendor|product|collection", description = "To what a session is laid that several seats "
			+ "allow: what the vendor counted, the product's own seat, or that of a collection (unless given: vendor).")
	private String policy;

	/**
	 * @param report   name of a report
	 * @param terminal whose time zone counts unless one is given
	 * @return the question
	 * @throws ParameterException naming the option that is wrong
	 */
	Query query(String report, Terminal terminal) {
		Map<String, String> words = new HashMap<>();
		put(words, QueryParameters.SERVER, server);
		put(words, QueryParameters.PRODUCT, product);
		put(words, QueryParameters.FROM, from);
		put(words, QueryParameters.TO, to);
		put(words, QueryParameters.ZONE, zone);
		put(words, QueryParameters.BY, by);
		put(words, QueryParameters.LIMIT, limit);
		put(words, QueryParameters.DAYS, days);
		put(words, QueryParameters.USER, user);
		put(words, QueryParameters.HOST, host);
		put(words, QueryParameters.GROUP, group);
		put(words, QueryParameters.MEMBERS, members);
		put(words, QueryParameters.POLICY, policy);
		try {
			return QueryParameters.parse(report, words, terminal.zone());
		} catch (ServiceException e) {
			throw new ParameterException(command.commandLine(), e.getMessage());
		}
	}

	private static void put(Map<String, String> words, String key, String value) {
		if (value != null) {
			words.put(key, value);
		}
	}
}
