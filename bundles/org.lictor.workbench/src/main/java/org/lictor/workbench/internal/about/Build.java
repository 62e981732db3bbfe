package org.lictor.workbench.internal.about;

import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.Version;

/** Which Lictor this is. */
public final class Build {

	/** The system property that {@code about.mappings} names. */
	private static final String PROPERTY = "org.lictor.version";

	private Build() {
	}

	/** @return for instance {@code Version 1.0.0, build 202611291312} */
	public static String words() {
		Version version = FrameworkUtil.getBundle(Build.class).getVersion();
		return "Version " + version.getMajor() + "." + version.getMinor() + "." + version.getMicro() + ", build " + version.getQualifier();
	}

	/** Has the dialog Help > About Lictor show it. */
	public static void announce() {
		System.setProperty(PROPERTY, words());
	}
}
