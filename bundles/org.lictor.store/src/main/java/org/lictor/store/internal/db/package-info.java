/** The database: opening it, its schema, and plain SQL with checks. */
package org.lictor.store.internal.db;
