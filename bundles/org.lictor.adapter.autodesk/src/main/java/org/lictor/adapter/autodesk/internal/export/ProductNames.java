package org.lictor.adapter.autodesk.internal.export;

import java.util.regex.Pattern;

/**
 * One name for one product. Exports, offers and installed programs call the same product by different names; seats, people
 * and sessions can only be joined when they agree. Names that are not listed stay as the export has them, see {@link Products}.
 */
final class ProductNames {

	private static final Pattern MARKS = Pattern.compile("[\\u00ae\\u2122]|\\((?:R|TM)\\)", Pattern.CASE_INSENSITIVE);
	private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0]+");

	/** Products of which the word Autodesk is no part of the name, though some exports write it. */
	private static final java.util.Set<String> WITHOUT_AUTODESK = java.util.Set.of("AutoCAD", "AutoCAD LT", "Revit", "Revit LT",
			"3ds Max", "Maya", "Inventor", "Inventor LT", "Inventor Professional", "Civil 3D", "Navisworks Manage",
			"Navisworks Simulate", "Mudbox", "MotionBuilder", "InfraWorks", "ReCap Pro", "Fusion", "Fusion 360", "VRED Professional",
			"Robot Structural Analysis Professional", "Advance Steel", "Vault Professional", "Alias AutoStudio");

	private ProductNames() {
	}

	/**
	 * @param written as it stands in an export, not blank
	 * @return the name to use, by the table that comes with this bundle
	 */
	static String of(String written) {
		return Products.BUILT_IN.name(written);
	}

	/**
	 * @param written as it stands in an export, not blank
	 * @return it without marks, blanks too many, and the maker's name
	 */
	static String tidy(String written) {
		String name = BLANKS.matcher(MARKS.matcher(written).replaceAll("")).replaceAll(" ").strip();
		if (name.startsWith("Autodesk ") && WITHOUT_AUTODESK.contains(name.substring(9))) {
			name = name.substring(9);
		}
		return name.isEmpty() ? written : name;
	}
}
