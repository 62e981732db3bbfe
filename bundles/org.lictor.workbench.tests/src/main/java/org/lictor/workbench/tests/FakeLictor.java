package org.lictor.workbench.tests;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.lictor.model.Diagnostic;
import org.lictor.model.Place;
import org.lictor.model.Privacy;
import org.lictor.model.Progress;
import org.lictor.model.Role;
import org.lictor.model.Status;
import org.lictor.query.Query;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ResultTable;
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
import org.lictor.service.Examination;
import org.lictor.service.ImportResult;
import org.lictor.service.Directories;
import org.lictor.service.DirectoryDefinition;
import org.lictor.service.DirectoryInfo;
import org.lictor.service.Imports;
import org.lictor.service.Lictor;
import org.lictor.service.Maintenance;
import org.lictor.service.Erased;
import org.lictor.service.Mapping;
import org.lictor.service.People;
import org.lictor.service.Person;
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
import org.lictor.service.ServiceException.Reason;
import org.lictor.service.SignIn;
import org.lictor.spi.Capability;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Evidence;
import org.lictor.spi.Field;
import org.lictor.spi.Field.Kind;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.ServerType;
import org.lictor.spi.Verification;
import org.lictor.spi.WatchedApplication;

/** A Lictor without a database: it answers every report with as many invented rows as a test asks for. */
final class FakeLictor implements Lictor {

	/** The one that the workbench under test is connected to. */
	static final FakeLictor INSTANCE = new FakeLictor();

	private static final ServerTypeInfo CUSTOM = new ServerTypeInfo("custom", "Custom XML file",
			"An XML file with the present state, written by a script of yours.",
			ConfigurationSchema.of(Field.required("file", "File", Kind.FILE, "The file, on the machine that monitors."),
					new Field("mode", "Mode", Kind.CHOICE, false, "strict", "How strictly the file is read.", List.of("strict", "lenient")),
					Field.optional("backup", "Read the backup too", Kind.BOOLEAN, "Whether the file with .bak behind its name is read.")),
			Set.of(Capability.SNAPSHOT));

	private final List<Consumer<Set<Changes.Topic>>> listeners = new CopyOnWriteArrayList<>();
	private final Map<String, ServerDefinition> servers = new TreeMap<>();
	private final Map<String, AgentGroupInfo> groups = new TreeMap<>();
	private final List<Mapping> mappings = new ArrayList<>();
	private final Map<String, DirectoryInfo> directories = new TreeMap<>();
	private final List<ReportGroup> reportGroups = new ArrayList<>();
	private final List<Price> prices = new ArrayList<>();
	/** Plug-ins of the installation. */
	final FakePlugins plugins = new FakePlugins();
	private final List<WatchedApplication> rules = new CopyOnWriteArrayList<>();
	private final List<String> imported = new ArrayList<>();
	private final List<String> polled = new CopyOnWriteArrayList<>();
	private final Map<String, ResultTable> cache = new java.util.concurrent.ConcurrentHashMap<>();
	private final AtomicInteger queries = new AtomicInteger();
	private final List<Query> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
	private volatile Samples samples = new Samples(Instant.now());
	private volatile int rows;
	private volatile Optional<ServiceException> trouble = Optional.empty();
	private volatile Optional<CountDownLatch> gate = Optional.empty();

	/** Starts anew: so many rows in every report, nothing else; and tells that everything changed. */
	synchronized void reset(int count) {
		servers.clear();
		groups.clear();
		mappings.clear();
		directories.clear();
		reportGroups.clear();
		prices.clear();
		plugins.reset();
		asked.clear();
		rules.clear();
		imported.clear();
		polled.clear();
		cache.clear();
		trouble = Optional.empty();
		gate = Optional.empty();
		samples = new Samples(Instant.now());
		rows = count;
		changed();
	}

	/** Other rows in every report, all else as it is. */
	void rows(int count) {
		rows = count;
		cache.clear();
		changed();
	}

	/** The same rows, told a moment later. */
	void later() {
		samples = new Samples(Instant.now());
		cache.clear();
		changed();
	}

	/** Every query fails from now on. */
	void fail(String message) {
		trouble = Optional.of(new ServiceException(Reason.UNAVAILABLE, message));
		changed();
	}

	/** Queries for the whole of a report wait until the latch is open. */
	void hold(CountDownLatch latch) {
		gate = Optional.of(latch);
	}

	int queriesAnswered() {
		return queries.get();
	}

	List<String> imported() {
		return imported;
	}

	List<String> polled() {
		return polled;
	}

	List<Mapping> mappings() {
		return mappings;
	}

	Map<String, ServerDefinition> definitions() {
		return servers;
	}

	Map<String, AgentGroupInfo> groupsByName() {
		return groups;
	}

	void changed() {
		listeners.forEach(listener -> listener.accept(Set.of(Changes.Topic.values())));
	}

	@Override
	public String place() {
		return "/home/mira/.lictor";
	}

	@Override
	public String version() {
		return "1.0.0";
	}

	@Override
	public void close() {
		// nothing is open
	}

	@Override
	public Changes changes() {
		return listener -> {
			listeners.add(listener);
			return () -> listeners.remove(listener);
		};
	}

	/** What was asked since the last {@link #reset}. */
	List<Query> asked() {
		return asked;
	}

	@Override
	public Queries queries() {
		return new Queries() {
			@Override
			public List<ReportDefinition> reports() {
				return List.of();
			}

			@Override
			public ResultTable run(Query query, Progress progress) throws ServiceException {
				if (trouble.isPresent()) {
					throw trouble.get();
				}
				if (query.limit().isEmpty() && gate.isPresent()) {
					try {
						if (!gate.get().await(30, TimeUnit.SECONDS)) {
							throw new ServiceException(Reason.UNAVAILABLE, "The test forgot to open its gate.");
						}
					} catch (InterruptedException e) {
						throw new ServiceException(Reason.CANCELLED, "Interrupted.", e);
					}
				}
				queries.incrementAndGet();
				asked.add(query);
				if (query.report().equals(Queries.USAGE_HISTORY)) {
					return samples.answer(query, rows);
				}
				return cache.computeIfAbsent(query.toString(), key -> samples.answer(query, rows));
			}
		};
	}

	@Override
	public Servers servers() {
		return new Servers() {
			@Override
			public List<ServerTypeInfo> types() {
				return List.of(account(), CUSTOM);
			}

			@Override
			public List<ServerInfo> list() {
				synchronized (FakeLictor.this) {
					return servers.values().stream().map(FakeLictor::info).toList();
				}
			}

			@Override
			public ServerInfo show(String name) {
				return info(servers.get(name));
			}

			@Override
			public ServerInfo add(ServerDefinition definition) throws ServiceException {
				if (definition.settings().getOrDefault("file", "").contains("forbidden")) {
					throw new ServiceException(Reason.INVALID, "File: /forbidden may not be read by this server.");
				}
				servers.put(definition.name(), definition);
				changed();
				return info(definition);
			}

			@Override
			public ServerInfo update(ServerDefinition definition) {
				servers.put(definition.name(), definition);
				changed();
				return info(definition);
			}

			@Override
			public void remove(String name) {
				servers.remove(name);
				changed();
			}

			@Override
			public Verification verify(ServerDefinition definition, Progress progress) {
				String file = definition.settings().getOrDefault("file", "");
				return file.contains("missing")
						? new Verification(Status.down(Status.Detail.COMMUNICATION, "The file " + file + " is missing. Check the path."),
								List.of(new FieldProblem("file", "There is no such file.")))
						: new Verification(Status.up("3 products with 42 seats."), List.of());
			}

			@Override
			public SignIn beginSignIn(ServerDefinition definition) {
				return new SignIn("sign-in-1", URI.create("lictor-test:authorize?client_id=" + definition.settings().get("client-id")),
						URI.create(definition.settings().get("redirect")), Instant.now().plusSeconds(600));
			}

			@Override
			public Verification finishSignIn(String id, String query, Progress progress) {
				return query.startsWith("code=") ? new Verification(Status.up("Signed in."), List.of())
						: new Verification(Status.misconfigured("Access was not allowed. Sign in again."), List.of());
			}

			@Override
			public ServerInfo poll(String name, Progress progress) {
				polled.add(name);
				return info(servers.getOrDefault(name, new ServerDefinition(name, "custom", Map.of(), Map.of(), true)));
			}
		};
	}

	/** The type as its plug-in describes it: what the wizard shows is what people will see. */
	private static ServerTypeInfo account() {
		ServerType type = FakeSite.serverType("autodesk");
		return new ServerTypeInfo(type.id(), type.label(), type.description(), type.schema(), type.capabilities());
	}

	private static ServerInfo info(ServerDefinition definition) {
		return new ServerInfo(definition.name(), definition.type(), definition.type(), definition.settings(), definition.secrets().keySet(),
				definition.enabled(), Status.up(""), Optional.of(Instant.now()), Optional.of(Instant.now()), List.of());
	}

	@Override
	public Imports imports() {
		return (server, file, progress) -> {
			imported.add(server + ":" + file.name());
			boolean good = !file.name().contains("bad");
			return new ImportResult(file.name(), good ? ImportResult.Outcome.IMPORTED : ImportResult.Outcome.IMPORTED_WITH_PROBLEMS,
					"users and assignments", 412, good ? 0 : 1, good ? List.of()
							: List.of(Diagnostic.error("'not-an-address' is no mail address; the row was left out.", Place.of(file.name(), 3).field("Email"))));
		};
	}

	@Override
	public AgentGroups groups() {
		return new AgentGroups() {
			@Override
			public List<AgentGroupInfo> list() {
				return List.copyOf(groups.values());
			}

			@Override
			public AgentGroupInfo create(String name, boolean autoAssign) {
				return put(new AgentGroupInfo(name, autoAssign, List.of(), List.of(), Privacy.CLEAR));
			}

			@Override
			public AgentGroupInfo autoAssign(String name, boolean autoAssign) {
				AgentGroupInfo group = groups.get(name);
				return put(new AgentGroupInfo(name, autoAssign, group.agents(), group.servers(), group.privacy(), group.idle()));
			}

			@Override
			public AgentGroupInfo privacy(String name, Privacy privacy) {
				AgentGroupInfo group = groups.get(name);
				return put(new AgentGroupInfo(name, group.autoAssign(), group.agents(), group.servers(), privacy, group.idle()));
			}

			@Override
			public AgentGroupInfo idle(String name, boolean idle) {
				AgentGroupInfo group = groups.get(name);
				return put(new AgentGroupInfo(name, group.autoAssign(), group.agents(), group.servers(), group.privacy(), idle));
			}

			@Override
			public void remove(String name) {
				groups.remove(name);
			}

			@Override
			public void assign(String name, String server) {
				AgentGroupInfo group = groups.get(name);
				put(new AgentGroupInfo(name, group.autoAssign(), group.agents(), with(group.servers(), server), group.privacy(), group.idle()));
			}

			@Override
			public void unassign(String name, String server) {
				AgentGroupInfo group = groups.get(name);
				put(new AgentGroupInfo(name, group.autoAssign(), group.agents(), without(group.servers(), server), group.privacy(), group.idle()));
			}

			@Override
			public void addAgent(String name, String agent) {
				AgentGroupInfo group = groups.get(name);
				put(new AgentGroupInfo(name, group.autoAssign(), with(group.agents(), agent), group.servers(), group.privacy(), group.idle()));
			}

			@Override
			public void removeAgent(String name, String agent) {
				AgentGroupInfo group = groups.get(name);
				put(new AgentGroupInfo(name, group.autoAssign(), without(group.agents(), agent), group.servers(), group.privacy(), group.idle()));
			}

			private AgentGroupInfo put(AgentGroupInfo group) {
				groups.put(group.name(), group);
				return group;
			}
		};
	}

	private static List<String> with(List<String> names, String name) {
		List<String> more = new ArrayList<>(names);
		more.add(name);
		return more.stream().distinct().sorted().toList();
	}

	private static List<String> without(List<String> names, String name) {
		return names.stream().filter(other -> !other.equals(name)).toList();
	}

	@Override
	public Agents agents() {
		return new Agents() {
			@Override
			public List<AgentInfo> list() {
				List<AgentInfo> agents = new ArrayList<>();
				for (int i = 0; i < Math.min(rows, 20); i++) {
					agents.add(new AgentInfo("agent-" + (i + 1), Samples.host(i * 5), "Linux x86_64", "1.0.0", Instant.now(), Optional.of(Instant.now()),
							i % 12 != 7, Optional.empty(), List.of(), ""));
				}
				return agents;
			}

			@Override
			public void remove(String id) {
				// the rows are invented
			}

			@Override
			public Enrolment token(Optional<String> group, Duration lifetime) {
				return new Enrolment("lictor1:" + "a1B2c3D4".repeat(20), group, Instant.now().plus(lifetime));
			}

			@Override
			public Examination examine(String id, boolean all, Progress progress) throws ServiceException {
				return examined(id, all, progress);
			}

			@Override
			public Examination tryRule(String id, String server, WatchedApplication rule, boolean all, Progress progress)
					throws ServiceException {
				Examination examination = examined(id, all, progress);
				return new Examination(id, examination.host(), examination.at(), List.of(), examination.processes(), examination.others());
			}

			@Override
			public List<WatchedApplication> rules(String server) {
				return List.copyOf(rules);
			}

			@Override
			public void putRule(String server, WatchedApplication rule) {
				removeRule(server, rule.id());
				rules.add(rule);
				changed();
			}

			@Override
			public void removeRule(String server, String rule) {
				rules.removeIf(each -> each.id().equals(rule));
				changed();
			}
		};
	}

	/** Waits while queries are held; without rows there is no agent. */
	private Examination examined(String id, boolean all, Progress progress) throws ServiceException {
		progress.begin("Waiting for the agent", 30);
		while (gate.isPresent() && gate.get().getCount() > 0) {
			if (progress.cancelled()) {
				throw new ServiceException(Reason.CANCELLED, "It was called off.");
			}
			LockSupport.parkNanos(5_000_000);
		}
		if (trouble.isPresent()) {
			throw trouble.get();
		}
		return samples.examination(id, all);
	}

	@Override
	public People people() {
		return new People() {
			@Override
			public List<Mapping> list() {
				return List.copyOf(mappings);
			}

			@Override
			public void map(Mapping mapping) throws ServiceException {
				if (mappings.contains(mapping)) {
					throw new ServiceException(Reason.ALREADY_EXISTS, mapping.hostUser() + " is " + mapping.account() + " already.");
				}
				mappings.add(mapping);
				changed();
			}

			@Override
			public void unmap(Mapping mapping) {
				mappings.remove(mapping);
				changed();
			}

			@Override
			public List<String> patterns() {
				return List.of();
			}

			@Override
			public void patterns(List<String> patterns) {
				throw new UnsupportedOperationException();
			}

			@Override
			public Erased erase(Person person, Progress progress) {
				throw new UnsupportedOperationException();
			}

			@Override
			public ResultTable evidence(Person person, Progress progress) {
				throw new UnsupportedOperationException();
			}
		};
	}

	@Override
	public ReportGroups reportGroups() {
		return new ReportGroups() {
			@Override
			public List<ReportGroup> list() {
				return List.copyOf(reportGroups);
			}

			@Override
			public void add(String name, ReportGroup.Kind kind) {
				reportGroups.add(new ReportGroup(name, kind, List.of()));
				changed();
			}

			@Override
			public void remove(String name) {
				reportGroups.removeIf(group -> group.name().equals(name));
				changed();
			}

			@Override
			public void include(String group, ReportGroup.Member member) throws ServiceException {
				if (member.name().isBlank()) {
					throw new ServiceException(Reason.INVALID, "A member has a name.");
				}
				change(group, members -> members.add(member));
			}

			@Override
			public void exclude(String group, ReportGroup.Member member) {
				change(group, members -> members.remove(member));
			}

			private void change(String name, java.util.function.Consumer<List<ReportGroup.Member>> change) {
				reportGroups.replaceAll(group -> {
					List<ReportGroup.Member> members = new java.util.ArrayList<>(group.members());
					if (group.name().equals(name)) {
						change.accept(members);
					}
					return new ReportGroup(group.name(), group.kind(), members);
				});
				changed();
			}
		};
	}

	@Override
	public Directories directories() {
		return new Directories() {
			@Override
			public ConfigurationSchema schema() {
				return ConfigurationSchema.of(Field.required("url", "Address", Field.Kind.TEXT, "ldaps://dc.acme.local"),
						Field.optional("unencrypted", "Without encryption", Field.Kind.BOOLEAN, "Only for ldap://."),
						Field.optional("bind-dn", "Bind DN", Field.Kind.TEXT, "Who reads."),
						Field.optional("password", "Password", Field.Kind.SECRET, "Of the bind DN."),
						Field.required("base-dn", "Base DN", Field.Kind.TEXT, "Where users and groups are looked for, with all below it."),
						Field.optional("interval", "Read every", Field.Kind.DURATION, "How often the directory is read.").withDefault("6h"));
			}

			@Override
			public List<DirectoryInfo> list() {
				return List.copyOf(directories.values());
			}

			@Override
			public DirectoryInfo show(String name) {
				return directories.get(name);
			}

			@Override
			public DirectoryInfo add(DirectoryDefinition definition) {
				return put(definition, Status.unknown(Status.Detail.NO_DATA_YET, ""), Optional.empty(), 0);
			}

			@Override
			public DirectoryInfo update(DirectoryDefinition definition) {
				return add(definition);
			}

			private DirectoryInfo put(DirectoryDefinition definition, Status status, Optional<Instant> read, long users) {
				directories.put(definition.name(), new DirectoryInfo(definition.name(), definition.settings(), definition.secrets().keySet(), status, read, read,
						List.of("acme.local", "acme"), users, users / 25));
				changed();
				return directories.get(definition.name());
			}

			@Override
			public void remove(String name) {
				directories.remove(name);
				changed();
			}

			@Override
			public Verification test(DirectoryDefinition definition, Progress progress) {
				return definition.secrets().getOrDefault("password", "").equals("right") ? new Verification(Status.up("The directory answers."), List.of())
						: new Verification(Status.misconfigured("The directory refuses the password."),
								List.of(new FieldProblem("password", "The directory refuses the password.")));
			}

			@Override
			public DirectoryInfo refresh(String name, boolean accept, Progress progress) {
				DirectoryInfo directory = directories.get(name);
				return put(new DirectoryDefinition(name, directory.settings(), Map.of("password", "")), Status.up(""), Optional.of(Instant.now()), 300);
			}
		};
	}

	@Override
	public Plugins plugins() {
		return plugins;
	}

	@Override
	public Prices prices() {
		return new Prices() {
			@Override
			public List<Price> list() {
				return List.copyOf(prices);
			}

			@Override
			public void set(Price price) throws ServiceException {
				if (price.amount().signum() < 0) {
					throw new ServiceException(Reason.INVALID, "A price should be a number from 0.");
				}
				prices.removeIf(each -> same(each, price.kind(), price.product(), price.from()));
				prices.add(price);
			}

			@Override
			public void remove(Price.Kind kind, String product, LocalDate from) {
				prices.removeIf(each -> same(each, kind, product, from));
			}

			private static boolean same(Price price, Price.Kind kind, String product, LocalDate from) {
				return price.kind() == kind && price.product().equals(product) && price.from().equals(from);
			}
		};
	}

	@Override
	public AccessTokens tokens() {
		return new AccessTokens() {
			@Override
			public List<AccessToken> list() {
				return List.of();
			}

			@Override
			public String create(String name, Role role, Optional<Duration> lifetime) {
				throw new UnsupportedOperationException();
			}

			@Override
			public void revoke(String name) {
				throw new UnsupportedOperationException();
			}
		};
	}

	@Override
	public Maintenance maintenance() {
		return new Maintenance() {
			@Override
			public CheckResult rebuild(Progress progress) {
				throw new UnsupportedOperationException();
			}

			@Override
			public CheckResult check(Progress progress) {
				throw new UnsupportedOperationException();
			}

			@Override
			public Backup backup(String target, Progress progress) {
				throw new UnsupportedOperationException();
			}

			@Override
			public List<RetentionLimit> limits() {
				return List.of();
			}

			@Override
			public void limit(RetentionLimit limit) {
				throw new UnsupportedOperationException();
			}

			@Override
			public void unlimited(RetentionLimit.Kind kind) {
				throw new UnsupportedOperationException();
			}

			@Override
			public Pruned prune(Progress progress) {
				throw new UnsupportedOperationException();
			}
		};
	}
}
