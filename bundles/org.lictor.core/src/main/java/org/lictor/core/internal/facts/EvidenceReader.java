package org.lictor.core.internal.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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
 * Has a server type say what evidence means. A type that fails costs its evidence, nothing else. Safe for use by many
 * threads.
 */
public final class EvidenceReader {

	/** How many diagnostics of one piece of evidence are kept. */
	public static final int MOST_DIAGNOSTICS = 1000;

	private static final System.Logger LOG = System.getLogger(EvidenceReader.class.getName());

	private EvidenceReader() {
	}

	/**
	 * @param type          knows what the evidence means
	 * @param configuration of the server it is about
	 * @param evidence      what to read
	 * @param observer      gets one thing after the other
	 * @param progress      may cancel
	 * @return what came of it
	 */
	public static EvidenceOutcome read(ServerType type, Configuration configuration, Evidence evidence,
			Consumer<Observation> observer, Progress progress) {
		Collector collector = new Collector(observer, progress);
		Interpretation interpretation;
		try {
			interpretation = type.interpret(evidence, configuration, collector);
		} catch (RuntimeException | StackOverflowError | LinkageError e) {
			LOG.log(System.Logger.Level.WARNING, "Server type " + type.id() + " failed on " + evidence.name(), e);
			interpretation = new Interpretation.Refused(Diagnostic.error("The plug-in for servers of type '" + type.id()
					+ "' failed on this (" + e.getClass().getSimpleName()
					+ "). The evidence is kept; tell the plug-in's vendor, the log has more.", Place.of(evidence.name())),
					false);
		}
		return new EvidenceOutcome(interpretation, collector.diagnostics(), collector.observations);
	}

	/** Passes observations on and keeps diagnostics within bounds. */
	private static final class Collector implements ObservationSink {
		private final Consumer<Observation> observer;
		private final Progress progress;
		private final List<Diagnostic> diagnostics = new ArrayList<>();
		private long observations;
		private long left;

		Collector(Consumer<Observation> observer, Progress progress) {
			this.observer = observer;
			this.progress = progress;
		}

		@Override
		public void observe(Observation observation) {
			observations++;
			observer.accept(observation);
		}

		@Override
		public void report(Diagnostic diagnostic) {
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

		List<Diagnostic> diagnostics() {
			List<Diagnostic> all = new ArrayList<>(diagnostics);
			if (left > 0) {
				all.add(Diagnostic.warning("And " + left + " more of these.", Place.NOWHERE));
			}
			return all;
		}
	}
}
