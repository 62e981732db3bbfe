/** Looks at the processes of the host, finds those that are watched, and follows them from beginning to end. */
package org.lictor.agent.internal.watch;
