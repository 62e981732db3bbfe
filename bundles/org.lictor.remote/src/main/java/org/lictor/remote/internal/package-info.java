/** The client of a server elsewhere: {@link org.lictor.remote.internal.RemoteConnector} opens it. */
package org.lictor.remote.internal;
