package org.lictor.agent.internal.registrations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.EventDetail.ProductsRegistered;
import org.lictor.agent.protocol.EventDetail.Registrations;
import org.lictor.agent.protocol.ProtocolException;
import org.lictor.agent.protocol.RegisteredProduct;
import org.lictor.agent.protocol.RegisteredProduct.Method;

/** The list of the licensing helper is understood as far as it goes, whatever is in it. */
class HelperListTest {

	private static final String TWO = """
			[ { "feature_id": "ACD", "def_prod_key": "001Q1", "def_prod_ver": "2025.0.0.F", "sel_prod_key": "02ZQ1",
			    "sel_prod_ver": "2025.0.0.F", "supported_lic_methods": [ 1, 4 ], "lic_method": 4, "lic_server_type": 0,
			    "lic_servers": [], "serial_number_sa": "123-45678901", "authorize_succ": true, "icon": "x.ico" },
			  { "feature_id": "MAYA", "def_prod_key": "657L1", "def_prod_ver": "2020.0.0.F", "sel_prod_key": "657L1",
			    "sel_prod_ver": "2020.0.0.F", "supported_lic_methods": [ 2, 1, 4 ], "lic_servers": [ "" ] } ]
			""";

	private static HelperList read(String text) {
		return HelperList.read(text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void tellsProductsKeysVersionsAndMethods() {
		HelperList list = read(TWO);

		assertEquals(Optional.empty(), list.problem());
		assertEquals(List.of(
				new RegisteredProduct("ACD", "001Q1", "2025.0.0.F", "02ZQ1", "2025.0.0.F", Method.NAMED_USER,
						Set.of(Method.NETWORK, Method.NAMED_USER)),
				new RegisteredProduct("MAYA", "657L1", "2020.0.0.F", "657L1", "2020.0.0.F", Method.NOT_CHOSEN,
						Set.of(Method.NETWORK, Method.STANDALONE, Method.NAMED_USER))),
				list.products());
	}

	@Test
	void takesAMarkOfByteOrderLinesBeforeTheListAndAnEmptyOne() {
		assertEquals(2, read("\ufeffconnected\n" + TWO).products().size());
		assertEquals(new HelperList(List.of(), Optional.empty()), read("[]"));
	}

	@Test
	void keepsWhatStandsBeforeABreak() {
		HelperList list = read(TWO.substring(0, TWO.indexOf("MAYA")));

		assertEquals(List.of("001Q1"), list.products().stream().map(RegisteredProduct::key).toList());
		assertEquals(Optional.of("its list breaks off after 1 products"), list.problem());
	}

	@Test
	void saysHowManyEntriesAreNotUnderstood() {
		HelperList list = read("[7, {}, {\"def_prod_key\": [\"x\"]}, {\"def_prod_key\": \"001Q1\", \"lic_method\": \"9\"}, "
				+ "{\"def_prod_key\": \"057Q1\", \"lic_method\": {}, \"supported_lic_methods\": [null, 3]}]");

		assertEquals(List.of(Method.UNKNOWN, Method.UNKNOWN), list.products().stream().map(RegisteredProduct::method).toList());
		assertEquals(Set.of(Method.UNKNOWN, Method.MULTI_SEAT), list.products().get(1).methods());
		assertEquals(Optional.of("3 of its entries are not understood"), list.problem());
	}

	@Test
	void hasNoListInAnErrorOfTheService() {
		assertEquals(Optional.of("it wrote no list of products"), read("Invalid character \\x00 in host name").problem());
		assertEquals(Optional.of("it wrote no list of products"), read("").problem());
		assertEquals(Optional.of("its list breaks off after 0 products"), read("[\u0000").problem());
		assertEquals(Optional.of("its list breaks off after 0 products"), read("[".repeat(100_000)).problem());
	}

	@Test
	void tellsAHundredAndCountsTheRest() {
		StringBuilder many = new StringBuilder("[");
		for (int each = 0; each < 130; each++) {
			many.append(each == 0 ? "" : ",").append("{\"def_prod_key\":\"K").append(each).append("\"}");
		}

		HelperList list = read(many.append("]").toString());

		assertEquals(100, list.products().size());
		assertEquals(Optional.of("it lists 30 products more than can be told"), list.problem());
	}

	@Property(tries = 2_000)
	void anyChangeOfTheListCanBeTold(@ForAll @IntRange(max = 600) int at, @ForAll byte value,
			@ForAll @IntRange(max = 700) int length) throws ProtocolException {
		byte[] changed = TWO.getBytes(StandardCharsets.UTF_8);
		changed[at % changed.length] = value;
		changed = Arrays.copyOf(changed, Math.min(length, changed.length));

		HelperList list = HelperList.read(changed);

		ProductsRegistered told = new ProductsRegistered(Registrations.IN_PART, list.problem().orElse(""), list.products());
		assertEquals(told, Codec.eventDetail(EventDetail.Kind.PRODUCTS_REGISTERED, Codec.encode(told)));
		assertTrue(list.products().size() <= 2);
	}
}
