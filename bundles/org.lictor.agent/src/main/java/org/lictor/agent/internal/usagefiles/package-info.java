/** Follows the use of old versions of applications by the files they leave, with their users' consent. */
package org.lictor.agent.internal.usagefiles;
