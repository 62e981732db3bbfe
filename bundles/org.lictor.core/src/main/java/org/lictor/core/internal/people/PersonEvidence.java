package org.lictor.core.internal.people;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.lictor.core.internal.agents.EventsOfPerson;
import org.lictor.core.internal.facts.EvidenceOutcome;
import org.lictor.core.internal.facts.FactDerivation;
import org.lictor.core.internal.facts.KnownSource;
import org.lictor.core.internal.facts.PersonTold;
import org.lictor.model.Progress;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.service.Person;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Evidence;
import org.lictor.spi.Observation;
import org.lictor.spi.ServerType;
import org.lictor.store.AccountFact;
import org.lictor.store.FactUnit;
import org.lictor.store.Store;
import org.lictor.store.Stored;
import org.lictor.store.StoredAgent;
import org.lictor.store.StoredEvidence;
import org.lictor.store.StoredServer;
import org.lictor.store.Transaction;

/**
 * Finds what the evidence tells of one person: it is read again as a rebuild reads it, an agent or a piece of evidence at a
 * time, and what is about others is left out. Safe for use by many threads.
 */
public final class PersonEvidence {

	private static final List<Column> COLUMNS = List.of(
			Column.of("source", "Source", ColumnType.TEXT, "AGENT, FILE or POLL."),
			Column.of("place", "Place", ColumnType.TEXT, "The host of the agent, or the licence server."),
			Column.of("evidence", "Evidence", ColumnType.TEXT, "The run of the agent; or the name of the file or question, and its number."),
			Column.of("number", "Number", ColumnType.INTEGER, "The number of the event in the run; or of the thing told about the person in the evidence."),
			Column.of("observed", "Observed", ColumnType.INSTANT, "When the source saw it, by the server's clock."),
			Column.of("received", "Received", ColumnType.INSTANT, "When Lictor got it."),
			Column.of("kind", "Kind", ColumnType.TEXT, "What kind of thing was told."),
			Column.of("says", "Says", ColumnType.TEXT, "What it says, field by field."));

	private final Store store;
	private final Function<String, Optional<ServerType>> types;
	private final FactDerivation derivation;
	private final InstantSource clock;

	/**
	 * @param store      has the evidence
	 * @param types      finds installed server types by their ids
	 * @param derivation reads evidence of sources
	 * @param clock      tells the time
	 */
	public PersonEvidence(Store store, Function<String, Optional<ServerType>> types, FactDerivation derivation, InstantSource clock) {
		this.store = store;
		this.types = types;
		this.derivation = derivation;
		this.clock = clock;
	}

	/**
	 * @param person   by the names that reports show
	 * @param progress takes news and tells of cancellation
	 * @return a row for each thing that was told of them; notes say what could not be looked at
	 * @throws ServiceException CANCELLED, UNAVAILABLE
	 */
	public ResultTable of(Person person, Progress progress) throws ServiceException {
		TableBuilder table = new TableBuilder("evidence", "Evidence about a person", COLUMNS);
		PersonTold told = new PersonTold(person, accounts());
		List<StoredServer> servers = store.read(transaction -> transaction.servers().all());
		List<StoredAgent> agents = store.read(transaction -> transaction.agents().history());
		for (StoredServer server : servers) {
			server(server, told, table, progress);
		}
		progress.begin("Looking through the events of agents", agents.size());
		long strange = 0;
		for (StoredAgent agent : agents) {
			if (progress.cancelled()) {
				throw new ServiceException(Reason.CANCELLED, "The work was called off.");
			}
			strange += agent(agent, told, table);
			progress.worked(1);
		}
		if (strange > 0) {
			table.note(strange + " events of agents are not understood by this version of Lictor, so that nobody knows whether they are"
					+ " about this person. They are kept.");
		}
		return table.build(clock.instant(), ZoneOffset.UTC);
	}

	/** @return the accounts that are known, of all servers */
	List<AccountFact> accounts() throws ServiceException {
		return store.read(transaction -> {
			List<AccountFact> all = new ArrayList<>();
			for (StoredServer server : transaction.servers().all()) {
				for (Evidence.Origin origin : Evidence.Origin.values()) {
					transaction.facts().accounts().of(new FactUnit(server.id(), origin)).stream().map(Stored::fact).forEach(all::add);
				}
			}
			return all;
		});
	}

	private void server(StoredServer server, PersonTold person, TableBuilder table, Progress progress) throws ServiceException {
		KnownSource source;
		try {
			source = KnownSource.of(server, types);
		} catch (ServiceException e) {
			table.note(server.name() + ": its evidence could not be looked at, because " + e.getMessage() + ".");
			return;
		}
		long refused = 0;
		for (Evidence.Origin origin : Evidence.Origin.values()) {
			for (StoredEvidence each : store.read(transaction -> transaction.sourceEvidence().of(server.id(), origin))) {
				progress.begin("Reading " + each.name(), 0);
				List<Observation> found = new ArrayList<>();
				EvidenceOutcome outcome = derivation.read(each, source.type(), source.configuration(), observation -> {
					if (person.concerns(observation)) {
						found.add(observation);
					}
				}, progress);
				refused += outcome.refused() ? 1 : 0;
				long number = 0;
				for (Observation observation : found) {
					table.row(origin.name(), server.name(), each.name() + " (" + each.id() + ")", ++number, each.firstObserved(),
							each.received(), observation.getClass().getSimpleName(), Fields.of((Record) observation));
				}
			}
		}
		if (refused > 0) {
			table.note(server.name() + ": " + refused + " pieces of evidence are not understood, so that nobody knows whether they are"
					+ " about this person. They are kept.");
		}
	}

	/** @return how many of the agent's events are not understood */
	private long agent(StoredAgent agent, PersonTold person, TableBuilder table) throws ServiceException {
		EventsOfPerson.Found found = store.read((Transaction transaction) -> EventsOfPerson.find(transaction, agent.id(), person::isUser));
		for (EventsOfPerson.Told each : found.events()) {
			table.row("AGENT", agent.host(), each.event().run(), each.event().sequence(), each.event().corrected(), each.event().received(),
					each.event().kind(), Fields.of((Record) each.detail()));
		}
		return found.strange();
	}
}
