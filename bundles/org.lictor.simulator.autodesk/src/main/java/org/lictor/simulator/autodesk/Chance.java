package org.lictor.simulator.autodesk;

/** Numbers that look random and are always the same for the same place: so data need not be stored, only asked for again. */
final class Chance {

	private final long seed;

	Chance(long seed) {
		this.seed = mix(seed + 0x9E3779B97F4A7C15L);
	}

	/** @return 64 bits for a place of three coordinates */
	long bits(long a, long b, long c) {
		return mix(mix(mix(seed ^ a * 0x9E3779B97F4A7C15L) + b * 0xC2B2AE3D27D4EB4FL) + c * 0x165667B19E3779F9L);
	}

	/** @return from 0 to below {@code bound} */
	int below(int bound, long a, long b, long c) {
		return (int) Math.floorMod(bits(a, b, c) >>> 1, (long) bound);
	}

	/** @return true in {@code perMyriad} of ten thousand places */
	boolean happens(int perMyriad, long a, long b, long c) {
		return below(10_000, a, b, c) < perMyriad;
	}

	/** The finishing step of the generator SplitMix64 (Steele, Lea, Flood 2014). */
	private static long mix(long value) {
		long z = value;
		z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
		z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
		return z ^ z >>> 31;
	}
}
