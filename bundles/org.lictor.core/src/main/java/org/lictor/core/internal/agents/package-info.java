/** Agents: how they come in, what they are told to watch, and the sessions their events tell of. */
package org.lictor.core.internal.agents;
