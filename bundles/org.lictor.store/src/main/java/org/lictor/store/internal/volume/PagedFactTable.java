package org.lictor.store.internal.volume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.lictor.store.FactTable;
import org.lictor.store.FactUnit;
import org.lictor.store.Stored;
import org.lictor.store.internal.db.Sql;
import org.lictor.store.internal.volume.FactPage.Packer;
import org.lictor.store.internal.volume.FactPages.Page;

/**
 * {@link FactTable} on plain SQL, for facts that are read by the unit and that nobody asks the database for one by one: a row of the
 * database has a page of them, see {@link FactPage}. A fact's number is that of its page and its place there, and is not given out again.
 */
final class PagedFactTable<T> implements FactTable<T> {

	private static final Comparator<Page> BY_NUMBER = Comparator.comparingLong(Page::id);

	private final PagedKind<T> kind;
	private final Sql sql;
	private final FactPages pages;
	private final JdbcDictionary dictionary;
	private final AccountNumbers accounts;
	/** For reading. */
	private final FactNames names;

	PagedFactTable(PagedKind<T> kind, Sql sql, JdbcDictionary dictionary, AccountNumbers accounts) {
		this.kind = kind;
		this.sql = sql;
		this.pages = new FactPages(sql, kind);
		this.dictionary = dictionary;
		this.accounts = accounts;
		this.names = names(0, 0);
	}

	private FactNames names(long server, int origin) {
		return new FactNames(dictionary, accounts, new AccountNumbers.Unit(server, origin));
	}

	@Override
	public List<OfServer<T>> all() {
		List<Page> all = pages.list(FactPages.STANDS, Sql.Filler.NONE);
		all.sort(Comparator.comparingLong(Page::server).thenComparing(BY_NUMBER));
		List<OfServer<T>> facts = new ArrayList<>();
		all.forEach(page -> pages.each(page, (place, cells) -> facts.add(new OfServer<>(page.server(), kind.reader().read(cells, names)))));
		return facts;
	}

	@Override
	public List<Stored<T>> of(long server) {
		return stored("server_id = ? AND " + FactPages.STANDS, parameters -> parameters.number(server));
	}

	@Override
	public List<Stored<T>> of(FactUnit unit) {
		return stored(FactPages.OF_UNIT, FactPages.unit(unit.server(), JdbcFactTable.number(unit)));
	}

	private List<Stored<T>> stored(String condition, Sql.Filler filler) {
		List<Page> found = pages.list(condition, filler);
		found.sort(BY_NUMBER);
		List<Stored<T>> facts = new ArrayList<>();
		found.forEach(page -> pages.each(page,
				(place, cells) -> facts.add(new Stored<>(page.number(place), kind.reader().read(cells, names)))));
		return facts;
	}

	@Override
	public long count() {
		return pages.count();
	}

	@Override
	public List<Stored<T>> add(FactUnit unit, Collection<T> facts) {
		sql.requireWritable();
		if (facts.isEmpty()) {
			return List.of();
		}
		int origin = JdbcFactTable.number(unit);
		PageFiller filler = new PageFiller(sql, pages, unit.server(), origin);
		pages.last(unit.server(), origin).filter(page -> page.places() < FactPage.PLACES)
				.ifPresent(page -> filler.goOn(page, rewritten(page, Map.of(), Set.of())));
		FactNames ofUnit = names(unit.server(), origin);
		List<Stored<T>> added = new ArrayList<>(facts.size());
		for (T fact : facts) {
			added.add(new Stored<>(filler.add(parameters -> kind.writer().write(parameters, fact, ofUnit)), fact));
		}
		filler.finish();
		return added;
	}

	@Override
	public void change(FactUnit unit, Collection<Stored<T>> changed) {
		Map<Long, T> facts = new HashMap<>();
		changed.forEach(stored -> facts.put(stored.id(), stored.fact()));
		rewrite(facts, Set.of());
	}

	@Override
	public void remove(Collection<Stored<T>> facts) {
		Set<Long> gone = new HashSet<>();
		facts.forEach(stored -> gone.add(stored.id()));
		rewrite(Map.of(), gone);
	}

	/** Writes the pages anew that have facts which change or go. */
	private void rewrite(Map<Long, T> changed, Set<Long> gone) {
		sql.requireWritable();
		Set<Long> concerned = new TreeSet<>();
		changed.keySet().forEach(fact -> concerned.add(FactPages.pageOf(fact)));
		gone.forEach(fact -> concerned.add(FactPages.pageOf(fact)));
		pages.update(pages.of(concerned).stream().map(page -> page.with(rewritten(page, changed, gone))).toList());
	}

	private Packer rewritten(Page page, Map<Long, T> changed, Set<Long> gone) {
		FactNames ofUnit = names(page.server(), page.origin());
		Packer packer = pages.packer();
		pages.each(page, (place, cells) -> {
			T now = changed.get(page.number(place));
			if (gone.contains(page.number(place))) {
				kind.skip(cells, text -> { });
			} else if (now == null) {
				kind.copy(cells, packer.begin(place), Map.of());
			} else {
				kind.skip(cells, text -> { });
				kind.writer().write(packer.begin(place), now, ofUnit);
			}
		});
		return packer;
	}

	/**
	 * Accounts turned out to be one: facts of all kinds on pages tell of those that stay from now on.
	 *
	 * @param sql    the transaction
	 * @param unit   whose accounts they are
	 * @param merged numbers of accounts, each with that of the account it belongs to
	 */
	static void merge(Sql sql, FactUnit unit, Map<Long, Long> merged) {
		for (PagedKind<?> kind : PagedKind.ALL) {
			FactPages pages = new FactPages(sql, kind);
			List<Page> changed = new ArrayList<>();
			for (Page page : pages.list(FactPages.OF_UNIT, FactPages.unit(unit.server(), JdbcFactTable.number(unit)))) {
				Packer packer = pages.packer();
				pages.each(page, (place, cells) -> kind.copy(cells, packer.begin(place), merged));
				Page now = page.with(packer);
				if (!Arrays.equals(now.packed(), page.packed())) {
					changed.add(now);
				}
			}
			pages.update(changed);
		}
	}

	/**
	 * @param sql the transaction
	 * @return the numbers of all texts that facts on pages name, those of drafts too
	 */
	static Set<Long> texts(Sql sql) {
		Set<Long> texts = new HashSet<>();
		for (PagedKind<?> kind : PagedKind.ALL) {
			FactPages pages = new FactPages(sql, kind);
			pages.list("1 = 1", Sql.Filler.NONE).forEach(page -> pages.each(page, (place, cells) -> kind.skip(cells, texts::add)));
		}
		return texts;
	}
}
