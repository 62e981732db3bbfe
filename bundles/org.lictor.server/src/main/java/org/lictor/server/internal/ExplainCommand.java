package org.lictor.server.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.lictor.model.Progress;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.remote.protocol.QueryParameters;
import org.lictor.report.CellFormat;
import org.lictor.report.Excerpt;
import org.lictor.report.Explanation;
import org.lictor.report.RenderOptions;
import org.lictor.report.Renderers;
import org.lictor.service.Lictor;
import org.lictor.service.RowsUnder;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain}: tells where a cell of a report comes from. */
@Command(name = "explain", description = "Tells where a figure of a report comes from: the rule, and the rows under it.")
final class ExplainCommand extends Words {

	@Parameters(index = "0", paramLabel = "NAME", description = "Name of the report, asked with the same options as by 'report'.")
	private String name;

	@Mixin
	private QueryOptions options;

	@Option(names = "--where", paramLabel = "COLUMN=VALUE", description = "The row whose cell of this column has this value, as 'report' "
			+ "prints it; may be repeated.")
	private List<String> where = new ArrayList<>();

	@Option(names = "--row", paramLabel = "N", description = "The row of this number, from 1, among those that --where leaves.")
	private Integer number;

	@Option(names = "--column", paramLabel = "COLUMN", description = "The column that is explained (unless given: the first with a number).")
	private String column;

	@Option(names = "--rows", paramLabel = "N", defaultValue = "10", description = "So many of the rows under it are shown (unless given: 10).")
	private int rows = 10;

	@Mixin
	private FormatOption format;

	private Query query;

	private record Condition(String column, String value) {
	}

	private final List<Condition> conditions = new ArrayList<>();

	ExplainCommand(Terminal terminal) {
		super(terminal);
	}

	@Override
	void prepare() {
		for (String condition : where) {
			int equals = condition.indexOf('=');
			if (equals < 1) {
				throw misuse("--where should be COLUMN=VALUE such as product=AutoCAD, not '" + condition + "'.");
			}
			conditions.add(new Condition(condition.substring(0, equals), condition.substring(equals + 1)));
		}
		if (number != null && number < 1) {
			throw misuse("--row should be a number from 1, not " + number + ".");
		}
		if (rows < 1) {
			throw misuse("--rows should be a number from 1, not " + rows + ".");
		}
		query = options.query(name, terminal());
	}

	@Override
	int run(Lictor lictor, Progress progress) throws ServiceException {
		ResultTable table = lictor.queries().run(query, progress);
		Explanation explanation = Explanation.of(query, table, row(table), column(table));
		if (format.json()) {
			Listing.json(told(explanation), terminal());
			return DONE;
		}
		say(explanation.cell());
		explanation.row().forEach(each -> say("  " + each));
		say("");
		say(explanation.rule());
		explanation.notes().forEach(this::say);
		if (explanation.under().isEmpty()) {
			say("");
			say("There is nothing under it: the row is what a source told.");
		}
		for (RowsUnder.Question under : explanation.under()) {
			say("");
			say(under.title() + ": " + command(under.query()));
			ResultTable answer = lictor.queries().run(under.query(), progress);
			show(answer);
		}
		return DONE;
	}

	private void show(ResultTable answer) throws ServiceException {
		if (answer.rowCount() == 0) {
			say("  no rows");
			return;
		}
		try {
			Renderers.TABLE.render(first(answer), RenderOptions.DEFAULT, terminal().out());
		} catch (IOException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "The rows cannot be written to standard output: " + e.getMessage() + ".", e);
		}
		if (answer.rowCount() > rows) {
			say("  and " + (answer.rowCount() - rows) + " more rows");
		}
	}

	private ResultTable first(ResultTable answer) {
		int[] shown = IntStream.range(0, answer.columns().size()).filter(index -> answer.columns().get(index).shown()).toArray();
		return new Excerpt(answer, IntStream.range(0, Math.min(rows, answer.rowCount())).toArray(), shown);
	}

	private int row(ResultTable table) throws ServiceException {
		List<Integer> columns = new ArrayList<>();
		for (Condition condition : conditions) {
			columns.add(index(table, condition.column()));
		}
		CellFormat cells = new CellFormat(table.zone());
		int[] fitting = IntStream.range(0, table.rowCount()).filter(row -> IntStream.range(0, conditions.size())
				.allMatch(each -> fits(table, row, columns.get(each), conditions.get(each).value(), cells))).toArray();
		if (fitting.length == 0) {
			throw new ServiceException(Reason.NOT_FOUND, table.rowCount() == 0 ? "The report has no rows: there is nothing to explain."
					: "None of the " + table.rowCount() + " rows fits --where.");
		}
		if (number == null && fitting.length > 1) {
			throw new ServiceException(Reason.INVALID, fitting.length + " rows fit: say which with --row N, or with --where COLUMN=VALUE.");
		}
		if (number != null && number > fitting.length) {
			throw new ServiceException(Reason.NOT_FOUND, "There is no row " + number + ": " + fitting.length + " rows fit.");
		}
		return fitting[number == null ? 0 : number - 1];
	}

	private static boolean fits(ResultTable table, int row, int column, String value, CellFormat cells) {
		Object cell = table.value(row, column);
		return cells.text(cell, table.columns().get(column).type()).equalsIgnoreCase(value) || cell.toString().equalsIgnoreCase(value);
	}

	private int column(ResultTable table) throws ServiceException {
		if (column != null) {
			return index(table, column);
		}
		return IntStream.range(0, table.columns().size()).filter(index -> table.columns().get(index).shown())
				.filter(index -> table.columns().get(index).type() == ColumnType.INTEGER || table.columns().get(index).type() == ColumnType.DECIMAL)
				.findFirst().orElse(0);
	}

	private static int index(ResultTable table, String key) throws ServiceException {
		List<String> keys = table.columns().stream().map(Column::key).toList();
		if (!keys.contains(key)) {
			throw new ServiceException(Reason.INVALID, "The report has no column '" + key + "'. It has: " + String.join(", ", keys) + ".");
		}
		return keys.indexOf(key);
	}

	/** The words that ask for it again. */
	private static String command(Query query) {
		return "report " + query.report() + QueryParameters.write(query).entrySet().stream()
				.map(word -> " --" + word.getKey() + " " + quoted(word.getValue())).collect(Collectors.joining());
	}

	private static String quoted(String word) {
		return word.matches("[A-Za-z0-9_.:@/+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
	}

	private static Map<String, Object> told(Explanation explanation) {
		List<Map<String, Object>> under = explanation.under().stream().map(each -> {
			Map<String, Object> told = new LinkedHashMap<>();
			told.put("title", each.title());
			told.put("report", each.query().report());
			told.put("parameters", QueryParameters.write(each.query()));
			return told;
		}).toList();
		Map<String, Object> told = new LinkedHashMap<>();
		told.put("cell", explanation.cell());
		told.put("row", explanation.row());
		told.put("rule", explanation.rule());
		told.put("notes", explanation.notes());
		told.put("under", under);
		return told;
	}
}
