/** Programs of the host that the agent runs, each within limits. */
package org.lictor.agent.internal.tools;
