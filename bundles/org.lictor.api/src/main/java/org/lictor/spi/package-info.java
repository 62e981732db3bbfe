/**
 * What a vendor implements to teach Lictor a new type of licence server.
 *
 * <p>A type is one OSGi service, {@link org.lictor.spi.ServerType}. Fetching and understanding are kept apart:
 * a {@link org.lictor.spi.Monitor} brings {@link org.lictor.spi.Evidence} as the server gave it, Lictor keeps it, and
 * {@link org.lictor.spi.ServerType#interpret} turns evidence into {@link org.lictor.spi.Observation}s, now and again
 * whenever the facts are derived anew. The contract tests in {@code org.lictor.spi.testkit} say what every type must do.
 */
@org.osgi.annotation.versioning.Version("1.4.0")
package org.lictor.spi;
