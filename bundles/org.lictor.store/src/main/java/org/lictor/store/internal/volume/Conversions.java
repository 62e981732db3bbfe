package org.lictor.store.internal.volume;

import java.util.Map;
import java.util.function.Consumer;

import org.lictor.store.internal.db.Sql;

/** What scripts of the schema cannot do. */
public final class Conversions {

	/** By the version of the schema after whose script each runs. */
	public static final Map<Integer, Consumer<Sql>> ALL = Map.of(9, JdbcUsageDayTable::packRows);

	private Conversions() {
	}
}
