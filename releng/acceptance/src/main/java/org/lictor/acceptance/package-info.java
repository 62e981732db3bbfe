/**
 * What the acceptance tests and benchmarks drive the built archives with: unpack, start, wait, ask, compare. Knows Lictor
 * from outside only: its archives, its command line, its HTTPS interface and what agents say on the wire.
 */
package org.lictor.acceptance;
