package org.lictor.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.osgi.annotation.versioning.ProviderType;

/** Use at instants, as steps. Part of a {@link Transaction}. */
@ProviderType
public interface SampleTable extends FactTable<SampleFact> {

	/**
	 * @param server number of a server
	 * @return its steps that have no end yet, by number
	 */
	List<Stored<SampleFact>> open(long server);

	/**
	 * Ends steps.
	 *
	 * @param steps ones that stand, known by their numbers
	 * @param until when
	 */
	void end(Collection<Stored<SampleFact>> steps, Instant until);

	/**
	 * @param server  only of this server, by number; empty for all
	 * @param product only of products of this name, any version; empty for all
	 * @param from    only steps that end later than this or have no end; empty for all
	 * @param until   only steps that begin before this; empty for all
	 * @return these steps by server, product and beginning
	 */
	List<OfServer<SampleFact>> find(OptionalLong server, Optional<String> product, Optional<Instant> from,
			Optional<Instant> until);
}
