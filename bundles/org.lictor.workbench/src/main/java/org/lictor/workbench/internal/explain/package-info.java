/** Where figures come from. */
package org.lictor.workbench.internal.explain;
