package org.lictor.remote.protocol;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.lictor.service.Doubt;

/**
 * Asks for other plug-ins.
 *
 * @param deed       what is to be done
 * @param id         of a plug-in; may be empty only with UPDATE, for all of them
 * @param repository address of a p2 repository, only https, or http to a host that the installation allows; needed with INSTALL, and
 *                   with UPDATE empty for the one that each was installed from
 * @param accepted   doubts that an earlier request ended with, and that are put up with; others are not
 */
public record NewPluginChange(Deed deed, Optional<String> id, Optional<URI> repository, Optional<List<Doubt>> accepted) {

	/** What can be done with a plug-in. */
	public enum Deed {
		/** It is installed. */
		INSTALL,
		/** It is replaced by its newest version. */
		UPDATE,
		/** It is removed. */
		REMOVE
	}

	/** Checks that nothing is null. */
	public NewPluginChange {
		Objects.requireNonNull(deed, "deed");
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(repository, "repository");
		accepted = accepted.map(List::copyOf);
	}
}
