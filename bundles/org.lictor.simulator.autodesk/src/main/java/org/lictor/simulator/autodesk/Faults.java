package org.lictor.simulator.autodesk;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * The switches for all that can go wrong, to be turned while the simulator runs, from any thread. Without any of them it does
 * what the documentation says.
 */
public final class Faults {

	private final Set<Fault> on = EnumSet.noneOf(Fault.class);
	private final Map<Fault, Integer> next = new EnumMap<>(Fault.class);
	private final Map<Fault, Predicate<String>> where = new EnumMap<>(Fault.class);
	private final Set<String> hidden = new HashSet<>();
	private final Set<String> withoutBenefit = new HashSet<>();
	private SplittableRandom random = new SplittableRandom(0);
	private double probability;
	private List<Fault> atRandom = List.of();

	/** Nothing is wrong. */
	Faults() {
	}

	/**
	 * Turns a fault on until it is turned off.
	 *
	 * @param fault any
	 */
	public synchronized void on(Fault fault) {
		on.add(fault);
	}

	/**
	 * Turns a fault off, also one that was to strike the next requests.
	 *
	 * @param fault any
	 */
	public synchronized void off(Fault fault) {
		on.remove(fault);
		next.remove(fault);
		where.remove(fault);
	}

	/**
	 * Lets a fault strike the next requests that it can strike, then no more.
	 *
	 * @param fault one that strikes single requests
	 * @param times how often, 1 or more
	 */
	public synchronized void next(Fault fault, int times) {
		if (!fault.strikesSingleRequests() || times < 1) {
			throw new IllegalArgumentException(fault + " lasts; use on and off");
		}
		next.put(fault, times);
	}

	/**
	 * Limits a fault, however it comes, to some paths. An answer with a new refresh token that is cut off, for instance, loses
	 * the sign-in for good, as it would in the real world; a test that is not about that spares {@code /token}.
	 *
	 * @param fault one that strikes single requests
	 * @param paths which requests, by their path; in force until the fault is turned off
	 */
	public synchronized void only(Fault fault, Predicate<String> paths) {
		where.put(fault, paths);
	}

	/**
	 * Lets faults strike at random, until {@link #clear()} or another call.
	 *
	 * @param seed        for the same sequence of requests the same faults strike
	 * @param probability for each request, 0 to 1
	 * @param faults      of those that strike single requests
	 */
	public synchronized void atRandom(long seed, double probability, Set<Fault> faults) {
		if (faults.stream().anyMatch(fault -> !fault.strikesSingleRequests()) || !(probability >= 0 && probability <= 1)) {
			throw new IllegalArgumentException("only faults that strike single requests, with a probability of 0 to 1");
		}
		random = new SplittableRandom(seed);
		this.probability = faults.isEmpty() ? 0 : probability;
		atRandom = List.copyOf(new ArrayList<>(EnumSet.copyOf(faults.isEmpty() ? Fault.singles() : faults)));
	}

	/**
	 * @param team   the id of a team
	 * @param hidden whether it hides personal data
	 */
	public synchronized void hidePersonalData(String team, boolean hidden) {
		set(this.hidden, team, hidden);
	}

	/**
	 * @param team    the id of a team
	 * @param missing whether it lacks the benefit for the reporting interface, though it should have it
	 */
	public synchronized void withoutBenefit(String team, boolean missing) {
		set(withoutBenefit, team, missing);
	}

	private static void set(Set<String> set, String team, boolean in) {
		if (in) {
			set.add(team);
		} else {
			set.remove(team);
		}
	}

	/** Everything is well again. */
	public synchronized void clear() {
		on.clear();
		next.clear();
		where.clear();
		hidden.clear();
		withoutBenefit.clear();
		probability = 0;
	}

	/**
	 * @param fault any
	 * @return whether it is on
	 */
	public synchronized boolean isOn(Fault fault) {
		return on.contains(fault);
	}

	synchronized boolean hides(Team team) {
		return on.contains(Fault.PERSONAL_DATA_OFF) || hidden.contains(team.id());
	}

	synchronized boolean hasBenefit(Team team) {
		return team.benefits().contains(Team.REPORTING_API) && !on.contains(Fault.BENEFIT_MISSING)
				&& !withoutBenefit.contains(team.id());
	}

	/** @return the fault that strikes a request, of those that can strike it */
	synchronized Optional<Fault> strike(String path, Set<Fault> possible) {
		for (Fault fault : possible) {
			if (!where.getOrDefault(fault, any -> true).test(path)) {
				continue;
			}
			if (next.containsKey(fault)) {
				next.computeIfPresent(fault, (key, times) -> times == 1 ? null : times - 1);
				return Optional.of(fault);
			}
			if (on.contains(fault)) {
				return Optional.of(fault);
			}
		}
		if (probability > 0 && random.nextDouble() < probability) {
			Fault drawn = atRandom.get(random.nextInt(atRandom.size()));
			return possible.contains(drawn) && where.getOrDefault(drawn, any -> true).test(path) ? Optional.of(drawn) : Optional.empty();
		}
		return Optional.empty();
	}
}
