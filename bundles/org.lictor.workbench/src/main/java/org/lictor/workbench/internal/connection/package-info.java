/** How the workbench reaches Lictor. Plain Java but for the component annotations and the Eclipse jobs at the rim. */
package org.lictor.workbench.internal.connection;
