package org.lictor.store.internal.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.lictor.store.internal.db.Cells;
import org.lictor.store.internal.db.Parameters;
import org.lictor.store.internal.volume.FactPage.Packer;
import org.lictor.store.internal.volume.FactPage.Unpacker;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FactPageTest {

	private static final int COLUMNS = 3;

	/** What stands at a place, some of it perhaps nothing. */
	record Written(OptionalLong number, Optional<String> text, OptionalLong last) {
	}

	private static void write(Parameters parameters, Written fact) throws SQLException {
		parameters.number(fact.number).text(fact.text).number(fact.last);
	}

	private static Written read(Cells cells) throws SQLException {
		return new Written(cells.optionalNumber(), cells.optionalText(), cells.optionalNumber());
	}

	@Provide
	Arbitrary<List<Written>> pages() {
		Arbitrary<OptionalLong> number = Arbitraries.longs().injectNull(0.2).map(value -> value == null ? OptionalLong.empty() : OptionalLong.of(value));
		Arbitrary<Optional<String>> text = Arbitraries.strings().excludeChars('\0').withCharRange(' ', 'ÿ').ofMaxLength(200).injectNull(0.2)
				.map(Optional::ofNullable);
		return Combinators.combine(number, text, number).as(Written::new).list().ofMaxSize(FactPage.PLACES / 3);
	}

	@Property(tries = 300)
	void whatIsPackedComesOutAgain(@ForAll("pages") List<Written> facts, @ForAll boolean gaps) throws SQLException {
		Packer packer = new Packer(COLUMNS);
		int step = gaps ? 3 : 1;
		for (int i = 0; i < facts.size(); i++) {
			write(packer.begin(i * step), facts.get(i));
		}
		assertEquals(facts.size(), packer.facts());
		assertEquals(facts.isEmpty() ? 0 : (facts.size() - 1) * step + 1, packer.end());

		Unpacker page = new Unpacker(packer.pack(), packer.facts(), COLUMNS);
		List<Written> found = new ArrayList<>();
		while (page.next()) {
			assertEquals(found.size() * step, page.place());
			found.add(read(page.cells()));
		}
		assertEquals(facts, found);
	}

	@Test
	void neighboursThatAreAlikeTakeAByteAColumn() throws SQLException {
		Packer packer = new Packer(COLUMNS);
		for (int i = 0; i < 100; i++) {
			write(packer.begin(i), new Written(OptionalLong.of(1_700_000_000_000L), Optional.empty(), OptionalLong.of(40_000 + i)));
		}
		assertTrue(packer.pack().length < 100 * 6, () -> packer.pack().length + " bytes");
	}

	@Test
	void refusesAFormThatItDoesNotKnow() {
		assertThrows(IllegalStateException.class, () -> new Unpacker(new byte[] { 9 }, 1, COLUMNS));
		assertThrows(IllegalStateException.class, () -> new Unpacker(new byte[0], 0, COLUMNS));
		assertFalse(new Unpacker(new Packer(COLUMNS).pack(), 0, COLUMNS).next());
	}
}
