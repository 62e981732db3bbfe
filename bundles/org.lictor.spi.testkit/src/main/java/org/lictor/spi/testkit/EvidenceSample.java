package org.lictor.spi.testkit;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

import org.lictor.spi.Content;
import org.lictor.spi.Evidence;

/**
 * Evidence as the source gives it, small enough to be cut off at hundreds of places: at most 64 KB.
 *
 * @param origin         how it comes
 * @param name           its name
 * @param observedAt     when the source said so
 * @param bytes          the evidence itself, whole and in order
 * @param values         the values of the configuration it is interpreted with, by key of the field
 * @param readableInPart true when each record can be understood by itself, so that what stands before a damage is used;
 *                       its records should then be of about the same length, and give at least 8 observations together
 * @param perRecord      how many observations one record gives at most
 */
public record EvidenceSample(Evidence.Origin origin, String name, Instant observedAt, byte[] bytes,
		Map<String, String> values, boolean readableInPart, int perRecord) {

	/** Copies bytes and values. */
	public EvidenceSample {
		Objects.requireNonNull(origin, "origin");
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(observedAt, "observedAt");
		bytes = bytes.clone();
		values = Map.copyOf(values);
	}

	/**
	 * A file whose records can be understood one by one.
	 *
	 * @param name  its name
	 * @param bytes its bytes
	 * @return the sample, with an empty configuration and at most 3 observations a record
	 */
	public static EvidenceSample file(String name, byte[] bytes) {
		return new EvidenceSample(Evidence.Origin.FILE, name, ServerTypeContractTest.NOW, bytes, Map.of(), true, 3);
	}

	/**
	 * The answer to a poll that means nothing unless it is whole.
	 *
	 * @param name   what it answers
	 * @param bytes  its bytes
	 * @param values the configuration it is interpreted with
	 * @return the sample
	 */
	public static EvidenceSample poll(String name, byte[] bytes, Map<String, String> values) {
		return new EvidenceSample(Evidence.Origin.POLL, name, ServerTypeContractTest.NOW, bytes, values, false, 3);
	}

	/** @return the same sample, which means nothing unless it is whole */
	public EvidenceSample onlyWhole() {
		return new EvidenceSample(origin, name, observedAt, bytes, values, false, perRecord);
	}

	/**
	 * @param configuration the values of the configuration it is interpreted with, by key of the field
	 * @return the same sample with another configuration
	 */
	public EvidenceSample with(Map<String, String> configuration) {
		return new EvidenceSample(origin, name, observedAt, bytes, configuration, readableInPart, perRecord);
	}

	/** @return a copy of the bytes */
	@Override
	public byte[] bytes() {
		return bytes.clone();
	}

	Evidence evidence(Content content) {
		return new Evidence(origin, name, observedAt, content);
	}

	byte[] firstBytes(int count) {
		return Arrays.copyOf(bytes, count);
	}

	/** @return the name of the file */
	@Override
	public String toString() {
		return name;
	}
}
