/** What comes in great numbers, through plain SQL in batches: the Event Log, evidence, facts, sessions. */
package org.lictor.store.internal.volume;
