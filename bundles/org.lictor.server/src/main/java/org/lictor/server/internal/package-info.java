/**
 * The server without a window, and the command line. {@link org.lictor.server.internal.ServerApplication} is started by
 * OSGi; every command is a class of its own that sees the services of the api alone.
 */
package org.lictor.server.internal;
