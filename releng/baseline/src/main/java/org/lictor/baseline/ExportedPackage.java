package org.lictor.baseline;

import java.util.Objects;

import aQute.bnd.service.diff.Tree;
import aQute.bnd.version.Version;

/**
 * A package that a bundle exports, with all that others may use of it.
 *
 * @param bundle  symbolic name of the bundle
 * @param version of the package
 * @param api     its types and their members, made by {@link Node}
 */
public record ExportedPackage(String bundle, Version version, Tree api) {

	/** Checks that all is there. */
	public ExportedPackage {
		Objects.requireNonNull(bundle, "bundle");
		Objects.requireNonNull(version, "version");
		Objects.requireNonNull(api, "api");
	}

	/** @return name of the package */
	public String name() {
		return api.getName();
	}
}
