/** Whether somebody uses keyboard or mouse of the sessions of the operating system. */
package org.lictor.agent.internal.input;
