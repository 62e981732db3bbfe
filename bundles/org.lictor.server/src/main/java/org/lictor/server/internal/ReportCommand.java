package org.lictor.server.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.lictor.model.FileTrouble;
import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.remote.protocol.QueryParameters;
import org.lictor.report.RenderOptions;
import org.lictor.report.Renderer;
import org.lictor.report.Renderers;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: prints a report. */
@Command(name = "report", description = "Prints a report; 'reports' tells which there are.")
final class ReportCommand extends Words {

	@Parameters(index = "0", paramLabel = "NAME", description = "Name of the report, such as usage.")
	private String name;

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

	@Option(names = "--format", paramLabel = "table|csv|json|xlsx|pdf", description = "The format (unless given: what the "
			+ "name of the output file says, else table).")
	private Renderer format;

	@Option(names = "--output", paramLabel = "FILE", description = "Writes into this file, in place of standard output.")
	private Path output;

	private Query query;
	private Renderer renderer;

	ReportCommand(Terminal terminal) {
		super(terminal);
	}

	@Override
	void prepare() {
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
			query = QueryParameters.parse(name, words, terminal().zone());
		} catch (ServiceException e) {
			throw misuse(e.getMessage());
		}
		renderer = format != null ? format : byFileName().orElse(Renderers.TABLE);
		if (!renderer.text() && output == null && terminal().interactive().out()) {
			throw misuse("The format " + renderer.name() + " is not for a terminal: say where to with --output FILE.");
		}
	}

	private static void put(Map<String, String> words, String key, String value) {
		if (value != null) {
			words.put(key, value);
		}
	}

	private Optional<Renderer> byFileName() {
		if (output == null) {
			return Optional.empty();
		}
		String file = output.getFileName().toString();
		return Renderers.byName(file.substring(file.lastIndexOf('.') + 1));
	}

	@Override
	int run(Lictor lictor, Progress progress) throws ServiceException {
		ResultTable table = lictor.queries().run(query, progress);
		RenderOptions options = RenderOptions.DEFAULT.progress(progress);
		try {
			if (output == null) {
				renderer.render(table, options, terminal().out());
			} else {
				WholeFile.write(output, out -> renderer.render(table, options, out));
				say(output + ": " + table.rowCount() + " rows are written.");
			}
		} catch (IOException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "The report cannot be written to "
					+ (output == null ? "standard output" : output) + ": " + FileTrouble.why(e) + ".", e);
		}
		return DONE;
	}
}
