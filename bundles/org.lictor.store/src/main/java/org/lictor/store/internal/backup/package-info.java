/** Backups of data folders: writing, checking and restoring them. */
package org.lictor.store.internal.backup;
