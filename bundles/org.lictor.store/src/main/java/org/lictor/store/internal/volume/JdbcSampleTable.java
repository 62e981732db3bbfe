package org.lictor.store.internal.volume;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.lictor.store.SampleFact;
import org.lictor.store.SampleTable;
import org.lictor.store.Stored;
import org.lictor.store.internal.db.Sql;

/** {@link SampleTable} on plain SQL. */
final class JdbcSampleTable extends JdbcFactTable<SampleFact> implements SampleTable {

	JdbcSampleTable(Sql sql, JdbcDictionary dictionary, AccountNumbers accounts) {
		super(FactKind.SAMPLE, sql, dictionary, accounts);
	}

	@Override
	public List<Stored<SampleFact>> open(long server) {
		return stored("server_id = ? AND step_until IS NULL", parameters -> parameters.number(server));
	}

	@Override
	public void end(Collection<Stored<SampleFact>> steps, Instant until) {
		sql.batch("UPDATE sample SET step_until = ? WHERE id = ?", steps,
				(parameters, step) -> parameters.instant(until).number(step.id()));
	}

	@Override
	public List<OfServer<SampleFact>> find(OptionalLong server, Optional<String> product, Optional<Instant> from,
			Optional<Instant> until) {
		StringBuilder condition = new StringBuilder("1 = 1");
		if (product.isPresent()) {
			List<Integer> numbers = dictionary.productsNamed(product.get());
			if (numbers.isEmpty()) {
				return List.of();
			}
			condition.append(" AND product_id").append(JdbcDictionary.in(numbers));
		}
		if (server.isPresent()) {
			condition.append(" AND server_id = ").append(server.getAsLong());
		}
		from.ifPresent(moment -> condition.append(" AND (step_until IS NULL OR step_until > ")
				.append(moment.toEpochMilli()).append(')'));
		until.ifPresent(moment -> condition.append(" AND step_from < ").append(moment.toEpochMilli()));
		return ofServers(condition + " ORDER BY server_id, product_id, step_from, id", Sql.Filler.NONE);
	}
}
