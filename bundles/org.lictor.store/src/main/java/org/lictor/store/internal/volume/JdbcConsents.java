package org.lictor.store.internal.volume;

import java.sql.SQLException;
import java.util.List;

import org.lictor.store.ConsentFact;
import org.lictor.store.ConsentStore;
import org.lictor.store.internal.db.Cells;
import org.lictor.store.internal.db.Sql;

/** {@link ConsentStore} on plain SQL. */
public final class JdbcConsents implements ConsentStore {

	private static final String COLUMNS = "agent_id, server_name, application, product, host_user, consent, help, since_at";
	private static final String ORDER = " ORDER BY agent_id, ordinal";

	private final Sql sql;

	/**
	 * @param sql the transaction
	 */
	public JdbcConsents(Sql sql) {
		this.sql = sql;
	}

	@Override
	public List<ConsentFact> all() {
		return sql.list("SELECT " + COLUMNS + " FROM agent_consent" + ORDER, Sql.Filler.NONE, JdbcConsents::read);
	}

	@Override
	public List<ConsentFact> of(long agent) {
		return sql.list("SELECT " + COLUMNS + " FROM agent_consent WHERE agent_id = ?" + ORDER,
				parameters -> parameters.number(agent), JdbcConsents::read);
	}

	@Override
	public void replace(long agent, List<ConsentFact> consents) {
		sql.change("DELETE FROM agent_consent WHERE agent_id = ?", parameters -> parameters.number(agent));
		int[] ordinal = { 0 };
		sql.batch("INSERT INTO agent_consent (" + COLUMNS + ", ordinal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", consents,
				(parameters, consent) -> parameters.number(agent).text(consent.server()).text(consent.application())
						.text(consent.product()).text(consent.hostUser()).text(consent.consent()).text(consent.help()).instant(consent.since())
						.number(ordinal[0]++));
	}

	private static ConsentFact read(Cells cells) throws SQLException {
		return new ConsentFact(cells.number(), cells.text(), cells.text(), cells.text(), cells.text(), cells.text(), cells.text(),
				cells.instant());
	}
}
