package org.lictor.core.internal.reports;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

import org.lictor.core.internal.figures.PeriodFigures;
import org.lictor.core.internal.figures.Periods;
import org.lictor.core.internal.figures.Steps;
import org.lictor.core.internal.reports.UsesByProduct.Key;
import org.lictor.query.Column;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;

/**
 * A row for each period of each product, on top of figures as they were counted: a year of hours of 500 products are four million
 * rows, and to put them together cell by cell takes longer than to count. A cell is made when it is read.
 */
final class HistoryTable implements ResultTable {

	/**
	 * The figures of a product, one a period; {@link Steps#UNKNOWN}, or NaN on average, where nothing is known.
	 *
	 * @param min     least used
	 * @param average on average
	 * @param max     most used
	 * @param total   how many there were
	 */
	record History(long[] min, double[] average, long[] max, long[] total) {

		/**
		 * @param used  how many were in use
		 * @param total how many there were
		 * @return of these the figures that are shown
		 */
		static History of(PeriodFigures used, PeriodFigures total) {
			return new History(used.min(), used.average(), used.max(), total.last());
		}
	}

	private final ResultTable head;
	private final int periods;
	private final Instant[] begins;
	private final Key[] keys;
	private final History[] histories;

	/**
	 * @param head      all but the rows; its columns are server, product, period, least, average, most and total
	 * @param periods   the periods
	 * @param histories figures by product; rows of all together are at most as many as an int can count
	 */
	HistoryTable(ResultTable head, Periods periods, SortedMap<Key, History> histories) {
		this.head = head;
		this.periods = periods.count();
		this.begins = new Instant[periods.count()];
		for (int period = 0; period < begins.length; period++) {
			begins[period] = Instant.ofEpochMilli(periods.bounds()[period]);
		}
		this.keys = histories.keySet().toArray(Key[]::new);
		this.histories = histories.values().toArray(History[]::new);
		Math.multiplyExact(keys.length, this.periods);
	}

	@Override
	public int rowCount() {
		return keys.length * periods;
	}

	@Override
	public Object value(int row, int column) {
		Objects.checkIndex(row, rowCount());
		int product = row / periods;
		int period = row % periods;
		return switch (column) {
		case 0 -> keys[product].server();
		case 1 -> keys[product].product();
		case 2 -> begins[period];
		case 3 -> UsageHistoryReport.count(histories[product].min[period]);
		case 4 -> {
			double average = histories[product].average[period];
			yield Double.isNaN(average) ? Unknown.UNKNOWN : (Object) average;
		}
		case 5 -> UsageHistoryReport.count(histories[product].max[period]);
		case 6 -> UsageHistoryReport.count(histories[product].total[period]);
		default -> throw new IndexOutOfBoundsException("there is no column " + column);
		};
	}

	@Override
	public String report() {
		return head.report();
	}

	@Override
	public String title() {
		return head.title();
	}

	@Override
	public List<Column> columns() {
		return head.columns();
	}

	@Override
	public Instant asOf() {
		return head.asOf();
	}

	@Override
	public ZoneId zone() {
		return head.zone();
	}

	@Override
	public List<String> notes() {
		return head.notes();
	}
}
