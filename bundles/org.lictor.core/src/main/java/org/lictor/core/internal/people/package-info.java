/** One person in the evidence: what it tells of them. */
package org.lictor.core.internal.people;
