/** Tokens: who holds them and what they allow. */
package org.lictor.core.internal.access;
