/** The rim: how Equinox starts and stops the agent. */
package org.lictor.agent.internal.launch;
