/** The rim: how the process of the agent starts and stops. */
package org.lictor.agent.internal.launch;
