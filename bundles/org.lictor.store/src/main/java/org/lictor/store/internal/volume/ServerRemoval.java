package org.lictor.store.internal.volume;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.lictor.store.internal.db.Cells;
import org.lictor.store.internal.db.Parameters;
import org.lictor.store.internal.db.Sql;

/** Removes all that was collected from a server. */
public final class ServerRemoval {

	private static final List<String> FACTS = List.of("entitlement", "account", "fact_page", "usage_pack", "sample",
			"denial", "vendor_team", "token_use", "token_contract", "fold_mark",
			"monitor_memory", "monitor_progress", "refused_bytes");

	private final Sql sql;

	/**
	 * @param sql the transaction
	 */
	public ServerRemoval(Sql sql) {
		this.sql = sql;
	}

	/**
	 * Removes facts, sessions, the agents' events about them, and evidence. Bytes that no other server's evidence refers to
	 * are written down as doomed: files are deleted after the commit, because that cannot be undone.
	 *
	 * @param server number of a server
	 */
	public void remove(long server) {
		events(server);
		change("DELETE FROM open_session WHERE EXISTS (SELECT 1 FROM usage_session u WHERE u.id = open_session.session_id AND u.server_id = ?)",
				server);
		change("DELETE FROM usage_session WHERE server_id = ?", server);
		new SessionChanges(sql).anything();
		change("DELETE FROM agent_consent WHERE server_name = (SELECT server_name FROM server WHERE id = ?)", server);
		FACTS.forEach(table -> change("DELETE FROM " + table + " WHERE server_id = ?", server));
		Set<String> bytes = new HashSet<>(sql.list("SELECT sha256 FROM source_evidence WHERE server_id = ?",
				parameters -> parameters.number(server), cells -> cells.text()));
		change("DELETE FROM poll_head WHERE server_id = ?", server);
		change("DELETE FROM source_evidence WHERE server_id = ?", server);
		bytes.removeIf(this::isReferredTo);
		sql.batch("INSERT INTO doomed_bytes (sha256) VALUES (?)", bytes, (parameters, sha256) -> parameters.text(sha256));
	}

	/** Heartbeats may be about sessions of other servers too: they stay, and only lose the sessions that go. */
	private void events(long server) {
		List<Integer> units = sql.list("SELECT DISTINCT unit FROM usage_session WHERE server_id = ?",
				parameters -> parameters.number(server), Cells::integer);
		for (int unit : units) {
			OptionalLong agent = UnitNumbers.unit(unit).agent();
			if (agent.isPresent()) {
				events(agent.getAsLong(), sql.list("SELECT key_high, key_low FROM usage_session WHERE unit = ? AND server_id = ?",
						parameters -> parameters.number(unit).number(server), Cells::key));
			}
		}
	}

	private void events(long agent, List<UUID> sessions) {
		String ofSession = " FROM agent_event_session WHERE agent_id = ? AND key_high = ? AND key_low = ?";
		Set<Long> events = new TreeSet<>();
		sql.eachOf("SELECT event_id" + ofSession, sessions, (parameters, key) -> parameters.number(agent).key(key),
				cells -> {
					events.add(cells.number());
					return true;
				});
		sql.batch("DELETE FROM agent_event WHERE heartbeat = FALSE AND id = ?", events, Parameters::number);
		sql.batch("DELETE" + ofSession, sessions, (parameters, key) -> parameters.number(agent).key(key));
	}

	private void change(String change, long server) {
		sql.change(change, parameters -> parameters.number(server));
	}

	private boolean isReferredTo(String sha256) {
		return sql.one("SELECT id FROM source_evidence WHERE sha256 = ? FETCH FIRST 1 ROWS ONLY",
				parameters -> parameters.text(sha256), cells -> cells.number()).isPresent();
	}
}
