/**
 * Compares the exported packages of the built bundles with what was released, and says which version a package needs. Reading classes
 * and finding differences is bnd's; the rules are those of OSGi's semantic versioning.
 */
package org.lictor.baseline;
