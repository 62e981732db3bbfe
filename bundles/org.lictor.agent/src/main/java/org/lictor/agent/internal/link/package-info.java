/** Speaks with the server: enrols, asks for the configuration, brings the events. */
package org.lictor.agent.internal.link;
