/**
 * What the core offers to entrances: a {@link org.lictor.core.Node} is a Lictor that runs in this process, and a
 * {@link org.lictor.core.NodeListener} lets others reach it. Everything else of the core is internal.
 *
 * <p>No method takes or returns null.
 */
@org.osgi.annotation.versioning.Version("1.1.0")
package org.lictor.core;
