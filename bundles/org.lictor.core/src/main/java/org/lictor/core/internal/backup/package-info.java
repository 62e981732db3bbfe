/** Backups of the data folder. */
package org.lictor.core.internal.backup;
