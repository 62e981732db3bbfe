package org.lictor.spi.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import org.lictor.model.Diagnostic;
import org.lictor.spi.Observation;
import org.lictor.spi.ObservationSink;

/** Keeps what it is told, in order, and may ask to stop after some observations. Used by one thread. */
public final class FakeSink implements ObservationSink {

	private final List<Observation> observations = new ArrayList<>();
	private final List<Diagnostic> diagnostics = new ArrayList<>();
	private final Predicate<List<Observation>> stop;

	/** Never asks to stop. */
	public FakeSink() {
		this(observations -> false);
	}

	private FakeSink(Predicate<List<Observation>> stop) {
		this.stop = stop;
	}

	/**
	 * @param count how many observations are wanted, 0 for none at all
	 * @return a sink that asks to stop once it has so many
	 */
	public static FakeSink stoppingAfter(int count) {
		return new FakeSink(observations -> observations.size() >= count);
	}

	@Override
	public void observe(Observation observation) {
		observations.add(Objects.requireNonNull(observation, "observation"));
	}

	@Override
	public void report(Diagnostic diagnostic) {
		diagnostics.add(Objects.requireNonNull(diagnostic, "diagnostic"));
	}

	@Override
	public boolean cancelled() {
		return stop.test(observations);
	}

	/** @return what was observed so far, in order */
	public List<Observation> observations() {
		return List.copyOf(observations);
	}

	/**
	 * @param <T>  a kind of observation
	 * @param kind its class
	 * @return what was observed of that kind, in order
	 */
	public <T extends Observation> List<T> observations(Class<T> kind) {
		return observations.stream().filter(kind::isInstance).map(kind::cast).toList();
	}

	/** @return what was reported so far, in order */
	public List<Diagnostic> diagnostics() {
		return List.copyOf(diagnostics);
	}

	/** @return the diagnostics as people read them, one a line */
	public String troubles() {
		StringBuilder text = new StringBuilder();
		diagnostics.forEach(diagnostic -> text.append(diagnostic.severity()).append(' ').append(diagnostic.sentence()).append('\n'));
		return text.toString();
	}
}
