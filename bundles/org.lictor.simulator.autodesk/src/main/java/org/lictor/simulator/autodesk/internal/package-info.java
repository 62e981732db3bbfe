/** What the simulator needs of the OSGi framework. */
package org.lictor.simulator.autodesk.internal;
