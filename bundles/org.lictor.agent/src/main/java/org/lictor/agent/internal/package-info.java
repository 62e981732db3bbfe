/** The agent: puts together observing, keeping and delivering. */
package org.lictor.agent.internal;
