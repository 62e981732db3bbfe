/** Writes down what is in a product: a CycloneDX SBOM. Fails when something has no known licence. */
package org.lictor.sbom;
