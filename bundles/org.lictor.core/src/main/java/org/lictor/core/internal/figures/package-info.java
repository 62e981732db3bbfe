/** Counting over time: a sweep over primitive arrays, and the figures of hours, days and longer periods. */
package org.lictor.core.internal.figures;
