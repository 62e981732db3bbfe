/** A site to try everything on: people, their hosts and what they truly did. Simulated are the inputs alone. */
package org.lictor.simulator.site;
