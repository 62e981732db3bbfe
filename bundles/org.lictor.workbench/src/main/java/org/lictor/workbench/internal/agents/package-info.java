/** What is done about agents and their groups. */
package org.lictor.workbench.internal.agents;
