package org.lictor.simulator.site;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.lictor.agent.protocol.RegisteredProduct;

/** What the licensing helper of a host lists: what was opened there within a year, as far as a product has a key. */
public final class Registered {

	private static final Duration UNINSTALLED_AFTER = Duration.ofDays(365);
	/** Year letters of product keys begin with B, for 2010. */
	private static final int FIRST_YEAR = 2010;

	/** Of a product, what its keys begin with, and its feature. */
	private record Coded(String key, String feature) {
	}

	/** Those that most people use, with the vendor's own codes. */
	private static final Map<String, Coded> CODES = Map.ofEntries(Map.entry("AutoCAD", new Coded("001", "ACD")),
			Map.entry("AutoCAD LT", new Coded("057", "ACDLT")), Map.entry("Revit", new Coded("829", "RVT")),
			Map.entry("Civil 3D", new Coded("237", "CIV3D")), Map.entry("3ds Max", new Coded("128", "3DSMAX")),
			Map.entry("Maya", new Coded("657", "MAYA")), Map.entry("Navisworks Manage", new Coded("507", "NAVMAN")),
			Map.entry("Inventor", new Coded("797", "INVNTOR")), Map.entry("AutoCAD Plant 3D", new Coded("426", "PLNT3D")),
			Map.entry("AutoCAD Map 3D", new Coded("129", "MAP")));

	private Registered() {
	}

	/**
	 * @param product name
	 * @return whether the helper lists it where it is installed
	 */
	public static boolean lists(String product) {
		return CODES.containsKey(product);
	}

	/**
	 * @param opened what was or will be opened on a host
	 * @param at     when the helper is asked
	 * @return what it lists, in order of products and versions
	 */
	public static List<RegisteredProduct> of(Collection<Stint> opened, Instant at) {
		return opened.stream().filter(stint -> lists(stint.product()) && stint.end().isAfter(at.minus(UNINSTALLED_AFTER)))
				.map(stint -> List.of(stint.product(), stint.version())).distinct().sorted(Comparator.comparing(List::toString))
				.map(each -> product(CODES.get(each.getFirst()), Integer.parseInt(each.getLast()))).toList();
	}

	private static RegisteredProduct product(Coded coded, int year) {
		String key = coded.key() + (char) ('B' + year - FIRST_YEAR) + "1";
		String version = year + ".0.0.F";
		return new RegisteredProduct(coded.feature(), key, version, key, version, RegisteredProduct.Method.NAMED_USER,
				Set.of(RegisteredProduct.Method.NETWORK, RegisteredProduct.Method.NAMED_USER));
	}
}
