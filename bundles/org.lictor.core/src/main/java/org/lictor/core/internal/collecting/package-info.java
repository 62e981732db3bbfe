/** Polls licence servers and takes files. */
package org.lictor.core.internal.collecting;
