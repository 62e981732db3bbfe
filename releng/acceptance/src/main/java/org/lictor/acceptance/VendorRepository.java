package org.lictor.acceptance;

import java.nio.file.Path;

/**
 * The p2 repository of a vendor: the server type {@code custom} of the repository that the build made, in another version, which
 * names itself otherwise.
 */
public final class VendorRepository {

	/** Id of the feature that is installed. */
	public static final String FEATURE = "org.lictor.adapter.custom.feature";
	/** Label of the type as the build made it. */
	public static final String LABEL = "Custom (XML file)";

	private final Republished part;

	/** @param folder an empty one */
	public VendorRepository(Path folder) {
		part = new Republished(folder, "org\\.lictor\\.adapter\\.custom.*");
	}

	/** @return where it is */
	public Path folder() {
		return part.folder();
	}

	/**
	 * Publishes a version, in place of what was published before.
	 *
	 * @param version such as {@code 1.0.1}
	 * @param label   of the type, as long as the one that the build made
	 */
	public void publish(String version, String label) {
		if (label.length() != LABEL.length()) {
			throw new IllegalArgumentException("the label is replaced in a class file: as many letters as in " + LABEL);
		}
		part.publish(version, text -> text.replace(LABEL, label));
	}

	/**
	 * @param version that was published
	 * @return the bundle of it
	 */
	public Path bundle(String version) {
		return folder().resolve("plugins").resolve("org.lictor.adapter.custom_" + version + ".jar");
	}
}
