package org.lictor.http.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.lictor.remote.protocol.ApiJson;
import org.lictor.remote.protocol.PluginOutcome;
import org.lictor.service.PluginChange;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/**
 * What came of the last changes of plug-ins, in a file of the data folder, so that whoever asked for one that needs a restart is told
 * after it. Where the file cannot be read or written nothing is known. Used by one thread at a time.
 */
final class KeptOutcomes {

	private static final System.Logger LOG = System.getLogger(KeptOutcomes.class.getName());
	private static final String NAME = "plugin-changes.json";
	private static final int KEPT = 20;

	/**
	 * One of them.
	 *
	 * @param id      of the change
	 * @param outcome empty when it failed
	 * @param reason  why it failed, of which kind; empty when it did not
	 * @param why     the same as a sentence for people
	 */
	public record Kept(String id, Optional<PluginOutcome> outcome, Optional<Reason> reason, Optional<String> why) {

		/** The id is needed. */
		public Kept {
			Objects.requireNonNull(id, "id");
		}
	}

	private final Path file;
	private final List<Kept> kept;

	/** @param dataFolder of the server */
	KeptOutcomes(Path dataFolder) {
		this.file = dataFolder.resolve(NAME);
		this.kept = new ArrayList<>(read());
	}

	private List<Kept> read() {
		try {
			return Files.exists(file) ? ApiJson.readList(Files.readAllBytes(file), Kept.class) : List.of();
		} catch (IOException e) {
			LOG.log(System.Logger.Level.WARNING, "What came of earlier changes of plug-ins cannot be read from " + file + ".", e);
			return List.of();
		}
	}

	/**
	 * @param id      of a change that is done
	 * @param outcome what came of it
	 */
	void done(String id, PluginOutcome outcome) {
		keep(new Kept(id, Optional.of(outcome), Optional.empty(), Optional.empty()));
	}

	/**
	 * @param id  of a change that failed
	 * @param why why
	 */
	void failed(String id, ServiceException why) {
		keep(new Kept(id, Optional.empty(), Optional.of(why.reason()), Optional.of(why.getMessage())));
	}

	private void keep(Kept change) {
		kept.add(change);
		while (kept.size() > KEPT) {
			kept.removeFirst();
		}
		try {
			Path next = file.resolveSibling(NAME + ".next");
			Files.writeString(next, ApiJson.write(kept));
			Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
		} catch (IOException | RuntimeException e) {
			// whoever waits for the change is told all the same
			LOG.log(System.Logger.Level.WARNING, "What came of a change of plug-ins cannot be written to " + file + ".", e);
		}
	}

	/**
	 * @param id of a change before the last start of the server
	 * @return what came of it, empty when nobody knows; what needed a restart has had it
	 * @throws ServiceException why it failed
	 */
	Optional<PluginOutcome> before(String id) throws ServiceException {
		Optional<Kept> found = kept.stream().filter(each -> each.id.equals(id)).findAny();
		if (found.flatMap(Kept::reason).isPresent()) {
			throw new ServiceException(found.get().reason.get(), found.get().why.orElse(""));
		}
		return found.flatMap(Kept::outcome).map(outcome -> new PluginOutcome(
				new PluginChange(outcome.change().came(), outcome.change().left(), false), outcome.doubts(), outcome.refusal()));
	}
}
