package org.lictor.store.internal.masters;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.lictor.store.internal.db.Ids;
import org.lictor.store.internal.db.Sql;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;

/**
 * The masters in one transaction. Every change is flushed at once, so that plain SQL in the same transaction sees it.
 */
public final class Masters {

	/** Names are sorted for people, the same way on every database. */
	static final Comparator<String> BY_NAME = String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

	private final EntityManager entities;
	private final Sql sql;
	private final Ids ids;

	/**
	 * @param entities of the transaction
	 * @param sql      on the same connection
	 */
	public Masters(EntityManager entities, Sql sql) {
		this.entities = entities;
		this.sql = sql;
		this.ids = new Ids(sql);
	}

	/** @return plain SQL on the same connection */
	Sql sql() {
		return sql;
	}

	/** @return gives out numbers */
	Ids ids() {
		return ids;
	}

	<T> Optional<T> find(Class<T> type, Object id) {
		return Optional.ofNullable(entities.find(type, id));
	}

	<T> T require(Class<T> type, long id) {
		return find(type, id).orElseThrow(() -> new IllegalArgumentException(
				"there is no " + type.getSimpleName().replace("Entity", "").toLowerCase() + " of number " + id));
	}

	<T> List<T> all(Class<T> type) {
		return entities.createQuery("SELECT e FROM " + type.getSimpleName() + " e", type).getResultList();
	}

	<T> List<T> query(Class<T> type, String query, Function<TypedQuery<T>, TypedQuery<T>> parameters) {
		return parameters.apply(entities.createQuery(query, type)).getResultList();
	}

	void add(Object entity) {
		sql.requireWritable();
		entities.persist(entity);
		entities.flush();
	}

	void remove(Object entity) {
		sql.requireWritable();
		entities.remove(entity);
		entities.flush();
	}

	void change(Runnable change) {
		sql.requireWritable();
		change.run();
		entities.flush();
	}
}
