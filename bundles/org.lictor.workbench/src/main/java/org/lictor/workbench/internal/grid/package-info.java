/**
 * The one grid in which all result tables are shown: sorted, filtered, arranged, exported by its reader, and kept up to
 * date without losing what is selected. It never does long work on the UI thread.
 */
package org.lictor.workbench.internal.grid;
