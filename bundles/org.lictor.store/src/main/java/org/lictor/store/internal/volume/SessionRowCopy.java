package org.lictor.store.internal.volume;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.internal.db.Cells;
import org.lictor.store.internal.db.Sql;

/**
 * Copies sessions from the table that they stood in before the script of the schema that this belongs to into the one it made.
 * Knows both as they were then, and must not follow later changes.
 */
final class SessionRowCopy {

	private static final int PIECE = 20_000;
	private static final int ORIGINS = 4;

	/** A session, with its numbers in the order of the new table. */
	private record Copied(OptionalLong... numbers) {
	}

	private SessionRowCopy() {
	}

	/**
	 * @param sql      the transaction
	 * @param progress gets the number of sessions, and may cancel
	 * @throws ServiceException CANCELLED
	 */
	static void run(Sql sql, Progress progress) throws ServiceException {
		progress.begin("Writing sessions so that they take less room",
				sql.number("SELECT COUNT(*) FROM former_session", Sql.Filler.NONE));
		List<Copied> some = new ArrayList<>();
		sql.each("""
				SELECT id, origin, unit_id, key_high, key_low, server_id, product_id, host, host_user, licences, start_at, proven_at,
				end_at, end_kind, evidence_id, os_session, input_idle, input_used, input_state, input_since FROM former_session""",
				Sql.Filler.NONE, cells -> {
					some.add(copied(cells));
					if (some.size() == PIECE) {
						insert(sql, some, progress);
					}
					return !progress.cancelled();
				});
		if (progress.cancelled()) {
			throw new ServiceException(Reason.CANCELLED,
					"Opening was cancelled while sessions were written anew. They stay as they were, and the next opening begins again.");
		}
		insert(sql, some, progress);
	}

	private static Copied copied(Cells cells) throws SQLException {
		long id = cells.number();
		int origin = cells.integer();
		long unit = Math.addExact(Math.multiplyExact(cells.number(), ORIGINS), origin - 1);
		long high = cells.number();
		long low = cells.number();
		long server = cells.number();
		long product = cells.number();
		long host = cells.number();
		long hostUser = cells.number();
		long licences = cells.number();
		long start = cells.number();
		long proven = cells.number();
		long told = cells.number();
		long kind = cells.number();
		long end = kind == 0 ? proven : told;
		long evidence = cells.number();
		long osSession = cells.number();
		long idle = cells.number();
		long used = cells.number();
		long state = cells.number();
		long since = cells.number();
		boolean nothing = idle == 0 && used == 0 && state == 0 && since == 0;
		return new Copied(OptionalLong.of(id), OptionalLong.of(unit), OptionalLong.of(high), OptionalLong.of(low),
				OptionalLong.of(server), OptionalLong.of(product), OptionalLong.of(host), OptionalLong.of(hostUser),
				unless(licences == 1, licences), OptionalLong.of(start), OptionalLong.of(end), OptionalLong.of(kind),
				unless(proven == end, proven), OptionalLong.of(evidence), unless(osSession == 0, osSession), unless(nothing, idle),
				unless(nothing, used), unless(nothing, state), unless(nothing, since));
	}

	private static OptionalLong unless(boolean usual, long number) {
		return usual ? OptionalLong.empty() : OptionalLong.of(number);
	}

	private static void insert(Sql sql, List<Copied> some, Progress progress) {
		sql.batch("""
				INSERT INTO usage_session (id, unit, key_high, key_low, server_id, product_id, host, host_user, licences, start_at,
				end_at, end_kind, proven_at, evidence_id, os_session, input_idle, input_used, input_state, input_since)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", some, (parameters, copied) -> {
			for (OptionalLong number : copied.numbers) {
				parameters.number(number);
			}
		});
		progress.worked(some.size());
		some.clear();
	}
}
