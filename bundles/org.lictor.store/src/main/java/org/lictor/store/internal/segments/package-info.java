/** Sessions in columns: files made from the rows of the database, so that years of them are read in parts of a second. */
package org.lictor.store.internal.segments;
