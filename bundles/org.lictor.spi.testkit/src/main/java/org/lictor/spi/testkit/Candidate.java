package org.lictor.spi.testkit;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A configuration to try.
 *
 * @param what          for people who read a failed test
 * @param values        by key of the field, without secrets
 * @param secrets       by key of the field
 * @param script        what the network answers while it is tried
 * @param fieldsAtFault the fields that "verify" must name; empty for a good configuration
 */
public record Candidate(String what, Map<String, String> values, Map<String, String> secrets, FakeHttp.Script script,
		Set<String> fieldsAtFault) {

	/** Copies the collections. */
	public Candidate {
		Objects.requireNonNull(what, "what");
		values = Map.copyOf(values);
		secrets = Map.copyOf(secrets);
		Objects.requireNonNull(script, "script");
		fieldsAtFault = Set.copyOf(fieldsAtFault);
	}

	/**
	 * A good configuration that needs neither secrets nor a network.
	 *
	 * @param what   for people
	 * @param values by key of the field
	 * @return the candidate
	 */
	public static Candidate good(String what, Map<String, String> values) {
		return new Candidate(what, values, Map.of(), offline(), Set.of());
	}

	/**
	 * A bad configuration that needs neither secrets nor a network.
	 *
	 * @param what   for people
	 * @param values by key of the field
	 * @param fields those that "verify" must name
	 * @return the candidate
	 */
	public static Candidate bad(String what, Map<String, String> values, String... fields) {
		return new Candidate(what, values, Map.of(), offline(), Set.of(fields));
	}

	/**
	 * @param values   the secrets, by key of the field
	 * @param answers what the network answers
	 * @return the same candidate with secrets and a network
	 */
	public Candidate with(Map<String, String> values, FakeHttp.Script answers) {
		return new Candidate(what, this.values, values, answers, fieldsAtFault);
	}

	private static FakeHttp.Script offline() {
		return request -> {
			throw new java.io.IOException("Connection refused");
		};
	}
}
