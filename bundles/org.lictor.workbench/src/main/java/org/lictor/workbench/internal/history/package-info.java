/**
 * The chart of use over time. What is drawn where is worked out in plain Java; the canvas only draws. We draw it
 * ourselves because its days and months are those of the query's time zone and its gaps have to be gaps: SWTChart places
 * the ticks of a time axis in the zone of the process and has no way to interrupt a step line.
 */
package org.lictor.workbench.internal.history;
