/** What seats, days of use and tokens cost. */
package org.lictor.workbench.internal.prices;
