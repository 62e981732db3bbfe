/** What people and agents edit, through Jakarta Persistence: rows are few and change one at a time. */
package org.lictor.store.internal.masters;
