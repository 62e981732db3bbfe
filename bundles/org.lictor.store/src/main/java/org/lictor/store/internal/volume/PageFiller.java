package org.lictor.store.internal.volume;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.lictor.store.internal.db.DatabaseException;
import org.lictor.store.internal.db.Ids;
import org.lictor.store.internal.db.Parameters;
import org.lictor.store.internal.db.Sql;
import org.lictor.store.internal.volume.FactPage.Packer;
import org.lictor.store.internal.volume.FactPages.Page;

/** Puts facts of one unit onto pages, one behind the other. What it wrote stands after {@link #finish}. */
final class PageFiller {

	private static final byte[] NOTHING = { };

	private final Ids ids;
	private final FactPages pages;
	private final long server;
	private final int origin;
	private final List<Page> fresh = new ArrayList<>();
	private final List<Page> continued = new ArrayList<>();
	private Optional<Page> page = Optional.empty();
	private Packer packer;
	/** Where the next fact stands. */
	private int place = FactPage.PLACES;
	/** Whether the page is a new one. */
	private boolean begun;

	PageFiller(Sql sql, FactPages pages, long server, int origin) {
		this.ids = new Ids(sql);
		this.pages = pages;
		this.server = server;
		this.origin = origin;
		this.packer = pages.packer();
	}

	/** Fills in the columns of a fact. */
	interface Fact {

		void write(Parameters parameters) throws SQLException;
	}

	/**
	 * Goes on behind the facts of a page, before any are added.
	 *
	 * @param stands the page
	 * @param facts  what is on it
	 */
	void goOn(Page stands, Packer facts) {
		page = Optional.of(stands);
		packer = facts;
		place = stands.places();
	}

	/** @return the number of the fact from now on */
	long add(Fact fact) {
		if (place == FactPage.PLACES) {
			close();
			page = Optional.of(new Page(ids.next(FactPages.TABLE), server, origin, 0, 0, NOTHING));
			packer = pages.packer();
			place = 0;
			begun = true;
		}
		try {
			fact.write(packer.begin(place));
		} catch (SQLException e) {
			throw new DatabaseException(e);
		}
		return page.orElseThrow().number(place++);
	}

	private void close() {
		page.ifPresent(full -> (begun ? fresh : continued).add(full.with(packer)));
	}

	/** Writes the pages. */
	void finish() {
		close();
		pages.update(continued);
		pages.insert(fresh);
	}
}
