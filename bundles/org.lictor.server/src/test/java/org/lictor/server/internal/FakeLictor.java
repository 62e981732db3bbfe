package org.lictor.server.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.lictor.model.Diagnostic;
import org.lictor.model.Place;
import org.lictor.model.Privacy;
import org.lictor.model.Progress;
import org.lictor.model.Role;
import org.lictor.model.Status;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.service.AccessToken;
import org.lictor.service.AccessTokens;
import org.lictor.service.AgentGroupInfo;
import org.lictor.service.AgentGroups;
import org.lictor.service.AgentInfo;
import org.lictor.service.Agents;
import org.lictor.service.Changes;
import org.lictor.service.Backup;
import org.lictor.service.CheckResult;
import org.lictor.service.Enrolment;
import org.lictor.service.Erased;
import org.lictor.service.Examination;
import org.lictor.service.ImportResult;
import org.lictor.service.Directories;
import org.lictor.service.DirectoryDefinition;
import org.lictor.service.DirectoryInfo;
import org.lictor.service.Imports;
import org.lictor.service.Lictor;
import org.lictor.service.Maintenance;
import org.lictor.service.Mapping;
import org.lictor.service.People;
import org.lictor.service.Plugins;
import org.lictor.service.Price;
import org.lictor.service.Prices;
import org.lictor.service.Pruned;
import org.lictor.service.RetentionLimit;
import org.lictor.service.Queries;
import org.lictor.service.ReportGroup;
import org.lictor.service.ReportGroups;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServerInfo;
import org.lictor.service.ServerTypeInfo;
import org.lictor.service.Servers;
import org.lictor.service.ServiceException;
import org.lictor.service.SignIn;
import org.lictor.spi.Capability;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Evidence;
import org.lictor.spi.Field;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.Verification;
import org.lictor.spi.WatchedApplication;

/** A Lictor that writes down what it is asked and answers what it was told to. */
final class FakeLictor implements Lictor {

	static final Instant MORNING = Instant.parse("2026-03-01T08:00:00Z");
	static final ServerInfo SERVER = new ServerInfo("Cloud", "autodesk", "Autodesk", Map.of("folder", "/x", "zone", "UTC"),
			Set.of("key"), true, Status.up("All well."), Optional.of(MORNING), Optional.empty(), List.of("Design"));
	static final DirectoryInfo DIRECTORY = new DirectoryInfo("Acme", Map.of("url", "ldaps://dc", "base-dn", "DC=acme"), Set.of("password"), Status.up(""),
			Optional.of(MORNING), Optional.of(MORNING), List.of("acme"), 300, 12);
	static final Backup BACKUP = new Backup("/backups/b.zip", MORNING, "1.2.3", 16, "Derby", 1234, 5, 67_800_000, List.of());
	static final Verification BAD = new Verification(Status.misconfigured("The folder is missing."),
			List.of(new FieldProblem("folder", "There is no folder /x.")));

	/** What was asked, in order. */
	final FakePlugins plugins = new FakePlugins();
	final List<String> calls = new ArrayList<>();
	/** The secrets of the last definition that came. */
	Map<String, String> secrets = Map.of();
	/** What is answered, by the name of the method. */
	final Map<String, Object> answers = new HashMap<>();
	/** Thrown by every call when set. */
	Exception failure;
	boolean closed;

	FakeLictor() {
		answers.put("servers.types",
				List.of(new ServerTypeInfo("autodesk", "Autodesk", "A cloud.",
						ConfigurationSchema.of(Field.required("key", "Key", Field.Kind.SECRET, "The key."),
								Field.optional("folder", "Folder", Field.Kind.FOLDER, "Watched.").withDefault("/in")),
						Set.of(Capability.IMPORT))));
		answers.put("servers.list", List.of(SERVER));
		for (String each : List.of("show", "add", "update", "poll")) {
			answers.put("servers." + each, SERVER);
		}
		answers.put("servers.verify", new Verification(Status.up(""), List.of()));
		answers.put("servers.beginSignIn", new SignIn("sign-in-1", URI.create("https://cloud.example.com/authorize?state=s7"),
				URI.create("http://localhost:8080/callback"), MORNING));
		answers.put("servers.finishSignIn", new Verification(Status.up("Signed in."), List.of()));
		AgentGroupInfo group = new AgentGroupInfo("Design", true, List.of("a1"), List.of("Cloud"), Privacy.CLEAR);
		answers.put("groups.list", List.of(group));
		answers.put("groups.create", group);
		answers.put("groups.autoAssign", group);
		answers.put("groups.privacy", group);
		answers.put("groups.idle", group);
		answers.put("agents.list", List.of(new AgentInfo("a1", "ws7", "linux", "1.0", MORNING, Optional.of(MORNING), true,
				Optional.of(Duration.ofMillis(1500)), List.of("Design"), "")));
		answers.put("agents.examine", new Examination("a1", "ws7", MORNING,
				List.of(new Examination.Finding(Examination.Level.GOOD, "agent", "It is running.", "")),
				List.of(new Examination.Seen(1, 4711, "jdoe", "/opt/acad", "Cloud", Examination.Outcome.COUNTED, "counts as AutoCAD"),
						new Examination.Seen(2, 0, "", "", "Cloud", Examination.Outcome.IGNORED, "not counted: uses no licence")),
				400));
		answers.put("agents.tryRule", new Examination("a1", "ws7", MORNING, List.of(),
				List.of(new Examination.Seen(1, 4712, "jdoe", "/opt/maya", "Cloud", Examination.Outcome.COUNTED, "counts as Maya")), 7));
		answers.put("agents.rules",
				List.of(new WatchedApplication("maya", "Maya", WatchedApplication.Kind.INTERACTIVE, "/maya$", Optional.of("-gui"))));
		answers.put("agents.token", new Enrolment("lictor1:abc", Optional.of("Design"), MORNING));
		answers.put("directories.list", List.of(DIRECTORY));
		for (String each : List.of("show", "add", "update", "refresh")) {
			answers.put("directories." + each, DIRECTORY);
		}
		answers.put("directories.test", new Verification(Status.up("It answers."), List.of()));
		answers.put("directories.schema", ConfigurationSchema.of(Field.required("url", "Address", Field.Kind.TEXT, "Where it is.")));
		answers.put("prices.list", List.of(new Price(Price.Kind.TOKEN, "", java.time.LocalDate.of(2026, 1, 1), java.math.BigDecimal.TEN, "EUR")));
		answers.put("reportGroups.list", List.of(new ReportGroup("Design", ReportGroup.Kind.USERS, List.of(new ReportGroup.Member("jdoe")))));
		answers.put("people.list", List.of(new Mapping("jdoe", "j.doe@example.com")));
		answers.put("people.patterns", List.of("{last}"));
		answers.put("people.evidence", table());
		answers.put("people.erase", new Erased(7, 9, List.of()));
		answers.put("tokens.list", List.of(new AccessToken("script", Role.READER, MORNING, Optional.empty())));
		answers.put("tokens.create", "new-secret");
		answers.put("queries.reports", List.of(new ReportDefinition("usage", "Usage", "Used now.",
				Set.of(ReportDefinition.Parameter.TIME, ReportDefinition.Parameter.SERVER), List.of())));
		answers.put("queries.run", table());
		answers.put("maintenance.limits", List.of(new RetentionLimit(RetentionLimit.Kind.SAMPLES, 400)));
		answers.put("maintenance.backup", BACKUP);
		answers.put("maintenance.prune", new Pruned(1, 2, 3, 4, 5));
		answers.put("maintenance.rebuild", new CheckResult(7, 9, List.of()));
		answers.put("maintenance.check", new CheckResult(7, 9, List.of()));
		answers.put("imports.run", imported(ImportResult.Outcome.IMPORTED));
	}

	static ImportResult imported(ImportResult.Outcome outcome, Diagnostic... diagnostics) {
		return new ImportResult("users.csv", outcome, "Users export", 12, diagnostics.length, List.of(diagnostics));
	}

	static Diagnostic trouble(int line) {
		return Diagnostic.error("is no address", Place.of("users.csv", line).field("email"));
	}

	private static ResultTable table() {
		return new TableBuilder("usage", "Usage",
				List.of(Column.of("product", "Product", ColumnType.TEXT, "What."),
						Column.of("used", "Used", ColumnType.INTEGER, "In use.")))
				.row("AutoCAD", 3L).build(MORNING, ZoneOffset.UTC);
	}

	@Override
	public String place() {
		return "/data";
	}

	@Override
	public String version() {
		return "1.2.3";
	}

	@Override
	public Servers servers() {
		return recorded("servers", Servers.class);
	}

	@Override
	public Imports imports() {
		return recorded("imports", Imports.class);
	}

	@Override
	public AgentGroups groups() {
		return recorded("groups", AgentGroups.class);
	}

	@Override
	public Agents agents() {
		return recorded("agents", Agents.class);
	}

	@Override
	public People people() {
		return recorded("people", People.class);
	}

	@Override
	public ReportGroups reportGroups() {
		return recorded("reportGroups", ReportGroups.class);
	}

	@Override
	public Directories directories() {
		return recorded("directories", Directories.class);
	}

	@Override
	public Plugins plugins() {
		return plugins;
	}

	@Override
	public Prices prices() {
		return recorded("prices", Prices.class);
	}

	@Override
	public AccessTokens tokens() {
		return recorded("tokens", AccessTokens.class);
	}

	@Override
	public Queries queries() {
		return recorded("queries", Queries.class);
	}

	@Override
	public Maintenance maintenance() {
		return recorded("maintenance", Maintenance.class);
	}

	@Override
	public Changes changes() {
		throw new AssertionError("commands do not wait for changes");
	}

	@Override
	public void close() {
		closed = true;
	}

	private <T> T recorded(String name, Class<T> service) {
		return service.cast(Proxy.newProxyInstance(service.getClassLoader(), new Class<?>[] { service },
				(proxy, method, arguments) -> record(name, method, arguments == null ? new Object[0] : arguments)));
	}

	private Object record(String service, Method method, Object[] arguments) throws Throwable {
		String call = service + "." + method.getName();
		calls.add(call + Arrays.stream(arguments).filter(each -> !(each instanceof Progress)).map(this::text)
				.collect(Collectors.joining(", ", "(", ")")));
		if (failure != null) {
			throw failure;
		}
		Object answer = answers.get(call);
		if (answer instanceof ServiceException refused) {
			throw refused;
		}
		return answer;
	}

	private String text(Object argument) {
		if (argument instanceof DirectoryDefinition definition) {
			secrets = definition.secrets();
			return definition.name() + " " + new java.util.TreeMap<>(definition.settings());
		}
		if (argument instanceof ServerDefinition definition) {
			secrets = definition.secrets();
			return definition.name() + " " + definition.type() + " " + new java.util.TreeMap<>(definition.settings()) + " "
					+ definition.enabled();
		}
		return argument instanceof Evidence evidence ? evidence.name() + " " + evidence.observedAt() : argument.toString();
	}
}
