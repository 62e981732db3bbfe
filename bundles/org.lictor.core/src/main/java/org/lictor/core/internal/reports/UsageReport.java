package org.lictor.core.internal.reports;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

import org.lictor.core.internal.identity.HostUsers;
import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.model.Status;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.store.AssignmentFact;
import org.lictor.store.EntitlementFact;
import org.lictor.store.FactTable.OfServer;
import org.lictor.store.GroupAssignment;
import org.lictor.store.Membership;
import org.lictor.store.SampleFact;
import org.lictor.store.SessionRow;
import org.lictor.store.StoredEvidence;
import org.lictor.store.StoredServer;

/** Used and owned now, one row a product. */
final class UsageReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.USAGE, "Usage",
			"Seats used, owned and assigned at this moment, one row a product.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT),
			List.of(Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "The product as it is licensed."),
					Column.of("version", "Version", ColumnType.TEXT, "The licensed version; empty when any is covered.")
							.hidden(),
					Column.of("licence_type", "Licence", ColumnType.TEXT, "How it is licensed."),
					Column.of("used", "Used", ColumnType.INTEGER,
							"Seats in use now. From agents by rule per user v1: one person is one seat, however many "
									+ "sessions and machines; otherwise as the server tells. Empty when nobody can tell.")
							.in("seats"),
					Column.of("total", "Total", ColumnType.INTEGER,
							"Seats owned today by rule seats v1, or as the server tells.").in("seats"),
					Column.of("utilisation", "Utilisation", ColumnType.RATIO, "Used divided by total."),
					Column.of("assigned", "Assigned", ColumnType.INTEGER, "People to whom it is assigned now.")
							.in("people"),
					Column.of("as_of", "As of", ColumnType.INSTANT, "The moment for which used is known.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	private record Key(String server, long serverId, String product, String version) implements Comparable<Key> {
		private static final Comparator<Key> ORDER = Comparator.comparing(Key::server).thenComparing(Key::product)
				.thenComparing(Key::version).thenComparing(Key::serverId);

		@Override
		public int compareTo(Key other) {
			return ORDER.compare(this, other);
		}
	}

	/** What is known of one row. */
	private static final class Row {
		private LicenceType type = LicenceType.UNKNOWN;
		private final Set<String> users = new HashSet<>();
		private final Set<String> accounts = new HashSet<>();
		private Optional<SampleFact> sample = Optional.empty();
		private boolean owned;
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		Seats seats = new Seats(reading.transaction().facts().entitlements().all());
		Map<Key, Row> rows = new TreeMap<>();
		Map<Long, StoredServer> servers = new HashMap<>();
		reading.servers().forEach(server -> servers.put(server.id(), server));

		for (OfServer<EntitlementFact> each : reading.transaction().facts().entitlements().all()) {
			Product product = each.fact().product();
			if (servers.containsKey(each.server()) && reading.asksFor(product.name())) {
				Row row = row(rows, reading, each.server(), product.name(), "");
				row.owned = true;
				if (product.type() != LicenceType.UNKNOWN) {
					row.type = product.type();
				}
			}
		}
		Set<Long> withAssignments = new HashSet<>();
		for (OfServer<AssignmentFact> each : reading.transaction().facts().assignments().all()) {
			withAssignments.add(each.server());
			Product product = each.fact().product();
			if (servers.containsKey(each.server()) && reading.asksFor(product.name()) && reading.stands(each.fact())) {
				Row row = row(rows, reading, each.server(), product.name(), "");
				row.accounts.add(each.fact().account());
				if (row.type == LicenceType.UNKNOWN) {
					row.type = product.type();
				}
			}
		}
		for (StoredServer server : servers.values()) {
			for (SampleFact step : latestSamples(reading, server)) {
				Product product = step.product();
				if (reading.asksFor(product.name())) {
					Row row = row(rows, reading, server.id(), product.name(), product.version());
					row.type = product.type();
					row.sample = Optional.of(row.sample.map(other -> together(other, step)).orElse(step));
				}
			}
		}
		reading.streamOpen(session -> {
			if (servers.containsKey(session.server())) {
				count(session, rows, reading);
			}
		});
		Set<Long> watched = watchedServers(reading);

		TableBuilder table = reading.table(DEFINITION);
		rows.forEach((key, row) -> {
			StoredServer server = servers.get(key.serverId());
			boolean up = up(server);
			Object used = Unknown.UNKNOWN;
			Object asOf = Unknown.UNKNOWN;
			Object total = row.owned ? Cells.of(seats.on(key.serverId(), key.product(), reading.today(), reading.zone()))
					: Unknown.UNKNOWN;
			if (row.sample.isPresent()) {
				asOf = Cells.of(server.lastSuccess());
				used = up ? (Object) row.sample.get().used() : Unknown.UNKNOWN;
				total = total == Unknown.UNKNOWN ? Cells.of(row.sample.get().total()) : total;
			} else if (!row.users.isEmpty() || watched.contains(key.serverId())) {
				used = (long) row.users.size();
				asOf = reading.now();
			}
			table.row(key.server(), key.product(), Cells.text(key.version()), Cells.text(row.type.label()), used, total,
					Cells.ratio(used, total),
					withAssignments.contains(key.serverId()) ? (Object) (long) row.accounts.size() : Unknown.UNKNOWN,
					asOf);
		});
		table.note("A session counts for the product of the same name; what is used through a collection is shown beside "
				+ "the collection, not in it.");
		return reading.finish(table);
	}

	/**
	 * What the last poll that succeeded said: steps that go on, or that ended with that poll because later ones failed. Of two that
	 * ended with it the later one counts: the earlier one ended because the poll said something else.
	 */
	private static Collection<SampleFact> latestSamples(Reading reading, StoredServer server) {
		Optional<Instant> latest = reading.transaction().sourceEvidence().latestPolls(server.id()).stream()
				.map(StoredEvidence::lastObserved).max(Comparator.naturalOrder());
		if (latest.isEmpty()) {
			return List.of();
		}
		Map<Product, SampleFact> steps = new LinkedHashMap<>();
		reading.transaction().facts().samples()
				.find(OptionalLong.of(server.id()), Optional.empty(), Optional.of(latest.get().minusMillis(1)), Optional.empty())
				.stream().map(OfServer::fact).filter(step -> step.until().isEmpty() || !up(server))
				.forEach(step -> steps.merge(step.product(), step, (one, other) -> one.from().isAfter(other.from()) ? one : other));
		return steps.values();
	}

	private static boolean up(StoredServer server) {
		return server.status().state() == Status.State.UP;
	}

	private static void count(SessionRow session, Map<Key, Row> rows, Reading reading) {
		Product product = reading.transaction().dictionary().product(session.product());
		String user = HostUsers.key(reading.transaction().dictionary().text(session.hostUser()));
		Key exact = new Key(reading.serverName(session.server()), session.server(), product.name(), product.version());
		Row row = rows.containsKey(exact) ? rows.get(exact) : row(rows, reading, session.server(), product.name(), "");
		if (reading.state(session) == SessionState.LIVE) {
			row.users.add(user);
		}
		if (row.type == LicenceType.UNKNOWN) {
			row.type = product.type();
		}
	}

	private static Row row(Map<Key, Row> rows, Reading reading, long server, String product, String version) {
		return rows.computeIfAbsent(new Key(reading.serverName(server), server, product, version), none -> new Row());
	}

	/** Two pools of one product and version are told apart by the source alone; here they add up. */
	private static SampleFact together(SampleFact one, SampleFact other) {
		return new SampleFact(one.product(), one.from(), one.until(), one.used() + other.used(),
				sum(one.total(), other.total()), sum(one.borrowed(), other.borrowed()),
				sum(one.reserved(), other.reserved()), sum(one.queued(), other.queued()), one.evidence());
	}

	private static OptionalLong sum(OptionalLong one, OptionalLong other) {
		return one.isPresent() && other.isPresent()
				? OptionalLong.of(one.getAsLong() + other.getAsLong())
				: OptionalLong.empty();
	}

	/** The servers for which at least one agent watches that was heard lately: there, no session means no use. */
	private static Set<Long> watchedServers(Reading reading) {
		Set<Long> groups = new HashSet<>();
		for (Membership membership : reading.transaction().groups().memberships()) {
			if (reading.online(membership.agent())) {
				groups.add(membership.group());
			}
		}
		Set<Long> watched = new HashSet<>();
		for (GroupAssignment assignment : reading.transaction().groups().assignments()) {
			if (groups.contains(assignment.group())) {
				watched.add(assignment.server());
			}
		}
		return watched;
	}
}
