package org.lictor.store.internal.db;

/**
 * Gives out numbers that are never given out again, not even when the transaction that took them deletes what it made.
 * Kept in a table and changed in the transaction that takes them, so it works on any database.
 */
public final class Ids {

	private final Sql sql;

	/**
	 * @param sql the transaction
	 */
	public Ids(Sql sql) {
		this.sql = sql;
	}

	/**
	 * @param kind of things that are numbered
	 * @return a number from 1 that no other thing of that kind has
	 */
	public long next(String kind) {
		return next(kind, 1);
	}

	/**
	 * @param kind  of things that are numbered
	 * @param count how many numbers are needed
	 * @return the first of so many numbers in a row
	 */
	public long next(String kind, int count) {
		int changed = sql.change("UPDATE id_block SET next_id = next_id + ? WHERE block_name = ?",
				parameters -> parameters.number(count).text(kind));
		if (changed == 0) {
			sql.change("INSERT INTO id_block (block_name, next_id) VALUES (?, ?)",
					parameters -> parameters.text(kind).number(1L + count));
		}
		return sql.number("SELECT next_id FROM id_block WHERE block_name = ?", parameters -> parameters.text(kind))
				- count;
	}
}
