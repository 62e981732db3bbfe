/** One person in the evidence: what it tells of them, and how they are erased from it. */
package org.lictor.core.internal.people;
