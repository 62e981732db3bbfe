package org.lictor.server.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.lictor.model.FileTrouble;
import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.report.RenderOptions;
import org.lictor.report.Renderer;
import org.lictor.report.Renderers;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: prints a report. */
@Command(name = "report", description = "Prints a report; 'reports' tells which there are.")
final class ReportCommand extends Words {

	@Parameters(index = "0", paramLabel = "NAME", description = "Name of the report, such as usage.")
	private String name;

	@Mixin
	private QueryOptions options;

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
		query = options.query(name, terminal());
		renderer = format != null ? format : byFileName().orElse(Renderers.TABLE);
		if (!renderer.text() && output == null && terminal().interactive().out()) {
			throw misuse("The format " + renderer.name() + " is not for a terminal: say where to with --output FILE.");
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
