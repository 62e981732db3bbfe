package org.lictor.workbench.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NaturalOrderTest {

	private static final NaturalOrder ORDER = NaturalOrder.INSTANCE;

	@Test
	void comparesNumbersInsideBySize() {
		assertEquals(List.of("AutoCAD 2024", "WS-7", "ws-010", "ws-10", "WS-10b", "ws-99999999999999999999"),
				List.of("ws-10", "ws-99999999999999999999", "WS-10b", "AutoCAD 2024", "WS-7", "ws-010").stream().sorted(ORDER)
						.toList());
	}

	@Provide
	Arbitrary<String> names() {
		return Arbitraries.strings().withChars("aAbB019-ßİ").ofMaxLength(6);
	}

	@Property
	void isAnOrder(@ForAll("names") String a, @ForAll("names") String b, @ForAll("names") String c) {
		assertEquals(Integer.signum(ORDER.compare(a, b)), -Integer.signum(ORDER.compare(b, a)));
		assertEquals(a.equals(b), ORDER.compare(a, b) == 0);
		if (ORDER.compare(a, b) <= 0 && ORDER.compare(b, c) <= 0) {
			assertTrue(ORDER.compare(a, c) <= 0);
		}
	}
}
