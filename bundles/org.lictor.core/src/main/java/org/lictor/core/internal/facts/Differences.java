package org.lictor.core.internal.facts;

import java.util.ArrayList;
import java.util.List;

import org.lictor.store.Difference;

/** Differences between facts and evidence, in sentences. For one thread. */
public final class Differences {

	private static final int MOST = 100;

	private final String about;
	private final List<String> sentences = new ArrayList<>();
	private long left;

	/**
	 * @param about what the facts are about: the name of a server or host
	 */
	public Differences(String about) {
		this.about = about;
	}

	/**
	 * @param kind       of facts, in the singular
	 * @param difference between what stands and what follows from the evidence
	 */
	public void add(String kind, Difference<?> difference) {
		difference.gone().forEach(stored -> add("a " + kind + " stands that no evidence supports: " + stored.fact()));
		difference.fresh().forEach(fact -> add("a " + kind + " is missing: " + fact));
	}

	private void add(String sentence) {
		if (sentences.size() < MOST - 1) {
			sentences.add(about + ": " + sentence);
		} else {
			left++;
		}
	}

	/** @return the sentences; the last one counts those left out */
	public List<String> sentences() {
		List<String> all = new ArrayList<>(sentences);
		if (left > 0) {
			all.add(about + ": and " + left + " more differences.");
		}
		return all;
	}
}
