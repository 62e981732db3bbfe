/**
 * The HTTPS entrance: agents, queries and administration. {@link org.lictor.http.internal.JettyListener} is started by
 * the core; {@link org.lictor.http.internal.Routes} says who may ask what.
 */
package org.lictor.http.internal;
