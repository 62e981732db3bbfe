package org.lictor.core.internal.facts;

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
		Collector collector = new Collector(observer);
		Interpretation interpretation;
		try {
			// keyed by the evidence itself: reading does not wait for the monitor of the same server, or for other reading
			interpretation = plugins.call(evidence, "reading " + evidence.name(), LIMIT, progress, call -> {
				collector.progress = call.progress();
				return type.interpret(evidence, configuration, collector);
			});
		} catch (PluginException e) {
			interpretation = progress.cancelled() || plugins.isClosed() ? Interpretation.CANCELLED
					: new Interpretation.Refused(Diagnostic.error(e.getMessage(), Place.of(evidence.name())), false);
		}
		return new EvidenceOutcome(interpretation, collector.end(), collector.observations);
	}

	/** Passes observations on and keeps diagnostics within bounds, until reading has ended or was given up. */
	private static final class Collector implements ObservationSink {
		private final Consumer<Observation> observer;
		private volatile Progress progress = Progress.NONE;
		private final List<Diagnostic> diagnostics = new ArrayList<>();
		private long observations;
		private long left;
		private boolean ended;

		Collector(Consumer<Observation> observer) {
			this.observer = observer;
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
