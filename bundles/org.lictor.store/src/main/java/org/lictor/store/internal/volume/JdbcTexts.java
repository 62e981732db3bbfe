package org.lictor.store.internal.volume;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.lictor.store.TextStore;
import org.lictor.store.internal.db.Sql;

/** {@link TextStore} on plain SQL. */
public final class JdbcTexts implements TextStore {

	/** A column with sentences, and the key of its table. */
	private record Sentences(String table, List<String> key, String column) {
	}

	private static final List<Sentences> SENTENCES = List.of(new Sentences("event_log", List.of("id"), "message"),
			new Sentences("event_log", List.of("id"), "source"), new Sentences("source_evidence", List.of("id"), "outcome"),
			new Sentences("source_evidence", List.of("id"), "evidence_name"), new Sentences("server", List.of("id"), "status_message"),
			new Sentences("agent", List.of("id"), "message"), new Sentences("monitor_memory", List.of("server_id", "memory_key"), "memory_value"),
			new Sentences("monitor_progress", List.of("server_id", "ordinal"), "name"),
			new Sentences("monitor_progress", List.of("server_id", "ordinal"), "detail"));

	/** Columns that name entries of {@code text_entry}; facts on pages name some, too. */
	private static final List<String> REFERENCES = List.of("usage_session host", "usage_session host_user", "usage_session os_session",
			"denial host_user", "denial host", "denial reason",
			"account account_key", "entitlement team", "usage_pack team");

	private static final String NOBODY = "erased";

	private final Sql sql;
	private final TermCache terms;

	/** A sentence with the key of its row. */
	private record Found(List<String> key, String text) {
	}

	/**
	 * @param sql   the transaction
	 * @param terms what is kept in memory of texts
	 */
	public JdbcTexts(Sql sql, TermCache terms) {
		this.sql = sql;
		this.terms = terms;
	}

	@Override
	public long rewrite(Collection<String> parts, UnaryOperator<String> change) {
		sql.requireWritable();
		long changed = 0;
		for (Sentences each : SENTENCES) {
			changed += rewrite(each, parts, change);
		}
		return changed;
	}

	private long rewrite(Sentences of, Collection<String> parts, UnaryOperator<String> change) {
		List<Found> changed = new ArrayList<>();
		Set<List<String>> seen = new HashSet<>();
		for (String part : parts) {
			sql.each("SELECT " + String.join(", ", of.key) + ", " + of.column + " FROM " + of.table + " WHERE LOWER(" + of.column
					+ ") LIKE ?", parameters -> parameters.text("%" + part.toLowerCase(Locale.ROOT) + "%"), cells -> {
						List<String> key = new ArrayList<>();
						for (String column : of.key) {
							key.add(column.equals("memory_key") ? cells.text() : Long.toString(cells.number()));
						}
						String text = cells.text();
						String now = change.apply(text);
						if (!now.equals(text) && seen.add(key)) {
							changed.add(new Found(key, now));
						}
						return true;
					});
		}
		sql.batch("UPDATE " + of.table + " SET " + of.column + " = ? WHERE " + String.join(" = ? AND ", of.key) + " = ?", changed,
				(parameters, found) -> {
					parameters.text(found.text);
					for (int index = 0; index < of.key.size(); index++) {
						if (of.key.get(index).equals("memory_key")) {
							parameters.text(found.key.get(index));
						} else {
							parameters.number(Long.parseLong(found.key.get(index)));
						}
					}
				});
		return changed.size();
	}

	@Override
	public void forget(Predicate<String> text) {
		sql.requireWritable();
		List<Long> numbers = new ArrayList<>();
		sql.each("SELECT id, content FROM text_entry", Sql.Filler.NONE, cells -> {
			long number = cells.number();
			if (text.test(cells.text())) {
				numbers.add(number);
			}
			return true;
		});
		if (!numbers.isEmpty()) {
			numbers.removeAll(PagedFactTable.texts(sql));
		}
		numbers.removeIf(this::isReferredTo);
		sql.batch("UPDATE text_entry SET content = ? WHERE id = ?", numbers, (parameters, number) -> parameters.text(NOBODY).number(number));
		terms.textsChange();
	}

	private boolean isReferredTo(long number) {
		for (String reference : REFERENCES) {
			String[] place = reference.split(" ");
			if (sql.one("SELECT " + place[1] + " FROM " + place[0] + " WHERE " + place[1] + " = ? FETCH FIRST 1 ROWS ONLY",
					parameters -> parameters.number(number), cells -> cells.number()).isPresent()) {
				return true;
			}
		}
		return false;
	}
}
