/** The store as it works: opening, transactions. */
package org.lictor.store.internal;
