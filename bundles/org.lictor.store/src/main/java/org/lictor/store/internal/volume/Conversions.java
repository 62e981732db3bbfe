package org.lictor.store.internal.volume;

import java.util.Map;

import org.lictor.store.internal.db.Conversion;

/** What scripts of the schema cannot do. */
public final class Conversions {

	/** By the version of the schema after whose script each runs. */
	public static final Map<Integer, Conversion> ALL = Map.of(9, (sql, progress) -> JdbcUsageDayTable.packRows(sql), 19,
			SessionRowCopy::run, 21, PageConversion::run);

	private Conversions() {
	}
}
