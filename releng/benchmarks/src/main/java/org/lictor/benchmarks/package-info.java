/**
 * Measures the built products against the figures they are to reach, each beside a baseline of the same run on the same
 * machine.
 */
package org.lictor.benchmarks;
