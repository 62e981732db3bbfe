/**
 * The vocabulary of Lictor: plain values that every other part speaks in.
 *
 * <p>All types are immutable and safe to share between threads. No method takes or returns null; a text that is not
 * known is the empty string, any other value that is not known is an empty optional.
 */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.lictor.model;
