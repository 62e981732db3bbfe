/** Which host user is which account. */
package org.lictor.core.internal.identity;
