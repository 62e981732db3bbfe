package org.lictor.store.internal.volume;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import org.lictor.store.RegistrationStore;
import org.lictor.store.RegistrationsFact;
import org.lictor.store.RegistrationsFact.Registered;
import org.lictor.store.internal.db.Cells;
import org.lictor.store.internal.db.Sql;

/** {@link RegistrationStore} on plain SQL. */
public final class JdbcRegistrations implements RegistrationStore {

	private static final String HELPER = "agent_id, outcome, message, told_at, listed_at";
	private static final String PRODUCT = "feature, product_key, product_version, selected_key, selected_version, method, methods";

	private final Sql sql;

	/**
	 * @param sql the transaction
	 */
	public JdbcRegistrations(Sql sql) {
		this.sql = sql;
	}

	@Override
	public List<RegistrationsFact> all() {
		return sql.list("SELECT " + HELPER + " FROM agent_helper ORDER BY agent_id", Sql.Filler.NONE, JdbcRegistrations::helper)
				.stream().map(this::withProducts).toList();
	}

	@Override
	public Optional<RegistrationsFact> of(long agent) {
		return sql.one("SELECT " + HELPER + " FROM agent_helper WHERE agent_id = ?", parameters -> parameters.number(agent),
				JdbcRegistrations::helper).map(this::withProducts);
	}

	@Override
	public void put(RegistrationsFact fact) {
		remove(fact.agent());
		sql.change("INSERT INTO agent_helper (" + HELPER + ") VALUES (?, ?, ?, ?, ?)",
				parameters -> parameters.number(fact.agent()).text(fact.outcome()).text(fact.message()).instant(fact.told())
						.instant(fact.listed()));
		int[] ordinal = { 0 };
		sql.batch("INSERT INTO registered_product (agent_id, ordinal, " + PRODUCT + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
				fact.products(),
				(parameters, product) -> parameters.number(fact.agent()).number(ordinal[0]++).text(product.feature())
						.text(product.key()).text(product.version()).text(product.selectedKey()).text(product.selectedVersion())
						.text(product.method()).text(String.join(",", product.methods())));
	}

	@Override
	public void remove(long agent) {
		sql.change("DELETE FROM agent_helper WHERE agent_id = ?", parameters -> parameters.number(agent));
		sql.change("DELETE FROM registered_product WHERE agent_id = ?", parameters -> parameters.number(agent));
	}

	private static RegistrationsFact helper(Cells cells) throws SQLException {
		return new RegistrationsFact(cells.number(), cells.text(), cells.text(), cells.instant(), cells.optionalInstant(),
				List.of());
	}

	private RegistrationsFact withProducts(RegistrationsFact fact) {
		List<Registered> products = sql.list("SELECT " + PRODUCT + " FROM registered_product WHERE agent_id = ? ORDER BY ordinal",
				parameters -> parameters.number(fact.agent()), JdbcRegistrations::product);
		return new RegistrationsFact(fact.agent(), fact.outcome(), fact.message(), fact.told(), fact.listed(), products);
	}

	private static Registered product(Cells cells) throws SQLException {
		return new Registered(cells.text(), cells.text(), cells.text(), cells.text(), cells.text(), cells.text(),
				List.of(cells.text().split(",")).stream().filter(method -> !method.isEmpty()).toList());
	}
}
