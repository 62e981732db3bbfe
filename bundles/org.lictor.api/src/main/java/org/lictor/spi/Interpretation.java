package org.lictor.spi;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.lictor.model.Diagnostic;

/** Whether a piece of evidence as a whole was understood. */
public sealed interface Interpretation {

	/** The caller asked to stop. */
	Interpretation CANCELLED = new Cancelled();

	/** A list that a piece of evidence may hold in full. */
	enum CompleteList {
		/** Every entitlement of the server that stands at the time of the evidence. */
		ENTITLEMENTS,
		/** Every assignment of the server that stands at the time of the evidence. */
		ASSIGNMENTS,
		/** The use of every product at the time of the evidence. */
		SAMPLES,
		/** Everybody who holds a licence at the time of the evidence. */
		CHECKOUTS,
		/** Every member of every group at the time of the evidence. */
		GROUPS
	}

	/**
	 * The evidence was read to its end.
	 *
	 * @param what     what kind of evidence it was, for people: "Users export"
	 * @param records  how many records it has, those with errors included
	 * @param rejected how many of them could not be used
	 * @param complete the lists it holds in full: what is not in them does not stand any more. A list is not complete when
	 *                 one of its records could not be read
	 * @param teams    whose lists and days these are, as observations name teams; empty for the whole server
	 * @param usageDays the days of which it holds every {@link Observation.UsageDay}: what stood for them and is not in it
	 *                 does not stand any more. Empty when its days only add to what stands, or replace it one by one
	 */
	record Understood(String what, long records, long rejected, Set<CompleteList> complete, Set<String> teams,
			Optional<DayRange> usageDays) implements Interpretation {

		/** Copies the sets. */
		public Understood {
			Objects.requireNonNull(what, "what");
			complete = Set.copyOf(complete);
			teams = Set.copyOf(teams);
			Objects.requireNonNull(usageDays, "usageDays");
		}

		/**
		 * Evidence about the whole server, whose days of usage only add or replace.
		 *
		 * @param what     what kind of evidence it was
		 * @param records  how many records it has
		 * @param rejected how many of them could not be used
		 * @param complete the lists it holds in full
		 */
		public Understood(String what, long records, long rejected, Set<CompleteList> complete) {
			this(what, records, rejected, complete, Set.of(), Optional.empty());
		}
	}

	/**
	 * The evidence is not what this type knows, or it broke off.
	 *
	 * @param why what is wrong and what to do; observations made before are used only if {@code keep} is true
	 * @param keep true when what was observed before the trouble can be trusted (a file cut off in the middle)
	 */
	record Refused(Diagnostic why, boolean keep) implements Interpretation {

		/** Checks that nothing is null. */
		public Refused {
			Objects.requireNonNull(why, "why");
		}
	}

	/** The caller asked to stop; nothing was decided. */
	record Cancelled() implements Interpretation {
	}
}
