/** The reports: each reads facts and gives a table. */
package org.lictor.core.internal.reports;
