package org.lictor.store.internal.volume;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people of one team used on one day, in about five bytes each. The first byte is the version of the form:
 * <ol>
 * <li value="1">the number of different amounts of tokens, each as a text with its length before it; the number of facts;
 * of each fact, by account and product: the account less the one before, the product, the evidence less the one before,
 * and, where there are amounts, which one, 0 for none.</li>
 * </ol>
 * Numbers have seven bits a byte, the lowest first, the eighth says that another byte follows; differences of evidence have
 * their sign in the lowest bit.
 */
final class UsageDayPack {

	private static final int VERSION = 1;
	private static final Comparator<Row> ORDER = Comparator.comparingLong(Row::account).thenComparingInt(Row::product);

	private UsageDayPack() {
	}

	/**
	 * What one person used.
	 *
	 * @param account  number of the account
	 * @param product  number of the product
	 * @param tokens   what it cost; empty when it is not paid in tokens
	 * @param evidence number of the evidence
	 */
	record Row(long account, int product, Optional<BigDecimal> tokens, long evidence) {

		boolean sameUse(Row other) {
			return account == other.account && product == other.product;
		}
	}

	/** Takes facts, in any order, and packs them. */
	static final class Packer {

		private final List<Row> rows = new ArrayList<>();
		private final Comparator<Row> worst;

		/** Of two facts of an account and product the later one is packed. */
		Packer() {
			this((one, other) -> 0);
		}

		/**
		 * @param worst of two facts of an account and product the greater one is packed; of equal ones the later
		 */
		Packer(Comparator<Row> worst) {
			this.worst = worst;
		}

		void add(Row row) {
			rows.add(row);
		}

		/** @return the bytes, empty when there are no facts */
		Packed pack() {
			return Packer.of(last(rows, ORDER.thenComparing(worst)));
		}

		/** Packs rows that are in order and of which no two are of one account and product. */
		private static Packed of(List<Row> kept) {
			Map<BigDecimal, Integer> amounts = new LinkedHashMap<>();
			kept.forEach(row -> row.tokens().ifPresent(amount -> amounts.putIfAbsent(amount, amounts.size() + 1)));
			NumberWriter out = new NumberWriter(16 + kept.size() * 6);
			out.write(VERSION);
			out.write(amounts.size());
			for (BigDecimal amount : amounts.keySet()) {
				byte[] text = amount.toString().getBytes(StandardCharsets.US_ASCII);
				out.write(text.length);
				out.write(text);
			}
			out.write(kept.size());
			long account = 0;
			long evidence = 0;
			int paid = 0;
			for (Row row : kept) {
				out.write(row.account() - account);
				out.write(row.product());
				out.writeSigned(row.evidence() - evidence);
				if (!amounts.isEmpty()) {
					out.write(row.tokens().map(amounts::get).orElse(0));
					paid += row.tokens().isPresent() ? 1 : 0;
				}
				account = row.account();
				evidence = row.evidence();
			}
			return new Packed(out.toByteArray(), kept.size(), paid);
		}
	}

	/** @return the rows in that order; of those of an account and product only the last */
	private static List<Row> last(List<Row> rows, Comparator<Row> order) {
		rows.sort(order); // stable
		List<Row> kept = new ArrayList<>(rows.size());
		for (Row row : rows) {
			if (!kept.isEmpty() && kept.getLast().sameUse(row)) {
				kept.removeLast();
			}
			kept.add(row);
		}
		return kept;
	}

	/**
	 * @param rows facts in any order, which are sorted; of two facts of an account and product the later one counts
	 * @return the pack of them
	 */
	static Packed pack(List<Row> rows) {
		return Packer.of(last(rows, ORDER));
	}

	/**
	 * Lays what is told onto what stands. What is told as it stands stays as it is.
	 *
	 * @param bytes the pack that stands
	 * @param told  facts in any order, which are sorted; of two facts of an account and product the later one counts
	 * @param all   whether what is not told goes
	 * @return the pack from now on, perhaps of no facts; empty when nothing changed
	 */
	static Optional<Packed> laid(byte[] bytes, List<Row> told, boolean all) {
		List<Row> fresh = told.isEmpty() ? told : last(told, ORDER);
		List<Row> laid = new ArrayList<>();
		boolean changed = false;
		int next = 0;
		Unpacker pack = new Unpacker(bytes);
		while (pack.next()) {
			Row stands = pack.row();
			while (next < fresh.size() && ORDER.compare(fresh.get(next), stands) < 0) {
				laid.add(fresh.get(next++));
				changed = true;
			}
			if (next < fresh.size() && fresh.get(next).sameUse(stands)) {
				boolean same = fresh.get(next).tokens().equals(stands.tokens());
				laid.add(same ? stands : fresh.get(next));
				changed |= !same;
				next++;
			} else if (all) {
				changed = true;
			} else {
				laid.add(stands);
			}
		}
		changed |= next < fresh.size();
		laid.addAll(fresh.subList(next, fresh.size()));
		return changed ? Optional.of(Packer.of(laid)) : Optional.empty();
	}

	/**
	 * Facts as they stand in the database.
	 *
	 * @param bytes the pack
	 * @param facts how many there are
	 * @param paid  how many of them have tokens
	 */
	record Packed(byte[] bytes, int facts, int paid) {
	}

	/** Goes through a pack. */
	static final class Unpacker {

		private final NumberReader in;
		private final List<Optional<BigDecimal>> amounts = new ArrayList<>();
		private long left;
		private long account;
		private int product;
		private long evidence;
		private int amount;

		/**
		 * @param bytes a pack
		 * @throws IllegalStateException when they are none that this version of Lictor can read
		 */
		Unpacker(byte[] bytes) {
			if (bytes.length == 0 || bytes[0] != VERSION) {
				throw new IllegalStateException("days of usage are packed in a form that this Lictor does not know");
			}
			in = new NumberReader(bytes, 1);
			amounts.add(Optional.empty());
			for (long more = in.read(); more > 0; more--) {
				int length = (int) in.read();
				amounts.add(Optional.of(new BigDecimal(in.read(length, StandardCharsets.US_ASCII))));
			}
			left = in.read();
		}

		/** @return whether there is another fact, which can be asked for then */
		boolean next() {
			if (left == 0) {
				return false;
			}
			left--;
			account += in.read();
			product = (int) in.read();
			evidence += in.readSigned();
			amount = amounts.size() > 1 ? (int) in.read() : 0;
			return true;
		}

		long account() {
			return account;
		}

		int product() {
			return product;
		}

		long evidence() {
			return evidence;
		}

		Optional<BigDecimal> tokens() {
			return amounts.get(amount);
		}

		Row row() {
			return new Row(account, product, tokens(), evidence);
		}
	}
}
