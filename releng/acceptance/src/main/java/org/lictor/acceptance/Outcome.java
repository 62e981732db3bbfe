package org.lictor.acceptance;

import java.util.List;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * What a command came to.
 *
 * @param command the words of it
 * @param exit    its exit code
 * @param out     standard output
 * @param err     standard error
 */
public record Outcome(List<String> command, int exit, String out, String err) {

	/**
	 * @return this, when the command did its job: exit code 0 and nothing on standard error
	 * @throws AssertionError otherwise
	 */
	public Outcome good() {
		if (exit != 0 || !err.isBlank()) {
			throw new AssertionError("expected success, got " + this);
		}
		return this;
	}

	/**
	 * @return this, when the exit code is 0, whatever a program that is not ours tells on its way
	 * @throws AssertionError otherwise
	 */
	public Outcome done() {
		if (exit != 0) {
			throw new AssertionError("expected success, got " + this);
		}
		return this;
	}

	/**
	 * Checks that the command failed as a person may expect: another exit code than 0, nothing on standard output, and on
	 * standard error a short text without stack trace.
	 *
	 * @param words that the text holds, in either case
	 * @return the text
	 * @throws AssertionError when something is not so
	 */
	public String refused(String... words) {
		if (exit == 0 || !out.isBlank()) {
			throw new AssertionError("expected a refusal, got " + this);
		}
		Sentences.check(err, words);
		return err;
	}

	/**
	 * @return standard output as JSON
	 * @throws AssertionError when it is none
	 */
	public JsonElement json() {
		try {
			return JsonParser.parseString(out);
		} catch (JsonParseException e) {
			throw new AssertionError("expected JSON, got " + this, e);
		}
	}

	@Override
	public String toString() {
		return String.join(" ", command) + "\nexit code " + exit + "\nstandard output:\n" + out + "\nstandard error:\n"
				+ err;
	}
}
