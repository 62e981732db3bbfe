/** What several parts of the core share. */
package org.lictor.core.internal;
