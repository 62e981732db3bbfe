package org.lictor.core.internal.collect;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

import org.lictor.model.Diagnostic;
import org.lictor.service.ServiceException;
import org.lictor.spi.Evidence;
import org.lictor.spi.Keeper;

/** Keeps what a monitor has in the middle of a poll; between polls it keeps nothing. Safe for use by many threads. */
final class PollKeeper implements Keeper {

	private final PluginCalls plugins;
	private final StoredMemory remembered;
	private volatile Optional<Taking> taking = Optional.empty();

	/** Takes evidence of the poll that runs. */
	@FunctionalInterface
	interface Taking {

		/**
		 * @param evidence of origin POLL
		 * @param memory   changed in the same transaction
		 * @return why it was refused, empty when it was not
		 * @throws ServiceException when it could not be kept
		 */
		Optional<Diagnostic> take(Evidence evidence, Map<String, Optional<String>> memory) throws ServiceException;
	}

	/**
	 * @param plugins    lets a plug-in's thread work here undisturbed
	 * @param remembered what the monitor sees of its memory
	 */
	PollKeeper(PluginCalls plugins, StoredMemory remembered) {
		this.plugins = plugins;
		this.remembered = remembered;
	}

	/**
	 * A poll begins.
	 *
	 * @param poll takes its evidence
	 */
	void begin(Taking poll) {
		remembered.reread();
		taking = Optional.of(poll);
	}

	/** The poll is over. */
	void end() {
		taking = Optional.empty();
	}

	@Override
	public Optional<Diagnostic> keep(Evidence evidence, Map<String, Optional<String>> memory) throws IOException {
		Taking poll = taking.orElseThrow(() -> new IllegalStateException("evidence is kept only during a poll"));
		if (evidence.origin() != Evidence.Origin.POLL) {
			throw new IllegalArgumentException("only evidence of origin POLL is kept: " + evidence.name());
		}
		Map<String, Optional<String>> changes = Map.copyOf(memory);
		StoredMemory.check(changes);
		try {
			return plugins.inside(() -> poll.take(evidence, changes));
		} catch (RuntimeException e) {
			throw e;
		} catch (Exception e) {
			throw new IOException(e.getMessage(), e);
		} finally {
			remembered.reread();
		}
	}
}
