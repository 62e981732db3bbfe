package org.lictor.store.internal.volume;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.lictor.store.internal.db.Cells;
import org.lictor.store.internal.db.DatabaseException;
import org.lictor.store.internal.db.Sql;
import org.lictor.store.internal.volume.FactPage.Packer;
import org.lictor.store.internal.volume.FactPage.Unpacker;

/** The pages of one kind of facts in the database. */
final class FactPages {

	/** What pages are numbered as. */
	static final String TABLE = "fact_page";
	/** Ends a condition: not those of drafts. */
	static final String STANDS = "origin < " + JdbcFactTable.DRAFT;
	/** A condition with two parameters. */
	static final String OF_UNIT = "server_id = ? AND origin = ?";

	private static final String SELECT = "SELECT id, server_id, origin, facts, places, packed FROM fact_page WHERE ";

	private final Sql sql;
	private final PagedKind<?> kind;

	FactPages(Sql sql, PagedKind<?> kind) {
		this.sql = sql;
		this.kind = kind;
	}

	/**
	 * A page.
	 *
	 * @param id     its number
	 * @param server number of the server
	 * @param origin with drafts apart
	 * @param facts  how many there are
	 * @param places how many places were given out, also to facts that went
	 * @param packed see {@link FactPage}
	 */
	record Page(long id, long server, int origin, int facts, int places, byte[] packed) {

		/** @return the page as it is from now on; places that were given out stay so */
		Page with(Packer packer) {
			return new Page(id, server, origin, packer.facts(), Math.max(places, packer.end()), packer.pack());
		}

		/** @return the number of the fact at a place */
		long number(int place) {
			return id * FactPage.PLACES + place;
		}
	}

	/** @return the number of the page on which a fact stands */
	static long pageOf(long fact) {
		return fact / FactPage.PLACES;
	}

	static Sql.Filler unit(long server, int origin) {
		return parameters -> parameters.number(server).number(origin);
	}

	/**
	 * @param condition about server and origin
	 * @return pages in any order, as no database sorts them well; the list can be sorted
	 */
	List<Page> list(String condition, Sql.Filler filler) {
		return sql.list(SELECT + "kind = " + kind.number() + " AND " + condition, filler, FactPages::page);
	}

	/** @return the pages of these numbers that there are */
	List<Page> of(Collection<Long> numbers) {
		List<Page> pages = new ArrayList<>();
		sql.eachOf(SELECT + "id = ?", numbers, (parameters, id) -> parameters.number(id), cells -> pages.add(page(cells)));
		return pages;
	}

	/** @return the unit's page with the greatest number */
	Optional<Page> last(long server, int origin) {
		OptionalLong last = sql.one("SELECT MAX(id) FROM fact_page WHERE kind = " + kind.number() + " AND " + OF_UNIT, unit(server, origin),
				Cells::optionalNumber).orElse(OptionalLong.empty());
		return last.isPresent() ? of(List.of(last.getAsLong())).stream().findFirst() : Optional.empty();
	}

	private static Page page(Cells cells) throws SQLException {
		return new Page(cells.number(), cells.number(), cells.integer(), cells.integer(), cells.integer(), cells.bytes());
	}

	/** @return how many facts are on pages that stand */
	long count() {
		return sql.number("SELECT COALESCE(SUM(facts), 0) FROM fact_page WHERE kind = " + kind.number() + " AND " + STANDS, Sql.Filler.NONE);
	}

	void insert(List<Page> fresh) {
		sql.batch("INSERT INTO fact_page (id, kind, server_id, origin, facts, places, packed) VALUES (?, ?, ?, ?, ?, ?, ?)", fresh,
				(parameters, page) -> parameters.number(page.id()).number(kind.number()).number(page.server()).number(page.origin())
						.number(page.facts()).number(page.places()).bytes(page.packed()));
	}

	/** Pages without facts go. */
	void update(List<Page> changed) {
		sql.batch("UPDATE fact_page SET facts = ?, places = ?, packed = ? WHERE id = ?", changed.stream().filter(page -> page.facts() > 0).toList(),
				(parameters, page) -> parameters.number(page.facts()).number(page.places()).bytes(page.packed()).number(page.id()));
		sql.batch("DELETE FROM fact_page WHERE id = ?", changed.stream().filter(page -> page.facts() == 0).toList(),
				(parameters, page) -> parameters.number(page.id()));
	}

	Packer packer() {
		return new Packer(kind.columns().size());
	}

	/**
	 * Does something with each fact of a page.
	 *
	 * @param visitor must read all columns
	 */
	void each(Page page, Visitor visitor) {
		Unpacker unpacker = new Unpacker(page.packed(), page.facts(), kind.columns().size());
		try {
			while (unpacker.next()) {
				visitor.visit(unpacker.place(), unpacker.cells());
			}
		} catch (SQLException e) {
			throw new DatabaseException(e);
		}
	}

	/** Looks at a fact. */
	interface Visitor {

		/**
		 * @param place of the fact on its page
		 * @param cells its columns
		 */
		void visit(int place, Cells cells) throws SQLException;
	}
}
