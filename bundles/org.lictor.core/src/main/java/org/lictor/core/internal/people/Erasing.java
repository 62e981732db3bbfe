package org.lictor.core.internal.people;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.agents.EventErasing;
import org.lictor.core.internal.facts.FactDerivation;
import org.lictor.core.internal.facts.KnownSource;
import org.lictor.core.internal.facts.PersonTold;
import org.lictor.core.internal.identity.Match;
import org.lictor.core.internal.services.FactMaintenance;
import org.lictor.model.Account;
import org.lictor.model.Diagnostic;
import org.lictor.model.DirectoryEntry;
import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.service.Changes;
import org.lictor.service.Erased;
import org.lictor.service.Mapping;
import org.lictor.service.Person;
import org.lictor.service.Queries;
import org.lictor.service.ReportGroup;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.ServerType;
import org.lictor.store.FactUnit;
import org.lictor.store.ReceivedContent;
import org.lictor.store.Store;
import org.lictor.store.Stored;
import org.lictor.store.StoredAgent;
import org.lictor.store.StoredDirectory;
import org.lictor.store.StoredEvidence;
import org.lictor.store.StoredMapping;
import org.lictor.store.StoredReportGroup;
import org.lictor.store.StoredServer;
import org.lictor.store.Transaction;

/**
 * Erases a person: pseudonyms that nobody keeps stand for their names in evidence and facts, see docs/adr/0022. What is to be done
 * is written down first, so that it goes on after a crash; once it is done nothing tells who it was. Safe for use by many
 * threads.
 */
public final class Erasing {

	private static final String SETTING = "people.erasing";
	private static final System.Logger LOGGER = System.getLogger(Erasing.class.getName());
	/** Rules that go by names which get the same pseudonym. */
	private static final Set<Object> STAYING = Set.of(Match.Rule.EXACT_NAME.label(), Match.Rule.MAIL_LOCAL_PART.label());
	private static final int KEY_BYTES = 32;
	private static final int MOST_NAMED = 5;

	private final Store store;
	private final Function<String, Optional<ServerType>> types;
	private final FactDerivation derivation;
	private final FactMaintenance maintenance;
	private final PersonEvidence evidence;
	private final Queries queries;
	private final LongFunction<ReentrantLock> serverLocks;
	private final LongFunction<ReentrantLock> agentLocks;
	private final Journal journal;
	private final ChangeHub changes;

	/**
	 * @param store       has everything
	 * @param types       finds installed server types by their ids
	 * @param derivation  reads evidence of sources and derives facts of it
	 * @param maintenance derives the sessions of agents, and sees to it that nothing else goes on
	 * @param evidence    knows the accounts
	 * @param queries     tells which host user is which account
	 * @param serverLocks one a server, held while its evidence is changed
	 * @param agentLocks  one an agent, held while its events are changed
	 * @param journal     is told that somebody was erased
	 * @param changes     is told that something changed
	 */
	public Erasing(Store store, Function<String, Optional<ServerType>> types, FactDerivation derivation, FactMaintenance maintenance,
			PersonEvidence evidence, Queries queries, LongFunction<ReentrantLock> serverLocks, LongFunction<ReentrantLock> agentLocks,
			Journal journal, ChangeHub changes) {
		this.store = store;
		this.types = types;
		this.derivation = derivation;
		this.maintenance = maintenance;
		this.evidence = evidence;
		this.queries = queries;
		this.serverLocks = serverLocks;
		this.agentLocks = agentLocks;
		this.journal = journal;
		this.changes = changes;
	}

	/**
	 * What is to be done, complete: nothing in it is found out again.
	 *
	 * @param key      of the pseudonyms
	 * @param person   by all their names
	 * @param mappings to be made, so that who was whom stays as it is
	 */
	private record Job(byte[] key, PersonTold person, List<Mapping> mappings) {

		Renaming renaming() {
			return new Renaming(person, new Pseudonyms(key));
		}

		String write() {
			List<String> lines = new ArrayList<>(List.of("key\t" + HexFormat.of().formatHex(key)));
			person.hostUsers().forEach(user -> lines.add("user\t" + user));
			person.accounts().forEach(account -> lines.add(String.join("\t", "account", account.id(), account.hashedId(), account.email(),
					account.firstName(), account.lastName())));
			mappings.forEach(mapping -> lines.add("mapping\t" + mapping.hostUser() + "\t" + mapping.account()));
			return String.join("\n", lines);
		}

		static Job read(String text) {
			byte[] key = {};
			Set<String> users = new TreeSet<>();
			List<Account> accounts = new ArrayList<>();
			List<Mapping> mappings = new ArrayList<>();
			for (String line : text.split("\n")) {
				String[] words = line.split("\t", -1);
				switch (words[0]) {
				case "key" -> key = HexFormat.of().parseHex(words[1]);
				case "user" -> users.add(words[1]);
				case "account" -> accounts.add(new Account(words[1], words[2], words[3], words[4], words[5]));
				case "mapping" -> mappings.add(new Mapping(words[1], words[2]));
				default -> throw new IllegalStateException("not written by this version: " + words[0]);
				}
			}
			return new Job(key, new PersonTold(users, accounts), mappings);
		}
	}

	/** What was done so far. */
	private static final class Tally {
		private long events;
		private long pieces;
		private final Set<String> left = new LinkedHashSet<>();
	}

	/**
	 * @param person   by the names that reports show
	 * @param progress takes news; cancelling before anything was changed calls it off, later it only pauses it
	 * @return what was changed
	 * @throws ServiceException INVALID when some evidence tells of the person and they cannot be erased from it: then nothing
	 *                          was changed; IN_USE, CANCELLED, UNAVAILABLE
	 */
	public Erased erase(Person person, Progress progress) throws ServiceException {
		return maintenance.alone(() -> {
			finish(progress);
			Job job = plan(person, progress);
			store.write(transaction -> {
				transaction.settings().put(SETTING, job.write());
				transaction.settings().put(EventErasing.SOMEBODY, "yes");
				return null;
			});
			return run(job, progress);
		});
	}

	/** Goes on where a process died; what cannot be done now is tried again at the next start. */
	public void resume() {
		try {
			maintenance.alone(() -> {
				finish(Progress.NONE);
				return null;
			});
		} catch (ServiceException | RuntimeException e) {
			LOGGER.log(System.Logger.Level.WARNING, "Erasing a person is not finished; it goes on at the next start.", e);
		}
	}

	private void finish(Progress progress) throws ServiceException {
		Optional<String> begun = store.read(transaction -> transaction.settings().get(SETTING));
		if (begun.isPresent()) {
			run(Job.read(begun.get()), progress);
		}
	}

	private Job plan(Person person, Progress progress) throws ServiceException {
		PersonTold told = new PersonTold(person, evidence.accounts());
		boolean[] learned = { true };
		while (learned[0]) {
			learned[0] = false;
			each(progress, (each, source) -> derivation.read(each, source.type(), source.configuration(),
					observation -> learned[0] |= told.learn(observation), progress));
		}
		byte[] key = new byte[KEY_BYTES];
		new SecureRandom().nextBytes(key);
		Job job = new Job(key, told, mappings(new Renaming(told, new Pseudonyms(key)), progress));
		EvidenceRewriting rewriting = new EvidenceRewriting(store, derivation, job.renaming());
		List<String> refused = new ArrayList<>();
		each(progress, (each, source) -> {
			try {
				rewriting.without(each, source, progress);
			} catch (ServiceException e) {
				refused.add(ifRefused(e));
			}
		});
		if (!refused.isEmpty()) {
			throw new ServiceException(Reason.INVALID, "Nothing was erased, because of " + refused.size() + " pieces of evidence: "
					+ refused.stream().limit(MOST_NAMED).collect(Collectors.joining("; ")) + ".");
		}
		if (job.write().length() > Store.MAX_TEXT) {
			throw new ServiceException(Reason.INVALID, "Nothing was erased: the person has too many names.");
		}
		return job;
	}

	private static String ifRefused(ServiceException trouble) throws ServiceException {
		if (trouble.reason() != Reason.INVALID) {
			throw trouble;
		}
		return trouble.getMessage();
	}

	/** Who matches an account of the person by a rule that would not find it by its pseudonym, is mapped to it. */
	private List<Mapping> mappings(Renaming renaming, Progress progress) throws ServiceException {
		ResultTable identity = queries.run(Query.of(Queries.IDENTITY, java.time.ZoneOffset.UTC), progress);
		Map<String, Set<String>> accounts = new TreeMap<>();
		Set<String> concerned = new HashSet<>();
		for (int row = 0; row < identity.rowCount(); row++) {
			String user = Mapping.userKey((String) identity.value(row, "user"));
			String account = (String) identity.value(row, "account");
			Object rule = identity.value(row, "rule");
			if (rule.equals(Match.Rule.MAPPING.label())) {
				continue;
			}
			accounts.computeIfAbsent(user, none -> new TreeSet<>()).add(account);
			boolean erased = renaming.person().isNameOfAccount(account.toLowerCase(Locale.ROOT));
			if (erased && !(renaming.person().isUser(user) && STAYING.contains(rule))) {
				concerned.add(user);
			}
		}
		return concerned.stream().sorted().flatMap(user -> accounts.get(user).stream()
				.map(account -> new Mapping(renaming.user(user), renaming.account(account)))).toList();
	}

	private interface Visitor {

		void visit(StoredEvidence evidence, KnownSource source) throws ServiceException;
	}

	private void each(Progress progress, Visitor visitor) throws ServiceException {
		for (StoredServer server : store.read(transaction -> transaction.servers().all())) {
			for (Evidence.Origin origin : Evidence.Origin.values()) {
				for (StoredEvidence each : store.read(transaction -> transaction.sourceEvidence().of(server.id(), origin))) {
					progress.begin("Looking for names in " + each.name(), 0);
					visitor.visit(each, source(server));
				}
			}
		}
	}

	private KnownSource source(StoredServer server) throws ServiceException {
		try {
			return KnownSource.of(server, types);
		} catch (ServiceException e) {
			throw new ServiceException(e.reason(), "Nobody can be erased from the evidence of " + server.name() + " now, because "
					+ e.getMessage() + ".", e);
		}
	}

	private Erased run(Job job, Progress progress) throws ServiceException {
		Tally tally = new Tally();
		List<StoredAgent> agents = store.read(transaction -> transaction.agents().history());
		List<StoredServer> servers = store.read(transaction -> transaction.servers().all());
		progress.begin("Erasing", (long) agents.size() + servers.size());
		for (StoredAgent agent : agents) {
			locked(agentLocks.apply(agent.id()), () -> agent(job, agent, tally));
			paused(progress);
		}
		for (StoredServer server : servers) {
			locked(serverLocks.apply(server.id()), () -> server(job, server, tally));
			paused(progress);
		}
		store.write(transaction -> {
			decisions(transaction, job);
			directories(transaction, job.person);
			NameReplacement names = job.renaming().allInText(Set.of());
			transaction.texts().rewrite(names.names(), names::replace);
			transaction.texts().forget(text -> job.person.isUser(text) || job.person.isNameOfAccount(text.toLowerCase(Locale.ROOT))
					|| !names.replace(text).equals(text));
			transaction.settings().remove(SETTING);
			Journal.append(transaction, List.of(journal.entry(Diagnostic.Severity.INFO, Journal.LICTOR, "A person was erased: "
					+ tally.events + " events of agents and " + tally.pieces + " pieces of evidence were rewritten.")));
			tally.left.forEach(sentence -> Journal.append(transaction, List.of(journal.entry(Diagnostic.Severity.WARNING, Journal.LICTOR,
					names.replace("A person was erased, but not from this evidence: " + sentence + ".")))));
			return null;
		});
		changes.changed(Changes.Topic.SERVERS, Changes.Topic.SESSIONS, Changes.Topic.PEOPLE, Changes.Topic.AGENTS, Changes.Topic.EVENTS);
		return new Erased(tally.events, tally.pieces, List.copyOf(tally.left));
	}

	private static void paused(Progress progress) throws ServiceException {
		progress.worked(1);
		if (progress.cancelled()) {
			throw new ServiceException(Reason.CANCELLED, "Erasing has begun and is not finished: it goes on when Lictor is started again, "
					+ "or with the next command to erase somebody.");
		}
	}

	private void agent(Job job, StoredAgent agent, Tally tally) throws ServiceException {
		Renaming renaming = job.renaming();
		NameReplacement names = renaming.allInText(Set.of());
		tally.events += store.write(transaction -> {
			long changed = EventErasing.rewrite(transaction, agent.id(), renaming::user, names::replace);
			if (changed > 0) {
				maintenance.again(transaction, agent);
			}
			return changed;
		});
	}

	private void server(Job job, StoredServer server, Tally tally) throws ServiceException {
		EvidenceRewriting rewriting = new EvidenceRewriting(store, derivation, job.renaming());
		for (Evidence.Origin origin : Evidence.Origin.values()) {
			List<StoredEvidence> all = store.read(transaction -> transaction.sourceEvidence().of(server.id(), origin));
			if (all.isEmpty()) {
				continue;
			}
			KnownSource source = source(server);
			String parser = source.type().parserVersion();
			boolean due = false;
			for (StoredEvidence each : all) {
				due |= !each.parserVersion().equals(parser);
				Optional<byte[]> fresh = Optional.empty();
				try {
					fresh = rewriting.without(each, source, Progress.NONE);
				} catch (ServiceException e) {
					tally.left.add(ifRefused(e));
				}
				if (fresh.isPresent()) {
					replace(each, fresh.get());
					tally.pieces++;
					due = true;
				}
			}
			if (due) {
				derivation.derive(new FactUnit(server.id(), origin), source.type(), source.configuration(), true, Progress.NONE);
			}
		}
	}

	private void replace(StoredEvidence each, byte[] fresh) throws ServiceException {
		try (ReceivedContent received = store.receive(Content.of(fresh), Progress.NONE)) {
			store.write(transaction -> {
				transaction.sourceEvidence().replace(each.id(), received);
				return null;
			});
		}
	}

	private static void decisions(Transaction transaction, Job job) {
		Renaming renaming = job.renaming();
		Set<Mapping> known = new HashSet<>();
		for (Stored<StoredMapping> stored : transaction.mappings().all()) {
			StoredMapping was = stored.fact();
			StoredMapping now = new StoredMapping(renaming.user(was.hostUser()), renaming.account(was.account()), was.from(), was.until());
			known.add(new Mapping(now.hostUser(), now.account()));
			if (!now.equals(was)) {
				transaction.mappings().update(stored.id(), now);
			}
		}
		job.mappings.stream().filter(mapping -> !known.contains(mapping)).forEach(mapping -> transaction.mappings()
				.add(new StoredMapping(mapping.hostUser(), mapping.account(), Optional.empty(), Optional.empty())));
		for (StoredReportGroup group : transaction.reportGroups().all()) {
			if (group.kind().equals(ReportGroup.Kind.USERS.name())) {
				transaction.reportGroups().put(new StoredReportGroup(group.name(), group.kind(), group.members().stream()
						.map(member -> new StoredReportGroup.Member(renaming.account(renaming.user(member.name())), member.from(), member.until()))
						.toList()));
			}
		}
	}

	/** A directory is not evidence: who is still in it is read again, as somebody new. */
	private static void directories(Transaction transaction, PersonTold person) {
		for (StoredDirectory directory : transaction.directories().all()) {
			Set<String> entries = transaction.directories().entries(directory.id()).stream().map(stored -> stored.fact().entry())
					.filter(entry -> entry.kind() == DirectoryEntry.Kind.USER && (person.isUser(entry.userName()) || person.isUser(entry.principal())
							|| entry.mails().stream().anyMatch(person::isNameOfAccount)))
					.map(DirectoryEntry::id).collect(Collectors.toSet());
			if (!entries.isEmpty()) {
				transaction.directories().forget(directory.id(), entries);
			}
		}
	}

	private interface Work {
		void run() throws ServiceException;
	}

	private static void locked(ReentrantLock lock, Work work) throws ServiceException {
		lock.lock();
		try {
			work.run();
		} finally {
			lock.unlock();
		}
	}
}
