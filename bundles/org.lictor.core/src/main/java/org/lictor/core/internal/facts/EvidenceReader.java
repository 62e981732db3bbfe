package org.lictor.core.internal.facts;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.lictor.core.internal.collect.PluginCalls;
import org.lictor.core.internal.collect.PluginException;
import org.lictor.model.Diagnostic;
import org.lictor.model.Place;
import org.lictor.model.Progress;
import org.lictor.spi.Configuration;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Observation;
import org.lictor.spi.ObservationSink;
import org.lictor.spi.ServerType;

/**
 * Has a server type say what evidence means. A type that throws, hangs or answers nothing costs its evidence, nothing
 * else. Safe for use by many threads.
 */
public final class EvidenceReader {

	/** How many diagnostics of one piece of evidence are kept. */
	public static final int MOST_DIAGNOSTICS = 1000;

	/** How long reading one piece of evidence may take: time enough for the largest file that is taken. */
	private static final Duration LIMIT = Duration.ofMinutes(15);

	/** More things than these, and than some for each byte, no evidence says: the type goes round in a circle. */
	private static final long MOST_TOLD = 10_000;
	private static final long TOLD_PER_BYTE = 20;

	private final PluginCalls plugins;

	/**
	 * @param plugins calls server types
	 */
	public EvidenceReader(PluginCalls plugins) {
		this.plugins = plugins;
	}

	/**
	 * @param type          knows what the evidence means
	 * @param configuration of the server it is about
	 * @param evidence      what to read
	 * @param observer      gets one thing after the other
	 * @param progress      may cancel
	 * @return what came of it
	 */
	public EvidenceOutcome read(ServerType type, Configuration configuration, Evidence evidence,
			Consumer<Observation> observer, Progress progress) {
		Collector collector = new Collector(observer, most(evidence));
		Interpretation interpretation;
		try {
			// keyed by the evidence itself: reading does not wait for the monitor of the same server, or for other reading
			interpretation = plugins.call(type, evidence, "reading " + evidence.name(), LIMIT, progress, call -> {
				collector.progress = call.progress();
				return type.interpret(evidence, configuration, collector);
			});
		} catch (PluginException e) {
			interpretation = progress.cancelled() || plugins.isClosed() ? Interpretation.CANCELLED
					: new Interpretation.Refused(Diagnostic.error(e.getMessage(), Place.of(evidence.name())), false);
		}
		return new EvidenceOutcome(interpretation, collector.end(), collector.observations);
	}

	private static long most(Evidence evidence) {
		try {
			return MOST_TOLD + TOLD_PER_BYTE * evidence.content().size();
		} catch (IOException e) {
			return MOST_TOLD; // whoever reads it learns that it cannot be read
		}
	}

	/** Passes observations on and keeps diagnostics within bounds, until reading has ended or was given up. */
	private static final class Collector implements ObservationSink {
		private final Consumer<Observation> observer;
		private final long most;
		private long told;
		private volatile Progress progress = Progress.NONE;
		private final List<Diagnostic> diagnostics = new ArrayList<>();
		private long observations;
		private long left;
		private boolean ended;

		Collector(Consumer<Observation> observer, long most) {
			this.observer = observer;
			this.most = most;
		}

		@Override
		public synchronized void observe(Observation observation) {
			Objects.requireNonNull(observation, "observation");
			goOn();
			observations++;
			observer.accept(observation);
		}

		@Override
		public synchronized void report(Diagnostic diagnostic) {
			Objects.requireNonNull(diagnostic, "diagnostic");
			goOn();
			if (diagnostics.size() < MOST_DIAGNOSTICS - 1) {
				diagnostics.add(diagnostic);
			} else {
				left++;
			}
		}

		@Override
		public boolean cancelled() {
			return progress.cancelled();
		}

		private void goOn() {
			if (ended) {
				throw new IllegalStateException("reading was given up");
			}
			if (++told > most) {
				throw new IllegalStateException("more was told than evidence of this size can say");
			}
		}

		synchronized List<Diagnostic> end() {
			ended = true;
			List<Diagnostic> all = new ArrayList<>(diagnostics);
			if (left > 0) {
				all.add(Diagnostic.warning("And " + left + " more of these.", Place.NOWHERE));
			}
			return all;
		}
	}
}
