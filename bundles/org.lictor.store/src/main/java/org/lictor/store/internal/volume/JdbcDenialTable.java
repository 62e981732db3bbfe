package org.lictor.store.internal.volume;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

import org.lictor.store.DenialFact;
import org.lictor.store.DenialTable;
import org.lictor.store.FactUnit;
import org.lictor.store.Stored;
import org.lictor.store.internal.db.Sql;

/** {@link DenialTable} on plain SQL. */
final class JdbcDenialTable extends JdbcFactTable<DenialFact> implements DenialTable {

	JdbcDenialTable(Sql sql, JdbcDictionary dictionary, AccountNumbers accounts) {
		super(FactKind.DENIAL, sql, dictionary, accounts);
	}

	@Override
	public List<Stored<DenialFact>> of(FactUnit unit, Instant from, Instant until) {
		return stored("server_id = ? AND origin = ? AND denied_at >= ? AND denied_at <= ?",
				parameters -> parameters.number(unit.server()).number(number(unit)).instant(from).instant(until));
	}

	@Override
	public void stream(OptionalLong server, Optional<String> product, Set<String> users, Optional<Instant> from, Optional<Instant> until,
			Predicate<OfServer<DenialFact>> visitor) {
		String ofUsers = users.isEmpty() ? "" : " AND host_user" + JdbcDictionary.in(dictionary.known(users));
		condition(server, product, from, until).ifPresent(condition -> each(condition + ofUsers + " ORDER BY denied_at", visitor));
	}

	@Override
	public void users(OptionalLong server, Optional<String> product, Optional<Instant> from, Optional<Instant> until,
			Predicate<OfServer<DeniedUser>> visitor) {
		condition(server, product, from, until).ifPresent(condition -> sql.each("SELECT server_id, product_id, host_user, host, "
				+ "MIN(denied_at), MAX(denied_at) FROM denial WHERE origin < " + DRAFT + " AND " + condition
				+ " GROUP BY server_id, product_id, host_user, host", Sql.Filler.NONE,
				cells -> visitor.test(new OfServer<>(cells.number(), new DeniedUser(names.product(cells.integer()), names.text(cells.integer()),
						names.text(cells.integer()), cells.instant(), cells.instant())))));
	}

	/** Empty when nothing is asked for. */
	private Optional<String> condition(OptionalLong server, Optional<String> product, Optional<Instant> from, Optional<Instant> until) {
		StringBuilder condition = new StringBuilder("1 = 1");
		if (product.isPresent()) {
			List<Integer> numbers = dictionary.productsNamed(product.get());
			if (numbers.isEmpty()) {
				return Optional.empty();
			}
			condition.append(" AND product_id").append(JdbcDictionary.in(numbers));
		}
		server.ifPresent(number -> condition.append(" AND server_id = ").append(number));
		from.ifPresent(moment -> condition.append(" AND denied_at >= ").append(moment.toEpochMilli()));
		until.ifPresent(moment -> condition.append(" AND denied_at < ").append(moment.toEpochMilli()));
		return Optional.of(condition.toString());
	}

	@Override
	public List<Stored<DenialFact>> before(Instant moment, int atMost) {
		return first("origin < " + DRAFT + " AND denied_at < ? ORDER BY denied_at, id", atMost, parameters -> parameters.instant(moment));
	}
}
