package org.lictor.agent.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.lictor.agent.internal.usagefiles.UsageFileSurvey;
import org.lictor.agent.internal.usagefiles.UsageFileSurvey.Consent;
import org.lictor.agent.internal.usagefiles.UsageFileSurvey.Files;
import org.lictor.agent.internal.usagefiles.UsageFileSurvey.Newest;
import org.lictor.agent.internal.usagefiles.UsageFileSurvey.Profile;
import org.lictor.agent.protocol.Disclosure;
import org.lictor.agent.protocol.Finding;
import org.lictor.agent.protocol.UsageFiles;
import org.lictor.agent.protocol.WatchRule;

/**
 * What doctor says of usage files, in the form in which may be told of people: as they are, with folders; or with pseudonyms, and
 * how many folders; or how many users there are.
 */
final class UsageFileFindings {

	private static final String TOPIC = "usage files";

	/** Of a host with more users and products than that the first are told. */
	private static final int MOST = 200;

	private static final int MOST_NAMES = 3;

	private final Disclosure form;
	private final Instant now;

	private UsageFileFindings(Disclosure form, Instant now) {
		this.form = form;
		this.now = now;
	}

	/**
	 * @param survey  what is seen now
	 * @param missing whose consent is missing though they were seen to use an application, a line each
	 * @param watch   the rules of the agent's configuration
	 * @param form    in which may be told of people
	 * @param now     by the host's clock
	 * @return what is to be said of it
	 */
	static List<Finding> of(UsageFileSurvey survey, List<String> missing, List<WatchRule> watch, Disclosure form, Instant now) {
		UsageFileFindings findings = new UsageFileFindings(form, now);
		List<Finding> all = new ArrayList<>(missing(missing, form, watch.stream().flatMap(rule -> rule.usageFiles().stream())
				.map(UsageFiles::help).findFirst().orElse("")));
		all.addAll(form instanceof Disclosure.Counts ? findings.counts(survey.profiles()) : findings.people(survey.profiles()));
		if (!survey.trouble().isEmpty()) {
			all.add(Finding.note(TOPIC, survey.trouble(), "Look again when the profiles of users can be reached."));
		}
		return all.size() <= MOST ? all : cut(all);
	}

	private static List<Finding> missing(List<String> lines, Disclosure form, String help) {
		if (!lines.isEmpty() && !(form instanceof Disclosure.Clear)) {
			return List.of(Finding.note(TOPIC,
					"The consent to usage files is missing " + lines.size() + " times, counted by user and product.", help));
		}
		return lines.stream().map(line -> Finding.note(TOPIC, line, help)).toList();
	}

	private static List<Finding> cut(List<Finding> all) {
		List<Finding> some = new ArrayList<>(all.subList(0, MOST));
		some.add(Finding.note(TOPIC, "There is more to be said of " + (all.size() - MOST) + " users or products.", ""));
		return some;
	}

	private List<Finding> people(List<Profile> profiles) {
		List<Finding> findings = new ArrayList<>();
		for (Profile profile : profiles) {
			String user = Disguise.user(form, profile.user());
			profile.files().stream().filter(files -> !files.folders().isEmpty()).map(files -> finding(user, files)).forEach(findings::add);
			List<String> without = profile.files().stream().filter(files -> files.folders().isEmpty()).map(Files::product).distinct().toList();
			if (!without.isEmpty()) {
				findings.add(Finding.good(TOPIC, user + " agreed, and has no folder for usage files of " + some(without) + "."));
			}
			if (!profile.trouble().isEmpty()) {
				findings.add(Finding.note(TOPIC, user + ": "
						+ (form instanceof Disclosure.Clear ? profile.trouble() : "The profile cannot be looked at, or not all of it."),
						"See that the agent may read it and that the server it lies on answers."));
			} else if (profile.consent() == Consent.UNREADABLE) {
				findings.add(Finding.note(TOPIC, user + ": whether the user agreed cannot be read, so no usage file is.",
						"See that the agent may read the user's settings."));
			}
		}
		List<String> missing = profiles.stream().filter(profile -> profile.consent() == Consent.MISSING)
				.map(profile -> Disguise.user(form, profile.user())).toList();
		if (!missing.isEmpty()) {
			findings.add(Finding.good(TOPIC, "No consent is found of " + String.join(", ", missing) + ", so no usage file of theirs is looked at."));
		}
		return findings;
	}

	private Finding finding(String user, Files files) {
		String what = user + ", " + files.product() + " for " + files.server() + ": ";
		if (files.newest().isEmpty()) {
			return Finding.note(TOPIC, what + "no usage file " + in(files.folders()) + ".",
					"The application makes one at its next start or save: have it started again, and look again after a minute.");
		}
		Newest newest = files.newest().get();
		return Finding.good(TOPIC, what + files.files() + (files.files() == 1 ? " usage file " : " usage files ") + in(files.folders()) + "; the newest, of version "
				+ newest.version() + ", was written at " + seconds(newest.written()) + ", " + age(newest.written()) + " ago. " + (counts(newest)
						? "The use counts until " + seconds(end(newest)) + ", or until the application ends."
						: "It does not count any more, since " + seconds(end(newest)) + ": only the next start or save does."));
	}

	private String in(List<Path> folders) {
		if (!(form instanceof Disclosure.Clear)) {
			return "in " + folders.size() + (folders.size() == 1 ? " folder" : " folders");
		}
		return "in " + some(folders.stream().map(Path::toString).toList());
	}

	private static String some(List<String> names) {
		return names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
				+ (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "");
	}

	/** As if each was one of many: neither names nor the time at which somebody did something. */
	private List<Finding> counts(List<Profile> profiles) {
		Map<String, List<Files>> products = new LinkedHashMap<>();
		profiles.forEach(profile -> profile.files().stream().filter(files -> !files.folders().isEmpty()).forEach(
				files -> products.computeIfAbsent(files.product() + " for " + files.server(), none -> new ArrayList<>()).add(files)));
		List<Finding> findings = new ArrayList<>();
		products.forEach((product, users) -> findings.add(Finding.good(TOPIC, product + ": users who agreed and have a folder of usage files, "
				+ users.size() + "; who have usage files, " + users.stream().filter(files -> files.files() > 0).count()
				+ "; whose newest counts now, " + users.stream().filter(files -> files.newest().filter(this::counts).isPresent()).count() + ".")));
		long missing = profiles.stream().filter(profile -> profile.consent() == Consent.MISSING).count();
		long unreadable = profiles.stream().filter(profile -> profile.consent() == Consent.UNREADABLE || !profile.trouble().isEmpty()).count();
		if (missing > 0) {
			findings.add(Finding.good(TOPIC, "Of " + missing + " users no consent is found, so no usage file of theirs is looked at."));
		}
		if (unreadable > 0) {
			findings.add(Finding.note(TOPIC, "The profiles of " + unreadable + " users cannot be looked at, or not all of them.",
					"See that the agent may read them and that the server they lie on answers."));
		}
		return findings;
	}

	private boolean counts(Newest newest) {
		return !now.isAfter(end(newest));
	}

	/** A file dated ahead of the clock was written when it was seen. */
	private Instant end(Newest newest) {
		return (newest.written().isAfter(now) ? now : newest.written()).plus(UsageFiles.GRACE);
	}

	private String age(Instant then) {
		Duration age = then.isAfter(now) ? Duration.ZERO : Duration.between(then, now);
		return age.toHours() >= 48 ? age.toDays() + " days" : age.toMinutes() >= 120 ? age.toHours() + " hours"
				: age.toMinutes() + " minutes";
	}

	private static Instant seconds(Instant instant) {
		return instant.truncatedTo(ChronoUnit.SECONDS);
	}
}
