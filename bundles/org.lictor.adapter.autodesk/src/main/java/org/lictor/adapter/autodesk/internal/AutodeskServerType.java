package org.lictor.adapter.autodesk.internal;

import java.util.List;
import java.util.Set;

import org.lictor.adapter.autodesk.internal.export.ExportReader;
import org.lictor.adapter.autodesk.internal.table.XlsxLimits;
import org.lictor.model.Status;
import org.lictor.spi.Call;
import org.lictor.spi.Capability;
import org.lictor.spi.Configuration;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Evidence;
import org.lictor.spi.Field;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Monitor;
import org.lictor.spi.MonitorContext;
import org.lictor.spi.ObservationSink;
import org.lictor.spi.ServerType;
import org.lictor.spi.Verification;
import org.lictor.spi.WatchedApplication;
import org.osgi.service.component.annotations.Component;

/**
 * The type {@code autodesk}: seats, people, assignments and days of use from the export files of an Autodesk Account,
 * imported by hand or found in a watched folder; sessions from agents that watch Autodesk's applications.
 */
@Component(service = ServerType.class)
public final class AutodeskServerType implements ServerType {

	static final String FOLDER = "folder";
	static final String TEAM = "team";

	private static final List<WatchedApplication> APPLICATIONS = ApplicationTable.load();

	@Override
	public String id() {
		return "autodesk";
	}

	@Override
	public String label() {
		return "Autodesk Account";
	}

	@Override
	public String description() {
		return "Named-user licences of an Autodesk Account: seats, people and days of use from the account's export files (CSV or "
				+ "XLSX), sessions from agents.";
	}

	@Override
	public ConfigurationSchema schema() {
		return ConfigurationSchema.of(
				Field.optional(FOLDER, "Watched folder", Field.Kind.FOLDER,
						"The whole path of a folder on the machine that monitors, in which exports (.csv, .xlsx) are saved; they are "
								+ "imported by themselves. Leave it empty to import by hand."),
				Field.optional("interval", "Interval", Field.Kind.DURATION, "How often the watched folder is looked into.")
						.withDefault("1m"),
				Field.optional(TEAM, "Team", Field.Kind.TEXT,
						"The name of the team as it stands in the exports. Rows of other teams are not used: needed when every team is a "
								+ "server of its own. Leave it empty to use all."));
	}

	@Override
	public Set<Capability> capabilities() {
		return Set.of(Capability.SNAPSHOT, Capability.DAILY_USAGE, Capability.IMPORT, Capability.AGENTS);
	}

	@Override
	public List<WatchedApplication> applications() {
		return APPLICATIONS;
	}

	@Override
	public Verification verify(Configuration configuration, MonitorContext context, Call call) {
		Status status = configuration.text(FOLDER).isEmpty()
				? Status.up("No folder is watched. Import the exports of the account by hand.")
				: new FolderMonitor(configuration, context).look(call).status();
		boolean fault = status.state() == Status.State.DOWN || status.state() == Status.State.MISCONFIGURED;
		return new Verification(status, fault ? List.of(new FieldProblem(FOLDER, status.message())) : List.of());
	}

	@Override
	public Monitor open(Configuration configuration, MonitorContext context) {
		return new FolderMonitor(configuration, context);
	}

	@Override
	public String parserVersion() {
		return ExportReader.VERSION;
	}

	@Override
	public Interpretation interpret(Evidence evidence, Configuration configuration, ObservationSink sink) {
		return new ExportReader(evidence, configuration.text(TEAM), XlsxLimits.USUAL, sink).read();
	}
}
