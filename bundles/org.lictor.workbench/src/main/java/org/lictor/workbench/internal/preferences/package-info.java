/** What a person sets once for this workbench. */
package org.lictor.workbench.internal.preferences;
