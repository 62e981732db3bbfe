package org.lictor.spi.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

import org.lictor.model.Diagnostic;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.Keeper;

/** Keeps evidence in a list, and can die at any moment. Safe for use by many threads. */
public final class FakeKeeper implements Keeper {

	private final FakeMemory memory;
	private final List<Evidence> kept = new ArrayList<>();
	private Function<Evidence, Optional<Diagnostic>> reading = evidence -> Optional.empty();
	private OptionalInt dies = OptionalInt.empty();

	/**
	 * @param memory changed together with what is kept
	 */
	public FakeKeeper(FakeMemory memory) {
		this.memory = memory;
	}

	/**
	 * @param reading says of each piece of evidence why it is refused, empty when it is not
	 */
	public synchronized void reading(Function<Evidence, Optional<Diagnostic>> reading) {
		this.reading = reading;
	}

	/**
	 * @param count after how many more pieces of evidence every call fails with an {@link IOException} and keeps nothing,
	 *              as when the process is killed
	 */
	public synchronized void dieAfter(int count) {
		dies = OptionalInt.of(count);
	}

	/** Keeps again, as after a restart. */
	public synchronized void live() {
		dies = OptionalInt.empty();
	}

	@Override
	public synchronized Optional<Diagnostic> keep(Evidence evidence, Map<String, Optional<String>> changes)
			throws IOException {
		if (evidence.origin() != Evidence.Origin.POLL) {
			throw new IllegalArgumentException("only evidence of origin POLL is kept: " + evidence.name());
		}
		if (dies.isPresent()) {
			if (dies.getAsInt() == 0) {
				throw new IOException("nothing can be kept any more");
			}
			dies = OptionalInt.of(dies.getAsInt() - 1);
		}
		Evidence copy;
		try (InputStream in = evidence.content().open()) {
			copy = new Evidence(evidence.origin(), evidence.name(), evidence.observedAt(), Content.of(in.readAllBytes()));
		}
		memory.change(changes);
		kept.add(copy);
		return reading.apply(copy);
	}

	/** @return what was kept so far, in order, with copies of the bytes */
	public synchronized List<Evidence> kept() {
		return List.copyOf(kept);
	}
}
