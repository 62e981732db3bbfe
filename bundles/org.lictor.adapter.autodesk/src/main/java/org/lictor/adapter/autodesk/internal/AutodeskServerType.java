package org.lictor.adapter.autodesk.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.lictor.adapter.autodesk.internal.cloud.BrowserSignIn;
import org.lictor.adapter.autodesk.internal.cloud.CloudMonitor;
import org.lictor.adapter.autodesk.internal.cloud.CloudSettings;
import org.lictor.adapter.autodesk.internal.export.EvidenceName;
import org.lictor.adapter.autodesk.internal.export.ExportReader;
import org.lictor.adapter.autodesk.internal.export.Products;
import org.lictor.adapter.autodesk.internal.table.XlsxLimits;
import org.lictor.adapter.autodesk.internal.tokens.AnswerReader;
import org.lictor.adapter.autodesk.internal.tokens.SessionReader;
import org.lictor.model.Diagnostic;
import org.lictor.model.FileTrouble;
import org.lictor.model.Place;
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
import org.lictor.spi.SignInResult;
import org.lictor.spi.SignInStart;
import org.lictor.spi.SignsInByBrowser;
import org.lictor.spi.Verification;
import org.lictor.spi.WatchedApplication;
import org.osgi.service.component.annotations.Component;

/**
 * The type {@code autodesk}: seats, people, assignments, days of use and tokens of an Autodesk Account, from the cloud or
 * from export files, imported by hand or found in a watched folder; sessions from agents that watch Autodesk's applications.
 */
@Component(service = ServerType.class)
public final class AutodeskServerType implements ServerType, SignsInByBrowser {

	static final String FOLDER = "folder";
	static final String TEAM = CloudSettings.TEAM;
	static final String INTERVAL = "interval";
	static final String PRODUCT_TABLE = "product-table";

	private static final int FIRST_LINE = 4096;
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
		return "Licences of an Autodesk Account: seats, people, days of use and tokens from the Autodesk cloud, or from the account's "
				+ "export files (CSV or XLSX); sessions from agents.";
	}

	@Override
	public ConfigurationSchema schema() {
		List<Field> fields = new ArrayList<>(CloudSettings.fields());
		fields.addAll(List.of(
				Field.optional(FOLDER, "Watched folder", Field.Kind.FOLDER,
						"The whole path of a folder on the machine that monitors, in which exports (.csv, .xlsx) are saved; they are "
								+ "imported by themselves. Leave it empty to import by hand."),
				Field.optional(INTERVAL, "Interval", Field.Kind.DURATION,
						"How often the cloud is collected. A watched folder is looked into every minute, unless less than a day is entered "
								+ "here.").withDefault("1d"),
				Field.optional(TEAM, "Team", Field.Kind.TEXT,
						"The name of the team as it stands in the exports. Rows of other teams are not used: needed when every team is a "
								+ "server of its own. Leave it empty to use all."),
				Field.optional(PRODUCT_TABLE, "Table of products", Field.Kind.FILE,
						"A file that adds names and codes of products to those Lictor knows, or changes them; the manual says its form. "
								+ "Derive the facts again after a change.")));
		return new ConfigurationSchema(fields);
	}

	@Override
	public Set<Capability> capabilities() {
		return Set.of(Capability.SNAPSHOT, Capability.DAILY_USAGE, Capability.IMPORT, Capability.AGENTS,
				Capability.REGISTRATIONS);
	}

	@Override
	public List<WatchedApplication> applications() {
		return APPLICATIONS;
	}

	@Override
	public Optional<String> registeredProduct(String key) {
		return Products.BUILT_IN.code(key).map(coded -> coded.product() + " " + coded.year());
	}

	@Override
	public Verification verify(Configuration configuration, MonitorContext context, Call call) {
		Optional<FieldProblem> table = productTableProblem(configuration);
		if (table.isPresent()) {
			return new Verification(Status.misconfigured(table.get().message()), List.of(table.get()));
		}
		Verification files = verifyFolder(configuration, context, call);
		return fromFilesOnly(configuration) || !files.good() ? files : CloudMonitor.verify(configuration, context, call);
	}

	@Override
	public SignInStart beginSignIn(Configuration configuration) {
		return BrowserSignIn.begin(configuration);
	}

	@Override
	public SignInResult finishSignIn(SignInStart.Begun begun, String query, Configuration configuration, MonitorContext context, Call call) {
		return BrowserSignIn.finish(begun, query, configuration, context, call);
	}

	private static boolean fromFilesOnly(Configuration configuration) {
		return new CloudSettings(configuration).way() == CloudSettings.Way.FILES;
	}

	/** @return what is wrong with the administrator's table of products, empty when nothing is */
	static Optional<FieldProblem> productTableProblem(Configuration configuration) {
		try {
			products(configuration);
			return Optional.empty();
		} catch (IOException e) {
			return Optional.of(new FieldProblem(PRODUCT_TABLE, "The table of products cannot be used: " + FileTrouble.why(e) + "."));
		}
	}

	private static Products products(Configuration configuration) throws IOException {
		Optional<String> file = configuration.text(PRODUCT_TABLE);
		try {
			return file.isPresent() ? Products.with(Path.of(file.get())) : Products.BUILT_IN;
		} catch (InvalidPathException e) {
			throw new IOException("this cannot be the path of a file", e);
		}
	}

	private static Verification verifyFolder(Configuration configuration, MonitorContext context, Call call) {
		Status status = configuration.text(FOLDER).isEmpty()
				? Status.up("No folder is watched. Import the exports of the account by hand.")
				: new FolderMonitor(configuration, context).look(call).status();
		boolean fault = status.state() == Status.State.DOWN || status.state() == Status.State.MISCONFIGURED;
		return new Verification(status, fault ? List.of(new FieldProblem(FOLDER, status.message())) : List.of());
	}

	@Override
	public Monitor open(Configuration configuration, MonitorContext context) {
		return new AccountMonitor(configuration, new FolderMonitor(configuration, context),
				fromFilesOnly(configuration) ? Optional.empty() : Optional.of(new CloudMonitor(configuration, context)));
	}

	@Override
	public String parserVersion() {
		return ExportReader.VERSION;
	}

	@Override
	public Interpretation interpret(Evidence evidence, Configuration configuration, ObservationSink sink) {
		Products products = Products.BUILT_IN;
		try {
			products = products(configuration);
		} catch (IOException e) {
			sink.report(Diagnostic.warning("The table of products cannot be used: " + FileTrouble.why(e) + ". The names Lictor knows were "
					+ "used.", Place.NOWHERE.field(PRODUCT_TABLE)));
		}
		Optional<EvidenceName> asked = evidence.origin() == Evidence.Origin.POLL ? EvidenceName.parse(evidence.name()) : Optional.empty();
		if (asked.map(name -> name.ending().equals("json")).orElse(false)) {
			return new AnswerReader(evidence, asked.get(), products, sink).read();
		}
		if (asked.map(name -> name.api().equals(EvidenceName.TOKEN_FLEX)).orElse(false) || isSessions(evidence)) {
			return new SessionReader(evidence, asked, products, sink).read();
		}
		return new ExportReader(evidence, configuration.text(TEAM), products, XlsxLimits.USUAL, sink).read();
	}

	/** An export of Token Flex sessions may come as a file, too. Its first line says so. */
	private static boolean isSessions(Evidence evidence) {
		if (evidence.origin() != Evidence.Origin.FILE) {
			return false;
		}
		try (InputStream in = evidence.content().open()) {
			String first = new String(in.readNBytes(FIRST_LINE), StandardCharsets.UTF_8).lines().findFirst().orElse("");
			return SessionReader.score(List.of(first.replace("\"", "").split("[,;\\t]"))) > 0;
		} catch (IOException e) {
			return false;
		}
	}
}
