/**
 * Where everything that Lictor knows is kept: one data folder, opened by one process at a time.
 *
 * <p>{@link org.lictor.store.Stores#open} gives a {@link org.lictor.store.Store}; all reading and writing happens in
 * transactions, {@link org.lictor.store.Store#read} and {@link org.lictor.store.Store#write}, through the parts of
 * {@link org.lictor.store.Transaction}. Evidence (what came, as it came) and facts (what was derived from it) are apart:
 * evidence is only ever added, facts can be dropped and derived again.
 *
 * <p>Instants are kept in UTC to the millisecond; the records of this package cut finer ones off when they are made, so
 * that what is read equals what was written. No text may be longer than {@link org.lictor.store.Store#MAX_TEXT}
 * characters.
 */
@org.osgi.annotation.versioning.Version("2.7.0")
package org.lictor.store;
