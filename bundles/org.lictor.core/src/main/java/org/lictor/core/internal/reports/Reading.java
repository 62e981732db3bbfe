package org.lictor.core.internal.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.lictor.core.internal.figures.PriceTable;
import org.lictor.core.internal.groups.Membership;
import org.lictor.core.internal.directory.DirectoryIndex;
import org.lictor.core.internal.directory.DirectoryPeople;
import org.lictor.core.internal.identity.Identity;
import org.lictor.core.internal.identity.Match;
import org.lictor.core.internal.identity.NamePattern;
import org.lictor.core.internal.identity.NearAccounts;
import org.lictor.core.internal.services.StoredPeople;
import org.lictor.core.internal.services.StoredPrices;
import org.lictor.model.Account;
import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.service.Price;
import org.lictor.service.ServiceException;
import org.lictor.store.AccountFact;
import org.lictor.store.AssignmentFact;
import org.lictor.store.FactTable.OfServer;
import org.lictor.store.GroupMemberFact;
import org.lictor.store.SessionFilter;
import org.lictor.store.SessionRow;
import org.lictor.store.SessionUnit;
import org.lictor.store.Stored;
import org.lictor.store.StoredAgent;
import org.lictor.store.StoredMapping;
import org.lictor.store.StoredServer;
import org.lictor.store.Transaction;

/**
 * One question being answered: the question, the time, and the facts as they stand in one transaction. For one thread, which may
 * have others help, see {@link #sweep}.
 */
final class Reading {

	/** The limitation of every figure that rests on usage files, by rule {@code usage-files v1}. */
	static final String USAGE_FILES = "Applications before 2020 are known only by their usage files: in use means an "
			+ "application start or a save within the last 30 minutes, with the user's consent.";

	/** So many threads go through sessions at once; more would wait for memory. */
	private static final int MOST_THREADS = 4;

	private final Transaction transaction;
	private final Query query;
	private final Instant now;
	private final Duration silenceLimit;
	private final Function<String, String> typeLabel;
	private final Progress progress;
	private final Map<Long, StoredServer> servers = new HashMap<>();
	private final Map<Long, Instant> heard = new HashMap<>();
	private final Map<Long, Identity> identities = new HashMap<>();
	private final Map<String, List<Match>> matches = new HashMap<>();
	private final Map<String, List<Identity.Span>> histories = new HashMap<>();
	private Map<Long, List<AccountFact>> accounts = Map.of();
	private final Map<Long, Map<String, AccountFact>> accountsByKey = new HashMap<>();
	private List<StoredMapping> mappings = List.of();
	private List<NamePattern> patterns = List.of();
	private final DirectoryIndex directoryIndex;
	private DirectoryPeople directories = DirectoryPeople.NONE;
	private boolean peopleRead;
	/** Set by whichever thread goes through sessions. */
	private volatile boolean ofUsageFiles;
	private Optional<PriceTable> prices = Optional.empty();
	private Optional<Narrowing> narrowing = Optional.empty();
	private final Map<Long, Map<String, List<GroupMemberFact>>> vendorGroups = new HashMap<>();
	private boolean vendorGroupsRead;

	Reading(Transaction transaction, Query query, Instant now, Duration silenceLimit,
			Function<String, String> typeLabel, DirectoryIndex directoryIndex, Progress progress) {
		this.transaction = transaction;
		this.query = query;
		this.now = now;
		this.silenceLimit = silenceLimit;
		this.typeLabel = typeLabel;
		this.directoryIndex = directoryIndex;
		this.progress = progress;
		transaction.servers().all().forEach(server -> servers.put(server.id(), server));
		for (StoredAgent agent : transaction.agents().history()) {
			agent.lastHeard().filter(last -> agent.removedAt().isEmpty()).ifPresent(last -> heard.put(agent.id(), last));
		}
	}

	Transaction transaction() {
		return transaction;
	}

	Query query() {
		return query;
	}

	Instant now() {
		return now;
	}

	ZoneId zone() {
		return query.zone();
	}

	/** @return today in the time zone of the query */
	LocalDate today() {
		return now.atZone(zone()).toLocalDate();
	}

	/**
	 * @param product name of a product
	 * @return what a seat of it costs for a year at today's price, empty when none is set
	 */
	Optional<Price> seatPrice(String product) {
		return prices().on(Price.Kind.SEAT_YEAR, product, today());
	}

	/** @return all prices */
	PriceTable prices() {
		prices = prices.or(() -> Optional.of(new PriceTable(StoredPrices.all(transaction))));
		return prices.get();
	}

	String typeLabel(String type) {
		return typeLabel.apply(type);
	}

	/** @return the servers the question is about, sorted by name */
	List<StoredServer> servers() {
		return servers.values().stream().filter(server -> query.server().map(server.name()::equals).orElse(true))
				.sorted(java.util.Comparator.comparing(StoredServer::name)).toList();
	}

	/**
	 * @param id number of a server
	 * @return its name
	 */
	String serverName(long id) {
		StoredServer server = servers.get(id);
		return server == null ? "" : server.name();
	}

	/**
	 * @param product name of a product
	 * @return whether the question is about it
	 */
	boolean asksFor(String product) {
		return query.product().map(product::equals).orElse(true);
	}

	/** @return sessions of the server and product the question is about, of all times */
	SessionFilter sessions() {
		SessionFilter filter = SessionFilter.ALL;
		Optional<StoredServer> server = query.server().flatMap(name -> transaction.servers().byName(name));
		if (server.isPresent()) {
			filter = filter.server(server.get().id());
		}
		if (query.product().isPresent()) {
			filter = filter.product(query.product().get());
		}
		return filter;
	}

	/** @return the number of the server the question is about, empty for all */
	OptionalLong serverNumber() {
		return query.server().flatMap(name -> transaction.servers().byName(name)).map(StoredServer::id)
				.map(OptionalLong::of).orElse(OptionalLong.empty());
	}

	/** @return whose sessions the question is about */
	Narrowing narrowing() {
		narrowing = narrowing.or(() -> Optional.of(new Narrowing(this)));
		return narrowing.get();
	}

	/**
	 * What the vendor assigns and counts is of people.
	 *
	 * @throws ServiceException INVALID when the question is about hosts
	 */
	void refuseHosts() throws ServiceException {
		if (narrowing().ofHosts()) {
			throw new ServiceException(ServiceException.Reason.INVALID,
					"Seats are assigned to people, not to hosts: ask for a user, or for a report group of users, servers or products.");
		}
	}

	/**
	 * Goes through the sessions of those the question is about and stops when the asker calls it off. Finish the table by
	 * {@link #finish}.
	 *
	 * @param filter  which; its limit counts those the question is about
	 * @param visitor gets one after the other
	 * @throws ServiceException CANCELLED
	 */
	void stream(SessionFilter filter, Consumer<SessionRow> visitor) throws ServiceException {
		streamOfAll(narrowing().none() ? filter : narrowing().of(filter), visitor);
	}

	/**
	 * Goes through the sessions of everybody, whomever the question is about: what uses seats may be anybody's session.
	 *
	 * @param filter  which
	 * @param visitor gets one after the other
	 * @throws ServiceException CANCELLED
	 */
	void streamOfAll(SessionFilter filter, Consumer<SessionRow> visitor) throws ServiceException {
		go(counting(filter), visitor);
	}

	/**
	 * Goes through the sessions of those the question is about, by several threads when they are many; stops when the asker calls it
	 * off. Finish the table by {@link #finish}.
	 *
	 * @param <V>     what gets them
	 * @param filter  which; without a limit
	 * @param visitor makes one for each thread. All sessions of a name of a product go to the same one, by start and before those of
	 *                its next name. Of this question it asks nothing but {@link #state}, {@link #countedUntil}, the names of servers
	 *                and the dictionary
	 * @return those that were made
	 * @throws ServiceException CANCELLED
	 */
	<V extends Consumer<SessionRow>> List<V> sweep(SessionFilter filter, Supplier<V> visitor) throws ServiceException {
		List<V> visitors = Stream.generate(visitor).limit(Math.clamp(Runtime.getRuntime().availableProcessors(), 2, MOST_THREADS)).toList();
		List<Consumer<SessionRow>> narrowed = new ArrayList<>();
		for (V each : visitors) {
			Narrowing of = narrowing().again();
			narrowed.add(of.none() ? each : row -> {
				if (of.has(row)) {
					each.accept(row);
				}
			});
		}
		if (!narrowing().none()) {
			readPeople();
			readVendorGroups();
		}
		AtomicBoolean cancelled = new AtomicBoolean();
		transaction.sessions().sweep(counting(filter), narrowed.stream().map(each -> step(each, cancelled)).toList());
		if (cancelled.get()) {
			throw calledOff();
		}
		return visitors;
	}

	/** Of a silent source a session is over since it was last proven, though the store does not know an end. */
	private SessionFilter counting(SessionFilter filter) {
		return filter.from().map(from -> filter.only(row -> row.ended() || row.lastProven() > from.toEpochMilli()
				|| state(row) != SessionState.SILENT)).orElse(filter);
	}

	/**
	 * Goes through the sessions of the question that may go on now: those that do, and those of sources that fell silent.
	 *
	 * @param visitor gets one after the other
	 * @throws ServiceException CANCELLED
	 */
	void streamOpen(Consumer<SessionRow> visitor) throws ServiceException {
		go(sessions().endingAfter(now), visitor);
	}

	private void go(SessionFilter filter, Consumer<SessionRow> visitor) throws ServiceException {
		AtomicBoolean cancelled = new AtomicBoolean();
		transaction.sessions().stream(filter, step(visitor, cancelled));
		if (cancelled.get()) {
			throw calledOff();
		}
	}

	/** Passes sessions on, tells how many, and stops when the asker calls it off. */
	private Predicate<SessionRow> step(Consumer<SessionRow> visitor, AtomicBoolean cancelled) {
		int[] count = { 0 };
		return row -> {
			if (row.origin() == SessionUnit.Origin.USAGE_FILES) {
				ofUsageFiles = true;
			}
			visitor.accept(row);
			if ((++count[0] & 4095) == 0) {
				progress.worked(4096);
				if (progress.cancelled()) {
					cancelled.set(true);
				}
				return !cancelled.get();
			}
			return true;
		};
	}

	/** @throws ServiceException CANCELLED when the asker called it off */
	void checkCancelled() throws ServiceException {
		if (cancelled()) {
			throw calledOff();
		}
	}

	/** @return whether the asker called it off */
	boolean cancelled() {
		return progress.cancelled();
	}

	private static ServiceException calledOff() {
		return new ServiceException(ServiceException.Reason.CANCELLED, "The report was called off.");
	}

	/**
	 * How a session stands, by rule {@code agent-session v1}; by {@code usage-files v1} its end may lie ahead, and it is
	 * live until then.
	 *
	 * @param row a session
	 * @return its state at the time of asking
	 */
	SessionState state(SessionRow row) {
		if (row.origin() == SessionUnit.Origin.USAGE_FILES && row.end() > now.toEpochMilli()) {
			return SessionState.LIVE;
		}
		if (row.ended()) {
			return row.endExact() ? SessionState.ENDED : SessionState.ENDED_UNSEEN;
		}
		if (row.agent() != 0) {
			return online(row.agent()) && isProven(row) ? SessionState.LIVE : SessionState.SILENT;
		}
		StoredServer server = servers.get(row.server());
		return server != null && server.status().state() == org.lictor.model.Status.State.UP ? SessionState.LIVE
				: SessionState.SILENT;
	}

	/** An agent that lives tells again and again what runs; what it no longer tells of it has lost, and not seen the end. */
	private boolean isProven(SessionRow row) {
		return row.lastProven() + silenceLimit.toMillis() >= heard.get(row.agent()).toEpochMilli();
	}

	/**
	 * @param agent number of an agent
	 * @return whether it stands and was heard within the silence limit
	 */
	boolean online(long agent) {
		Instant last = heard.get(agent);
		return last != null && !last.plus(silenceLimit).isBefore(now);
	}

	/**
	 * @param row   a session
	 * @param state how it stands
	 * @return the moment until which it counts as use, epoch milliseconds
	 */
	long countedUntil(SessionRow row, SessionState state) {
		return switch (state) {
		case LIVE -> Math.max(now.toEpochMilli(), row.lastProven());
		case SILENT -> row.lastProven();
		case ENDED, ENDED_UNSEEN -> row.end();
		};
	}

	/**
	 * @param row a session
	 * @return the moment until which it counts as use as it stands, epoch milliseconds
	 */
	long countedUntil(SessionRow row) {
		// most have ended, whichever way: then nothing else matters
		return row.ended() && row.origin() != SessionUnit.Origin.USAGE_FILES ? row.end() : countedUntil(row, state(row));
	}

	/**
	 * The accounts a host user is. Looked for among the accounts of the session's server, and among all accounts when
	 * that server has none.
	 *
	 * @param server   number of the session's server
	 * @param hostUser as the source tells it
	 * @param at       epoch milliseconds
	 * @return the accounts, empty when none is known
	 */
	List<Match> matches(long server, String hostUser, long at) {
		long scope = scope(server);
		Identity identity = identity(scope);
		if (identity.dependsOnTime(hostUser)) {
			return identity.accountsOf(hostUser, Instant.ofEpochMilli(at));
		}
		return matches.computeIfAbsent(scope + " " + hostUser,
				key -> identity.accountsOf(hostUser, Instant.ofEpochMilli(at)));
	}

	/**
	 * @param server   number of a session's server
	 * @param hostUser as the source tells it
	 * @param at       epoch milliseconds
	 * @return for how long around that moment the host user is the same accounts, and which
	 */
	Identity.Span span(long server, String hostUser, long at) {
		Instant moment = Instant.ofEpochMilli(at);
		return history(server, hostUser).stream().filter(span -> span.until().map(moment::isBefore).orElse(true)).findFirst().orElseThrow();
	}

	/**
	 * @param server number of a session's server
	 * @return finds accounts that a host user of that server nearly is
	 */
	NearAccounts nearAccounts(long server) {
		return new NearAccounts(accounts(server), patterns);
	}

	/**
	 * @param server number of a session's server
	 * @return the accounts among which its users are looked for
	 */
	List<AccountFact> accounts(long server) {
		return accountServers(server).stream().flatMap(each -> accounts.get(each).stream()).toList();
	}

	/** @return the patterns of user names */
	List<NamePattern> patterns() {
		readPeople();
		return patterns;
	}

	/** @return what companies' directories tell */
	DirectoryPeople directories() {
		readPeople();
		return directories;
	}

	private long scope(long server) {
		readPeople();
		return accounts.containsKey(server) ? server : 0;
	}

	private Identity identity(long scope) {
		return identities.computeIfAbsent(scope, each -> new Identity(
				each == 0 ? accounts.values().stream().flatMap(List::stream).toList() : accounts.get(each), mappings, patterns, directories));
	}

	/**
	 * @param server   number of a session's server
	 * @param hostUser as the source tells it
	 * @return true when who that is depends on the time of the session
	 */
	boolean dependsOnTime(long server, String hostUser) {
		return identity(scope(server)).dependsOnTime(hostUser);
	}

	/**
	 * @param server   number of a session's server
	 * @param hostUser as the source tells it
	 * @return which accounts it is when
	 */
	List<Identity.Span> history(long server, String hostUser) {
		long scope = scope(server);
		return histories.computeIfAbsent(scope + " " + hostUser, key -> identity(scope).history(hostUser));
	}

	/**
	 * @param server  number of a session's server
	 * @param account one of its users is
	 * @return the account's memberships in groups of the vendor's
	 */
	List<GroupMemberFact> vendorGroups(long server, AccountFact account) {
		readVendorGroups();
		return accountServers(server).stream()
				.flatMap(each -> vendorGroups.getOrDefault(each, Map.of()).getOrDefault(account.key(), List.of()).stream()).toList();
	}

	private void readVendorGroups() {
		if (vendorGroupsRead) {
			return;
		}
		for (OfServer<GroupMemberFact> each : transaction.facts().groupMembers().all()) {
			vendorGroups.computeIfAbsent(each.server(), none -> new HashMap<>())
					.computeIfAbsent(each.fact().account(), none -> new ArrayList<>()).add(each.fact());
		}
		vendorGroupsRead = true;
	}

	/**
	 * @param server number of a session's server
	 * @return numbers of the servers among whose accounts its users are looked for
	 */
	Set<Long> accountServers(long server) {
		long scope = scope(server);
		return scope == 0 ? accounts.keySet() : Set.of(scope);
	}

	/**
	 * @param fact an assignment
	 * @return whether it holds at the time of asking
	 */
	boolean stands(AssignmentFact fact) {
		return fact.from().map(from -> !from.isAfter(now)).orElse(true)
				&& fact.until().map(until -> until.isAfter(now)).orElse(true);
	}

	/**
	 * @param server number of a server
	 * @param key    what facts name an account by
	 * @return the account
	 */
	AccountFact account(long server, String key) {
		readPeople();
		AccountFact known = accountsOf(server).get(key);
		return known != null ? known : new AccountFact(key, Account.ofEmail(key), "", "", 0);
	}

	private Map<String, AccountFact> accountsOf(long server) {
		return accountsByKey.computeIfAbsent(server, id -> {
			Map<String, AccountFact> byKey = new HashMap<>();
			accounts.getOrDefault(id, List.of()).forEach(fact -> byKey.put(fact.key(), fact));
			return byKey;
		});
	}

	/**
	 * @param server number of a server
	 * @param key    what facts name an account by
	 * @return whether the server has that account
	 */
	boolean hasAccount(long server, String key) {
		readPeople();
		return accountsOf(server).containsKey(key);
	}

	/**
	 * @param server number of a server
	 * @return whether the question is about it
	 */
	boolean asksFor(long server) {
		return servers.containsKey(server) && query.server().map(serverName(server)::equals).orElse(true);
	}

	/**
	 * @param from  first moment of something, empty when not known
	 * @param until first moment after it, empty while it goes on
	 * @return whether any of it lies in the time the question is about
	 */
	boolean overlaps(Optional<Instant> from, Optional<Instant> until) {
		return query.until().map(end -> from.map(begin -> begin.isBefore(end)).orElse(true)).orElse(true)
				&& query.from().map(begin -> until.map(end -> end.isAfter(begin)).orElse(true)).orElse(true);
	}

	private void readPeople() {
		if (peopleRead) {
			return;
		}
		Map<Long, List<AccountFact>> byServer = new HashMap<>();
		for (OfServer<AccountFact> each : transaction.facts().accounts().all()) {
			byServer.computeIfAbsent(each.server(), none -> new ArrayList<>()).add(each.fact());
		}
		accounts = byServer;
		mappings = transaction.mappings().all().stream().map(Stored::fact).toList();
		patterns = StoredPeople.patterns(transaction);
		directories = directoryIndex.of(transaction);
		peopleRead = true;
	}

	/**
	 * @param definition the report that is asked for
	 * @return a builder for its table
	 */
	TableBuilder table(ReportDefinition definition) {
		StringBuilder title = new StringBuilder(definition.title());
		query.server().ifPresent(name -> title.append(" · ").append(name));
		query.product().ifPresent(name -> title.append(" · ").append(name));
		query.whose().group().ifPresent(name -> title.append(" · ").append(name));
		query.whose().user().ifPresent(name -> title.append(" · ").append(name));
		query.whose().host().ifPresent(name -> title.append(" · ").append(name));
		return new TableBuilder(definition.name(), title.toString(), definition.columns());
	}

	/**
	 * Finishes a table, with a note where it rests on sessions that are known by usage files.
	 *
	 * @param table with all its rows
	 * @return the answer
	 */
	ResultTable finish(TableBuilder table) {
		if (ofUsageFiles) {
			table.note(USAGE_FILES);
		}
		query.whose().group().ifPresent(name -> table.note(query.whose().todaysMembers()
				? "Those who are in '" + name + "' now count for all times."
				: "A session counts for '" + name + "' when it began at a time of membership; rule " + Membership.RULE + "."));
		return table.build(now, zone());
	}
}
