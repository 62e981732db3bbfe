package org.lictor.core.internal.collect;

import java.time.InstantSource;

import org.lictor.spi.Http;
import org.lictor.spi.MonitorContext;
import org.lictor.spi.Secrets;

/**
 * What a server type may use while it works for one server.
 *
 * @param clock   the time
 * @param http    as this installation allows it
 * @param secrets of the server
 */
record Context(InstantSource clock, Http http, Secrets secrets) implements MonitorContext {
}
