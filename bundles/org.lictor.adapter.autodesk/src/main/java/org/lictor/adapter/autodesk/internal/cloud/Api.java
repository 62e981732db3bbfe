package org.lictor.adapter.autodesk.internal.cloud;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.lictor.adapter.autodesk.internal.export.EvidenceName;

/** One way in which the cloud takes questions. Implementations hold no state. */
interface Api {

	/** What a look at a request showed. */
	sealed interface Look {

		/** Autodesk works on it. */
		record Waiting() implements Look {
		}

		/**
		 * It is done.
		 *
		 * @param files where the answer can be downloaded, for some minutes; empty when {@link Api#fetch} gets it
		 */
		record Ready(List<URI> files) implements Look {

			/** Copies the list. */
			public Ready {
				files = List.copyOf(files);
			}
		}

		/**
		 * It will not be answered; asking anew may help.
		 *
		 * @param why a sentence for people
		 */
		record Failed(String why) implements Look {
		}
	}

	/** @return the limit under which a request begins */
	Limit asking();

	/** @return the limit of all other requests */
	Limit looking();

	/** @return how many requests may be outstanding */
	int outstanding();

	/** @return how long after a request the first look is worth while */
	Duration pause();

	/** @return whether a request that is repeated does no harm: there is nothing to look for after a kill */
	boolean repeatable();

	/**
	 * Asks. Nothing is asked when it throws {@link Trouble.Kind#CALLED_OFF} or {@link Trouble.Kind#REFUSED}; otherwise
	 * nobody knows.
	 *
	 * @param job the task, being asked
	 * @return the id of the request, not empty
	 * @throws Trouble when it was not taken, or nobody knows
	 */
	String ask(Job job) throws Trouble;

	/**
	 * Looks for a request of which the id was lost. What is {@link #repeatable} is asked again instead: there is nothing to
	 * be found.
	 *
	 * @param job   the task, being asked
	 * @param known ids that belong to other tasks
	 * @return its id, empty when Autodesk has no such request
	 * @throws Trouble when that cannot be found out now
	 */
	default Optional<String> find(Job job, Collection<String> known) throws Trouble {
		return Optional.empty();
	}

	/**
	 * @param job that was asked
	 * @return how far it is
	 * @throws Trouble when that cannot be found out now; GONE when it is not known any more
	 */
	Look look(Job job) throws Trouble;

	/**
	 * Gets an answer that is not a file to download.
	 *
	 * @param job    that is ready
	 * @param target takes it; is empty
	 * @throws Trouble     when it cannot be got now
	 * @throws IOException when the disk fails
	 */
	void fetch(Job job, TempFile target) throws Trouble, IOException;

	/**
	 * @param task which
	 * @param team the team's name, empty when there is none
	 * @return the name of the evidence that answers it
	 */
	EvidenceName name(Task task, String team);
}
