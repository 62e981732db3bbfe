package org.lictor.store.internal.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.lictor.store.internal.volume.UsageDayPack.Packed;
import org.lictor.store.internal.volume.UsageDayPack.Packer;
import org.lictor.store.internal.volume.UsageDayPack.Row;
import org.lictor.store.internal.volume.UsageDayPack.Unpacker;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UsageDayPackTest {

	private static final Comparator<List<Long>> BY_USE = Comparator.<List<Long>>comparingLong(List::getFirst).thenComparing(List::getLast);

	@Provide
	Arbitrary<List<Row>> rows() {
		Arbitrary<Long> accounts = Arbitraries.oneOf(Arbitraries.longs().between(1, 9), Arbitraries.longs().greaterOrEqual(1));
		Arbitrary<Integer> products = Arbitraries.oneOf(Arbitraries.integers().between(1, 3), Arbitraries.integers().greaterOrEqual(1));
		Arbitrary<Optional<BigDecimal>> tokens = Arbitraries.bigDecimals().ofScale(3).map(BigDecimal::stripTrailingZeros).optional();
		return Combinators.combine(accounts, products, tokens, Arbitraries.longs()).as(Row::new).list().ofMaxSize(40);
	}

	private static Packed pack(List<Row> rows) {
		Packer packer = new Packer();
		rows.forEach(packer::add);
		return packer.pack();
	}

	private static List<Row> unpack(byte[] bytes) {
		List<Row> rows = new ArrayList<>();
		Unpacker pack = new Unpacker(bytes);
		while (pack.next()) {
			rows.add(pack.row());
		}
		return rows;
	}

	@Property
	void comesBackByAccountAndProductTheLaterOfTwo(@ForAll("rows") List<Row> rows) {
		Map<List<Long>, Row> expected = new TreeMap<>(BY_USE);
		rows.forEach(row -> expected.put(List.of(row.account(), (long) row.product()), row));

		Packed packed = pack(rows);

		assertEquals(List.copyOf(expected.values()), unpack(packed.bytes()));
		assertEquals(expected.size(), packed.facts());
		assertEquals(expected.values().stream().filter(row -> row.tokens().isPresent()).count(), packed.paid());
		assertArrayEquals(packed.bytes(), pack(unpack(packed.bytes())).bytes(), "the same facts are the same bytes");
	}

	@Property
	void theWorstOfTwoStaysInWhateverOrderTheyCome(@ForAll("rows") List<Row> rows, @ForAll Random random) {
		Comparator<Row> worst = Comparator.comparingLong(Row::evidence);
		Packer packer = new Packer(worst);
		rows.forEach(packer::add);
		List<Row> kept = unpack(packer.pack().bytes());
		List<Row> shuffled = new ArrayList<>(rows);
		Collections.shuffle(shuffled, random);
		Packer other = new Packer(worst);
		shuffled.forEach(other::add);

		assertEquals(kept.stream().map(Row::evidence).toList(), unpack(other.pack().bytes()).stream().map(Row::evidence).toList());
		assertTrue(rows.stream().allMatch(row -> kept.stream()
				.anyMatch(stays -> stays.sameUse(row) && stays.evidence() >= row.evidence())));
	}

	@Property
	void whatIsToldIsLaidOntoWhatStands(@ForAll("rows") List<Row> stands, @ForAll("rows") List<Row> told, @ForAll boolean all) {
		Map<List<Long>, Row> expected = new TreeMap<>(BY_USE);
		Map<List<Long>, Row> toldLast = new TreeMap<>(BY_USE);
		told.forEach(row -> toldLast.put(List.of(row.account(), (long) row.product()), row));
		List<Row> before = unpack(pack(stands).bytes());
		before.forEach(row -> {
			List<Long> key = List.of(row.account(), (long) row.product());
			if (!all || toldLast.containsKey(key)) {
				expected.put(key, row);
			}
		});
		toldLast.forEach((key, row) -> expected.merge(key, row, (one, other) -> one.tokens().equals(other.tokens()) ? one : other));

		Optional<Packed> laid = UsageDayPack.laid(pack(stands).bytes(), new ArrayList<>(told), all);

		List<Row> after = laid.map(packed -> unpack(packed.bytes())).orElse(before);
		assertEquals(List.copyOf(expected.values()), after);
		assertEquals(laid.isEmpty(), after.equals(before), "only what changed is written");
	}

	@Test
	void takesAboutFiveBytesForAFact() {
		List<Row> rows = new ArrayList<>();
		for (int account = 1; account <= 10_000; account++) {
			rows.add(new Row(100_000 + account * 3, account % 300, Optional.empty(), 4_711));
		}
		assertTrue(pack(rows).bytes().length < 50_000);
	}

	@Test
	void refusesAFormItDoesNotKnow() {
		assertThrows(IllegalStateException.class, () -> new Unpacker(new byte[] { 2, 0, 0 }));
		assertThrows(IllegalStateException.class, () -> new Unpacker(new byte[0]));
	}
}
