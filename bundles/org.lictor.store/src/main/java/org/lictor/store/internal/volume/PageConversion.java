package org.lictor.store.internal.volume;

import java.util.List;
import java.util.Map;

import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.internal.db.Sql;

/**
 * Puts facts onto pages that stood in a row of their own each before schema 21. Knows the tables as they were then, and must not follow
 * later changes.
 */
final class PageConversion {

	/** A table as it was, with its columns in the order of the kind's. */
	private record Former(String table, String columns, PagedKind<?> kind) {
	}

	private static final List<Former> TABLES = List.of(
			new Former("assignment", "account_id, product_id, valid_from, valid_until, evidence_id, team", PagedKind.ASSIGNMENT),
			new Former("usage_summary", "account_id, product_id, days_used, tokens, last_used, observed_at, evidence_id", PagedKind.USAGE_SUMMARY),
			new Former("group_member", "account_id, group_name, group_type, team, valid_from, valid_until, evidence_id", PagedKind.GROUP_MEMBER));

	private record Unit(long server, int origin) {
	}

	private PageConversion() {
	}

	/**
	 * @param sql      the transaction
	 * @param progress may cancel
	 * @throws ServiceException CANCELLED
	 */
	static void run(Sql sql, Progress progress) throws ServiceException {
		for (Former each : TABLES) {
			for (Unit unit : sql.list("SELECT DISTINCT server_id, origin FROM " + each.table, Sql.Filler.NONE,
					cells -> new Unit(cells.number(), cells.integer()))) {
				PageFiller filler = new PageFiller(sql, new FactPages(sql, each.kind), unit.server, unit.origin);
				sql.each("SELECT " + each.columns + " FROM " + each.table + " WHERE " + FactPages.OF_UNIT + " ORDER BY id",
						FactPages.unit(unit.server, unit.origin), cells -> {
							filler.add(parameters -> each.kind.copy(cells, parameters, Map.of()));
							return !progress.cancelled();
						});
				if (progress.cancelled()) {
					throw new ServiceException(Reason.CANCELLED,
							"Opening was cancelled while facts were written anew. They stay as they were, and the next opening begins again.");
				}
				filler.finish();
			}
		}
	}
}
