/**
 * What a Lictor server and its clients say to each other over HTTPS: paths, JSON and media types. Both sides, and the
 * command line's {@code --format json}, use these types, so that there is one form of everything.
 *
 * <p>Keys are the names of the record components in lower case with underscores ({@code type_label}). Every key is
 * always there; what is not known is null. Instants and durations are ISO 8601 ({@code "2026-03-01T08:00:00Z"},
 * {@code "PT30S"}), instants in UTC. Enumerated values are the names of the constants.
 *
 * <p>All types are safe for use by many threads. No method takes or returns null.
 */
@org.osgi.annotation.versioning.Version("1.3.0")
package org.lictor.remote.protocol;
