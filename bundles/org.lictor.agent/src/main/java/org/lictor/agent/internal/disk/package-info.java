/** What the agent keeps in its data folder, safe against kills, power cuts and full disks. */
package org.lictor.agent.internal.disk;
