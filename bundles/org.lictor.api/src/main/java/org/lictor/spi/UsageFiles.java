package org.lictor.spi;

import java.util.List;
import java.util.Objects;

/**
 * How agents know the use of old versions of an application: by files that it makes or changes when it starts and when
 * something is saved, and only with the user's consent. Versions of other years are known by their processes.
 *
 * @param firstYear the oldest version that is known by its usage files
 * @param lastYear  the newest one, not before the oldest
 * @param folders   patterns of the folders the files lie in, with {@code /}. Each begins with a placeholder for a folder
 *                  of the user's, {@code {home}} or {@code {roaming}} (application data that follow a user from host to
 *                  host). In the names behind it {@code *} stands for any characters, and {@code {year}}, which must
 *                  stand in one of them, for four digits that are the version
 * @param names     pattern of the files' names, with {@code *}. Agents read names, sizes and times, never contents
 * @param consent   where the user's consent is found. It is given when at least one of the user's own sources (not
 *                  {@code HKLM}) says yes and none of all says anything else
 * @param help      what a user does to agree, sentences for a person
 */
public record UsageFiles(int firstYear, int lastYear, List<String> folders, String names, List<ConsentSource> consent,
		String help) {

	/** Stands for the year of the version in a folder's name. */
	public static final String YEAR = "{year}";

	/** Checks the years and the folders, copies the lists. */
	public UsageFiles {
		Objects.requireNonNull(names, "names");
		Objects.requireNonNull(help, "help");
		folders = List.copyOf(folders);
		consent = List.copyOf(consent);
		if (firstYear > lastYear) {
			throw new IllegalArgumentException("the years " + firstYear + " to " + lastYear);
		}
		for (String folder : folders) {
			if (!folder.startsWith("{") || !folder.contains("}/") || !folder.contains(YEAR)) {
				throw new IllegalArgumentException("the folder " + folder + " is not a {placeholder}/path with " + YEAR);
			}
		}
	}
}
