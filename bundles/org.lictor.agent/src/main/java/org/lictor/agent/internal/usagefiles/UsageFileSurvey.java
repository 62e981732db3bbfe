package org.lictor.agent.internal.usagefiles;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.lictor.agent.protocol.WatchRule;

/**
 * What is seen now of the usage files of all users, for somebody who wants to know why a use counts or not. It looks as
 * {@link UsageFileWatch} does, at nothing of users who did not agree, and tells nobody.
 *
 * @param profiles of the users, in the order in which the system names them
 * @param trouble  why not all of them are there, a sentence; empty when they are
 */
public record UsageFileSurvey(List<Profile> profiles, String trouble) {

	/** A profile that does not answer is not waited for long, and after so many of them the others are left out. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);
	private static final int MOST_HANGING = 3;
	private static final String SILENT = "The profile does not answer.";

	/** What was seen when nothing was looked for. */
	public static final UsageFileSurvey NOTHING = new UsageFileSurvey(List.of(), "");

	/** Copies the list. */
	public UsageFileSurvey {
		profiles = List.copyOf(profiles);
	}

	/** Whether a user agreed to usage files being read. */
	public enum Consent {
		/** The user did. */
		GIVEN,
		/** The user did not, or nothing tells. */
		MISSING,
		/** It cannot be read. */
		UNREADABLE
	}

	/**
	 * The user's usage files of one product.
	 *
	 * @param server  name of the licence server
	 * @param product its name
	 * @param folders that were looked in, whether they are there or not
	 * @param files   how many are there
	 * @param newest  of them
	 */
	public record Files(String server, String product, List<Path> folders, int files, Optional<Newest> newest) {

		/** Copies the list. */
		public Files {
			folders = List.copyOf(folders);
		}
	}

	/**
	 * The usage file that was written last.
	 *
	 * @param version of the product
	 * @param written when
	 */
	public record Newest(String version, Instant written) {
	}

	/**
	 * What is seen of one user.
	 *
	 * @param user    as the system names the user
	 * @param consent whether the user agreed
	 * @param files   by product, of a user who agreed
	 * @param trouble what could not be looked at, a sentence; empty when nothing
	 */
	public record Profile(String user, Consent consent, List<Files> files, String trouble) {

		/** Copies the list. */
		public Profile {
			files = List.copyOf(files);
		}
	}

	/**
	 * Looks.
	 *
	 * @param sight of the host; its patience is left alone
	 * @param watch the rules of a configuration
	 * @return what is seen, nothing when the thread is asked to stop
	 */
	public static UsageFileSurvey look(UsageFileWatch.Sight sight, List<WatchRule> watch) {
		List<WatchedFiles> rules = WatchedFiles.of(watch);
		if (rules.isEmpty()) {
			return NOTHING;
		}
		Patience patience = Patience.of(PATIENCE);
		List<Profile> profiles = new ArrayList<>();
		int hanging = 0;
		try {
			Optional<List<Home>> homes = patience.await("users", sight.homes()::list);
			if (homes.isEmpty()) {
				return new UsageFileSurvey(List.of(), "The system does not tell in time which users there are.");
			}
			for (Home home : homes.get()) {
				if (hanging == MOST_HANGING) {
					return new UsageFileSurvey(profiles,
							"Other profiles do not answer, so " + (homes.get().size() - profiles.size()) + " were not looked at.");
				}
				Profile profile = look(home, sight, patience, rules);
				hanging += profile.trouble().equals(SILENT) ? 1 : 0;
				profiles.add(profile);
			}
			return new UsageFileSurvey(profiles, "");
		} catch (ExecutionException e) {
			return new UsageFileSurvey(profiles, "The users of this host cannot be read: " + e.getCause().getMessage() + ".");
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return NOTHING;
		}
	}

	private static Profile look(Home home, UsageFileWatch.Sight sight, Patience patience, List<WatchedFiles> rules)
			throws InterruptedException {
		try {
			return patience.await(home.user(), () -> new ProfileLook(home, sight, Map.of()).at(rules))
					.map(seen -> new Profile(home.user(), consent(seen.consents().values()),
							rules.stream().filter(each -> seen.files().containsKey(each.rule()))
									.map(each -> files(each.rule(), seen.files().get(each.rule()))).toList(),
							seen.trouble().orElse("")))
					.orElseGet(() -> new Profile(home.user(), Consent.UNREADABLE, List.of(), SILENT));
		} catch (ExecutionException e) {
			return new Profile(home.user(), Consent.UNREADABLE, List.of(), "The profile cannot be looked at: " + e.getCause() + ".");
		}
	}

	private static Consent consent(Collection<ConsentReader.Said> all) {
		return all.contains(ConsentReader.Said.YES) ? Consent.GIVEN
				: all.contains(ConsentReader.Said.UNREADABLE) ? Consent.UNREADABLE : Consent.MISSING;
	}

	private static Files files(WatchRule rule, ProfileLook.Files found) {
		return new Files(rule.server(), rule.product(), found.folders().stream().sorted().toList(), found.files().size(),
				found.files().values().stream().max(Comparator.comparing(file -> file.stamp().modified()))
						.map(file -> new Newest(file.year(), file.stamp().modified())));
	}
}
