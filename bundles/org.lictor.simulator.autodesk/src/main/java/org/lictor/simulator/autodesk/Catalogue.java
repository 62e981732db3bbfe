package org.lictor.simulator.autodesk;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the simulated vendor sells: first the products that most people use, then collections among them, then many others. */
final class Catalogue {

	/** Name and product line code. The codes of the first are those of the vendor, as FlexNet features carry them. */
	private static final String[][] KNOWN = { { "AutoCAD", "ACD" }, { "Revit", "RVT" }, { "AutoCAD LT", "ACDLT" },
			{ "Civil 3D", "CIV3D" }, { "3ds Max", "3DSMAX" }, { "Maya", "MAYA" }, { "Navisworks Manage", "NAVMAN" },
			{ "Inventor", "INVNTOR" }, { "AutoCAD Plant 3D", "PLNT3D" }, { "AutoCAD Map 3D", "MAP" },
			{ "Fusion", "F360" }, { "Vault Professional", "VLTP" }, { "ReCap Pro", "RECAP" }, { "InfraWorks", "INFRAW" },
			{ "Advance Steel", "ADSTPR" }, { "Navisworks Simulate", "NAVSIM" }, { "Revit LT", "RVTLT" },
			{ "Robot Structural Analysis Professional", "RSAPRO" }, { "AutoCAD Mechanical", "AMECH_PP" },
			{ "AutoCAD Electrical", "ACAD_E" }, { "AutoCAD Architecture", "ARCHDESK" }, { "AutoCAD MEP", "BLDSYS" },
			{ "AutoCAD Raster Design", "ARDES" }, { "VRED Professional", "VRDPRO" }, { "VRED Design", "VRDDES" },
			{ "Alias AutoStudio", "ALAUST" }, { "Alias Concept", "ALSCPT" }, { "Arnold", "ARNOL" }, { "Mudbox", "MBXPRO" },
			{ "MotionBuilder", "MOBPRO" }, { "Flame", "FLAME" }, { "Moldflow Adviser", "MFIA" },
			{ "Moldflow Insight", "MFIP" }, { "CFD", "SCFDP" }, { "Fabrication CADmep", "FAMEP" },
			{ "Fabrication ESTmep", "FAEST" }, { "Fabrication CAMduct", "FACAM" }, { "Vehicle Tracking", "VEHTRACK" },
			{ "Point Layout", "PNTLAY" }, { "Inventor Nastran", "NINCAD" }, { "Inventor Nesting", "INVNEST" },
			{ "Inventor CAM", "INVCAM" }, { "FeatureCAM", "FCAM" }, { "PowerMill", "PWRM" }, { "PowerShape", "PWRS" },
			{ "PowerInspect", "PWRI" }, { "Netfabb", "NETFABB" }, { "Factory Design Utilities", "FDU" },
			{ "BIM Collaborate Pro", "COLLRP" }, { "Docs", "DOCS" }, { "Build", "BUILD" }, { "Takeoff", "TAKEOFF" },
			{ "Forma", "FORMA" }, { "Insight", "INSIGHT" }, { "ShotGrid", "SGSUB" }, { "RenderNode", "RNDNODE" },
			{ "Structural Bridge Design", "SBRDES" }, { "Info360 Insight", "INF360" }, { "InfoDrainage", "INFDRN" },
			{ "InfoWorks ICM", "INFICM" } };

	private static final Set<String> IN_THE_CLOUD = Set.of("Fusion", "BIM Collaborate Pro", "Docs", "Build", "Takeoff", "Forma",
			"Insight", "ShotGrid", "Info360 Insight");

	private static final List<Offering> COLLECTIONS = List.of(
			new Offering("AEC Collection", "AECCOL", false,
					List.of("AutoCAD", "Revit", "Civil 3D", "3ds Max", "Navisworks Manage", "InfraWorks", "ReCap Pro"), 9),
			new Offering("Product Design & Manufacturing Collection", "PDCOLL", false,
					List.of("AutoCAD", "Inventor", "3ds Max", "Navisworks Manage", "Fusion"), 9),
			new Offering("Media & Entertainment Collection", "MECOLL", false, List.of("3ds Max", "Maya", "MotionBuilder", "Mudbox"), 9));

	static final int ALL_COLLECTIONS = COLLECTIONS.size();

	private Catalogue() {
	}

	/**
	 * @param count       at least 1
	 * @param collections how many of them are collections, 0 to {@link #ALL_COLLECTIONS}, if there are enough
	 * @return so many offerings, the most used first; collections only with all their parts
	 */
	static List<Offering> of(int count, int collections) {
		List<Offering> offerings = new ArrayList<>();
		for (int i = 0; i < KNOWN.length; i++) {
			boolean versioned = !IN_THE_CLOUD.contains(KNOWN[i][0]);
			offerings.add(new Offering(KNOWN[i][0], KNOWN[i][1], versioned, List.of(), 1 + i * 7 % 20));
		}
		offerings.addAll(2, COLLECTIONS.subList(0, collections));
		for (int i = offerings.size(); i < count; i++) {
			// names that need quotes in a CSV file and letters beyond ASCII belong to the real world
			String name = switch (i % 10) {
			case 3 -> "Toolset " + i + ", Enterprise";
			case 7 -> "Añadido \"Pro\" " + i;
			default -> "Toolset " + i;
			};
			offerings.add(new Offering(name, "TS" + i, i % 4 != 0, List.of(), 1 + i % 9));
		}
		List<Offering> sold = offerings.subList(0, Math.min(count, offerings.size()));
		Set<String> names = new LinkedHashSet<>();
		sold.forEach(offering -> names.add(offering.name()));
		return sold.stream().map(offering -> offering.collection() ? reduced(offering, names) : offering).toList();
	}

	/** A collection of which some parts are not sold by themselves here has only the others. */
	private static Offering reduced(Offering collection, Set<String> names) {
		List<String> parts = collection.parts().stream().filter(names::contains).toList();
		return new Offering(collection.name(), collection.code(), parts.isEmpty() && collection.versioned(), parts,
				collection.tokens());
	}
}
