package org.lictor.http.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

import org.lictor.agent.protocol.Acknowledgement;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.EnrolmentAnswer;
import org.lictor.agent.protocol.EnrolmentRequest;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.ExaminationReport;
import org.lictor.agent.protocol.Intervals;
import org.lictor.agent.protocol.Problem;
import org.lictor.core.Access;
import org.lictor.core.AgentGateway;
import org.lictor.core.AgentRefusal;
import org.lictor.core.Health;
import org.lictor.core.Node;
import org.lictor.core.Principal;
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
import org.lictor.service.Doubt;
import org.lictor.service.Doubts;
import org.lictor.service.InstalledPlugin;
import org.lictor.service.Plugin;
import org.lictor.service.PluginChange;
import org.lictor.service.PluginTrust;
import org.lictor.service.Plugins;
import org.lictor.service.RemoteChange;
import org.lictor.service.TrustPolicy;
import org.lictor.service.TrustedKey;
import org.lictor.service.DirectoryInfo;
import org.lictor.service.Imports;
import org.lictor.service.Maintenance;
import org.lictor.service.Mapping;
import org.lictor.service.People;
import org.lictor.service.Price;
import org.lictor.service.Prices;
import org.lictor.service.Pruned;
import org.lictor.service.RetentionLimit;
import org.lictor.service.Queries;
import org.lictor.service.ReportGroup;
import org.lictor.service.ReportGroups;
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

/** A node that writes down what it is asked and answers what it was told to. */
final class FakeNode implements Node {

	static final String ADMINISTRATOR = "token-of-an-administrator";
	static final String READER = "token-of-a-reader";
	static final String AGENT = "secret-of-an-agent";

	static final Instant MORNING = Instant.parse("2026-03-01T08:00:00Z");
	static final ServerInfo SERVER = new ServerInfo("Cloud", "autodesk", "Autodesk", Map.of("zone", "UTC"), Set.of("key"),
			true, Status.up(""), Optional.of(MORNING), Optional.of(MORNING), List.of("All"));
	static final ServerTypeInfo TYPE = new ServerTypeInfo("autodesk", "Autodesk", "A cloud.",
			ConfigurationSchema.of(
					new Field("way", "Way", Field.Kind.CHOICE, false, "files", "How.", List.of("files", "key"))
							.explaining(List.of(new Field.Choice("key", "With a key", "Have one made."))),
					Field.required("key", "Key", Field.Kind.SECRET, "The key.").onlyFor("way", "key"),
					Field.optional("team", "Team", Field.Kind.TEXT, "Whose.").neededFor("way", "files")),
			Set.of(Capability.IMPORT));
	static final AgentGroupInfo GROUP = new AgentGroupInfo("All", true, List.of("a1"), List.of("Cloud"), Privacy.PSEUDONYM);
	static final AgentInfo AGENT_INFO = new AgentInfo("a1", "ws7", "linux", "1.0", MORNING, Optional.empty(), false,
			Optional.of(Duration.ofMillis(-20)), List.of("All"), "");
	static final Enrolment ENROLMENT = new Enrolment("lictor1:abc", Optional.of("All"), MORNING);
	static final Examination EXAMINATION = new Examination("a1", "ws7", MORNING,
			List.of(new Examination.Finding(Examination.Level.NOTE, "spool", "7 events wait.", "")),
			List.of(new Examination.Seen(1, 4711, "jdoe", "/opt/acad", "Cloud", Examination.Outcome.COUNTED, "counts")), 400);
	static final WatchedApplication RULE = new WatchedApplication("maya", "Maya", WatchedApplication.Kind.HEADLESS, "/maya\\b(?<version>\\d+)",
			Optional.of("-batch \"x\""));
	static final Price PRICE = new Price(Price.Kind.SEAT_YEAR, "Revit & more", java.time.LocalDate.of(2026, 1, 1),
			new java.math.BigDecimal("2100.50"), "EUR");
	static final ReportGroup.Member MEMBER = new ReportGroup.Member("group:R & D", Optional.of(MORNING), Optional.empty());
	static final ReportGroup REPORT_GROUP = new ReportGroup("R/D é", ReportGroup.Kind.USERS, List.of(MEMBER));
	static final ConfigurationSchema SCHEMA = ConfigurationSchema.of(Field.required("url", "Address", Field.Kind.TEXT, "Where it is."));
	static final DirectoryInfo DIRECTORY = new DirectoryInfo("A/D é", Map.of("url", "ldaps://dc"), Set.of("password"), Status.up("2 left out."),
			Optional.of(MORNING), Optional.empty(), List.of("acme"), 300, 12);
	static final Mapping MAPPING = new Mapping("jdoe", "j.doe@example.com");
	static final Erased ERASED = new Erased(7, 9, List.of("One piece is left"));
	static final RetentionLimit LIMIT = new RetentionLimit(RetentionLimit.Kind.SAMPLES, 400);
	static final AccessToken TOKEN = new AccessToken("script", Role.READER, MORNING, Optional.empty());
	static final ReportDefinition REPORT = new ReportDefinition("usage", "Usage", "Used now.",
			Set.of(ReportDefinition.Parameter.SERVER), List.of(Column.of("used", "Used", ColumnType.INTEGER, "In use.")));
	static final Backup BACKUP = new Backup("/b.zip", MORNING, "1.2.3", 16, "Derby", 1234, 5, 67, List.of("Something is gone."));
	static final CheckResult CHECKED = new CheckResult(7, 9, List.of("One more."));
	static final ImportResult IMPORTED = new ImportResult("users.csv", ImportResult.Outcome.IMPORTED, "Users", 2, 0,
			List.of());
	static final Verification VERIFICATION = new Verification(Status.misconfigured("No key."),
			List.of(new FieldProblem("key", "Key is needed.")));

	static final SignIn SIGN_IN = new SignIn("sign-in-1", URI.create("https://cloud.example.com/authorize?state=abc"),
			URI.create("http://localhost:8080/callback"), MORNING);

	static final Plugin PLUGIN = new Plugin("com.example.feature", "1.0.0", "Example é", "Example Ltd", "https://example.com/p2");
	static final InstalledPlugin INSTALLED = new InstalledPlugin(PLUGIN, List.of("example"), true);
	static final PluginChange PLUGIN_CHANGE = new PluginChange(List.of(PLUGIN), List.of(), true);
	static final TrustedKey KEY = new TrustedKey(TrustedKey.Kind.OPENPGP, "00FF", "Acme <keys@acme.example>", false);
	static final Doubt STRANGER = new Doubt(Optional.of(KEY), List.of("com.example 1.0.0"));
	static final Doubt UNSIGNED = new Doubt(Optional.empty(), List.of("com.example.more 1.0.0"));

	/** Jetty tells of every start and stop. Kept, because nobody else keeps it. */
	private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

	static {
		JETTY.setLevel(Level.WARNING);
	}

	/** What was asked, in order: {@code remove(Cloud)}. */
	final List<String> calls = new CopyOnWriteArrayList<>();
	/** Whether a listener told where it listens. */
	volatile String listening = "";
	/** Thrown by every call of a service when set. */
	volatile Exception failure;
	/** What long tasks do before they give their result. */
	volatile Slow slow = progress -> {
	};
	/** What was imported last. */
	volatile byte[] imported = new byte[0];
	volatile ResultTable table = table(3);
	volatile Health.State health = Health.State.OK;
	volatile AgentRefusal refusal;
	/** What may be done with plug-ins over HTTPS. */
	volatile RemoteChange remote = RemoteChange.ASK;
	/** What whoever changes plug-ins is asked about. */
	volatile List<Doubt> doubts = List.of();
	final List<CompletableFuture<Optional<AgentConfiguration>>> waiting = new CopyOnWriteArrayList<>();
	final List<Consumer<Set<Changes.Topic>>> listeners = new CopyOnWriteArrayList<>();

	private final Map<String, Principal> principals = new ConcurrentHashMap<>(
			Map.of(ADMINISTRATOR, new Principal(Role.ADMINISTRATOR, "admin"), READER, new Principal(Role.READER, "reader"),
					AGENT, new Principal(Role.AGENT, "a1")));

	/** Work that takes long. */
	interface Slow {

		void run(Progress progress) throws ServiceException;
	}

	static AgentConfiguration configuration(String etag) {
		return new AgentConfiguration(etag, Intervals.DEFAULT, List.of());
	}

	static ResultTable table(int rows) {
		TableBuilder table = new TableBuilder("usage", "Usage",
				List.of(Column.of("product", "Product", ColumnType.TEXT, "What."),
						Column.of("used", "Used", ColumnType.INTEGER, "In use.")));
		for (int row = 0; row < rows; row++) {
			table.row("Product " + row % 50, (long) row);
		}
		return table.note("Counted per user.").build(MORNING, ZoneOffset.UTC);
	}

	void revoke(String token) {
		principals.remove(token);
	}

	void changed(Changes.Topic... topics) {
		listeners.forEach(listener -> listener.accept(Set.of(topics)));
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
		return recorded(Servers.class, Map.of("types", List.of(TYPE), "list", List.of(SERVER), "show", SERVER, "add", SERVER,
				"update", SERVER, "verify", VERIFICATION, "poll", SERVER, "beginSignIn", SIGN_IN, "finishSignIn", VERIFICATION));
	}

	@Override
	public Imports imports() {
		return (server, file, progress) -> {
			recorded(Imports.class, Map.of("run", IMPORTED)).run(server, file, progress);
			try {
				imported = file.content().open().readAllBytes();
			} catch (java.io.IOException e) {
				throw new IllegalStateException(e);
			}
			return IMPORTED;
		};
	}

	@Override
	public AgentGroups groups() {
		return recorded(AgentGroups.class, Map.of("list", List.of(GROUP), "create", GROUP, "autoAssign", GROUP, "privacy", GROUP,
				"idle", GROUP));
	}

	@Override
	public Agents agents() {
		return recorded(Agents.class, Map.of("list", List.of(AGENT_INFO), "token", ENROLMENT, "examine", EXAMINATION, "tryRule", EXAMINATION,
				"rules", List.of(RULE)));
	}

	@Override
	public People people() {
		return recorded(People.class, Map.of("list", List.of(MAPPING), "patterns", List.of("{last}"), "evidence", table, "erase", ERASED));
	}

	@Override
	public ReportGroups reportGroups() {
		return recorded(ReportGroups.class, Map.of("list", List.of(REPORT_GROUP)));
	}

	@Override
	public Directories directories() {
		return recorded(Directories.class, Map.of("schema", SCHEMA, "list", List.of(DIRECTORY), "show", DIRECTORY, "add", DIRECTORY, "update", DIRECTORY,
				"refresh", DIRECTORY, "test", VERIFICATION));
	}

	@Override
	public Prices prices() {
		return recorded(Prices.class, Map.of("list", List.of(PRICE)));
	}

	@Override
	public AccessTokens tokens() {
		return recorded(AccessTokens.class, Map.of("list", List.of(TOKEN), "create", "new-secret"));
	}

	@Override
	public Queries queries() {
		return recorded(Queries.class, Map.of("reports", List.of(REPORT), "run", table));
	}

	@Override
	public Maintenance maintenance() {
		return recorded(Maintenance.class, Map.of("backup", BACKUP, "rebuild", CHECKED, "check", CHECKED, "limits", List.of(LIMIT), "prune", new Pruned(1, 2, 3, 4, 5)));
	}

	@Override
	public Plugins plugins() {
		return recorded(Plugins.class, Map.of("installed", List.of(INSTALLED), "offered", List.of(PLUGIN), "install", PLUGIN_CHANGE, "update",
				PluginChange.NONE, "remove", PLUGIN_CHANGE, "trust", (Supplier<PluginTrust>) () -> new PluginTrust(TrustPolicy.ASK, List.of(KEY), List.of("mirror.example"), remote)));
	}

	@Override
	public Changes changes() {
		return listener -> {
			listeners.add(listener);
			return () -> listeners.remove(listener);
		};
	}

	@Override
	public void close() {
		calls.add("close()");
	}

	@Override
	public Access access() {
		return new Access() {
			@Override
			public Optional<Principal> authenticate(String token) {
				return Optional.ofNullable(principals.get(token));
			}

			@Override
			public String temporary(Role role, String name) {
				String token = "temporary-" + UUID.randomUUID();
				principals.put(token, new Principal(role, name));
				return token;
			}
		};
	}

	@Override
	public Health health() {
		return new Health(health, "1.2.3", Duration.ofSeconds(5), Map.of(Status.State.UP, 1), 0, 1, Optional.empty());
	}

	@Override
	public void listening(URI address, String fingerprint) {
		listening = address + " " + fingerprint;
	}

	@Override
	public AgentGateway agentGateway() {
		return new AgentGateway() {
			@Override
			public EnrolmentAnswer enrol(EnrolmentRequest request) throws AgentRefusal {
				calls.add("enrol(" + request.host() + ")");
				refuse();
				return new EnrolmentAnswer("a1", AGENT);
			}

			@Override
			public CompletionStage<Optional<AgentConfiguration>> configuration(String agent, Optional<String> known,
					Duration wait) {
				calls.add("configuration(" + agent + ", " + known + ", " + wait + ")");
				if (refusal != null) {
					return CompletableFuture.failedFuture(refusal);
				}
				if (wait.isZero() || known.isEmpty()) {
					return CompletableFuture.completedFuture(
							Optional.of(FakeNode.configuration("e1")).filter(it -> !Optional.of(it.etag()).equals(known)));
				}
				CompletableFuture<Optional<AgentConfiguration>> later = new CompletableFuture<>();
				waiting.add(later);
				return later;
			}

			@Override
			public Acknowledgement events(String agent, EventBatch batch) throws AgentRefusal {
				calls.add("events(" + agent + ", " + batch.events().size() + ")");
				refuse();
				return new Acknowledgement(Map.of());
			}

			@Override
			public void examined(String agent, ExaminationReport report) {
				calls.add("examined(" + agent + ", " + report.id() + ")");
			}

			private void refuse() throws AgentRefusal {
				if (refusal != null) {
					throw refusal;
				}
			}
		};
	}

	static AgentRefusal refusal(Problem.Reason reason) {
		return new AgentRefusal(new Problem(reason, "A sentence for the agent."));
	}

	private <T> T recorded(Class<T> service, Map<String, Object> answers) {
		return service.cast(Proxy.newProxyInstance(service.getClassLoader(), new Class<?>[] { service },
				(proxy, method, arguments) -> record(method, arguments == null ? new Object[0] : arguments, answers)));
	}

	private Object record(Method method, Object[] arguments, Map<String, Object> answers) throws Throwable {
		calls.add(method.getName() + "(" + Arrays.stream(arguments).filter(each -> !(each instanceof Progress || each instanceof Doubts))
				.map(FakeNode::text).collect(Collectors.joining(", ")) + ")");
		if (failure != null) {
			throw failure;
		}
		for (Object argument : arguments) {
			if (argument instanceof Progress progress) {
				slow.run(progress);
			}
			if (argument instanceof Doubts asked && !doubts.isEmpty() && !asked.accept(doubts)) {
				throw new ServiceException(ServiceException.Reason.FORBIDDEN, "It is not trusted.");
			}
		}
		Object answer = answers.get(method.getName());
		return answer instanceof Supplier<?> current ? current.get() : answer;
	}

	private static String text(Object argument) {
		return argument instanceof Evidence evidence
				? evidence.origin() + " " + evidence.name() + " " + evidence.observedAt()
				: argument.toString();
	}
}
