package org.lictor.workbench.internal.grid;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.nebula.widgets.nattable.sort.ISortModel;
import org.eclipse.nebula.widgets.nattable.sort.SortDirectionEnum;
import org.lictor.query.Column;
import org.lictor.workbench.internal.table.Arrangement;
import org.lictor.workbench.internal.table.SortKey;

/** Tells the headings how rows are sorted and passes on what the reader asks for. The sorting itself is done elsewhere. */
final class GridSort implements ISortModel {

	private final List<Column> columns;
	private final Supplier<Arrangement> wanted;
	private final Consumer<Arrangement> changed;

	GridSort(List<Column> columns, Supplier<Arrangement> wanted, Consumer<Arrangement> changed) {
		this.columns = columns;
		this.wanted = wanted;
		this.changed = changed;
	}

	private Optional<SortKey> key(int column) {
		return wanted.get().sortKey(columns.get(column).key());
	}

	@Override
	public List<Integer> getSortedColumnIndexes() {
		List<String> keys = columns.stream().map(Column::key).toList();
		return wanted.get().sort().stream().map(key -> keys.indexOf(key.column())).filter(index -> index >= 0).toList();
	}

	@Override
	public boolean isColumnIndexSorted(int column) {
		return key(column).isPresent();
	}

	@Override
	public SortDirectionEnum getSortDirection(int column) {
		return key(column).map(key -> key.descending() ? SortDirectionEnum.DESC : SortDirectionEnum.ASC)
				.orElse(SortDirectionEnum.NONE);
	}

	@Override
	public int getSortOrder(int column) {
		return getSortedColumnIndexes().indexOf(column);
	}

	@Override
	@SuppressWarnings("rawtypes") // as the interface has it
	public List<Comparator> getComparatorsForColumnIndex(int column) {
		return List.of();
	}

	@Override
	public Comparator<?> getColumnComparator(int column) {
		return Comparator.naturalOrder();
	}

	@Override
	public void sort(int column, SortDirectionEnum direction, boolean accumulate) {
		String key = columns.get(column).key();
		Arrangement arrangement = wanted.get();
		if (direction == SortDirectionEnum.NONE) {
			changed.accept(accumulate ? arrangement.unsorted(key) : new Arrangement(List.of(), arrangement.filters()));
		} else {
			changed.accept(arrangement.sortedBy(new SortKey(key, direction == SortDirectionEnum.DESC), accumulate));
		}
	}

	@Override
	public void clear() {
		changed.accept(new Arrangement(List.of(), wanted.get().filters()));
	}
}
