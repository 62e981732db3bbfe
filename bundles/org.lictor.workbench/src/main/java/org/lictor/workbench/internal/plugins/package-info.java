/** Plug-ins of the server that the workbench is connected to. */
package org.lictor.workbench.internal.plugins;
