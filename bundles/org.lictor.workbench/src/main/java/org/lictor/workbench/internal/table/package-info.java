/**
 * What a grid shows, without a widget: which rows in which order, which columns, what is exported. Plain Java; all long
 * work is done by whoever calls it, on a thread of the caller's choice.
 */
package org.lictor.workbench.internal.table;
