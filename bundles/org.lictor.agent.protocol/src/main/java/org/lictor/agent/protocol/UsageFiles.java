package org.lictor.agent.protocol;

import java.time.Duration;
import java.util.List;

/**
 * How the use of old versions of an application is known: by files that it makes or changes when it starts and when
 * something is saved, with the user's consent. Versions of other years are known by their processes.
 *
 * @param firstYear the oldest version that is known by its usage files
 * @param lastYear  the newest one
 * @param folders   patterns of the folders the files lie in, with {@code /}. Each begins with a placeholder for a folder
 *                  of the user's, {@code {home}} or {@code {roaming}} (application data that follow a user from host to
 *                  host). In the names behind it {@code *} stands for any characters and {@code {year}} for four digits
 *                  that are the version; at least one must have it
 * @param names     pattern of the files' names, with {@code *}
 * @param consent   where the user's consent is found. It is given when at least one of the user's own says yes and none
 *                  of all says anything else
 * @param help      what a user does to agree, sentences for a person
 */
public record UsageFiles(int firstYear, int lastYear, List<String> folders, String names, List<ConsentSource> consent,
		String help) {

	/** Most folders, and most sources of consent, of one application. */
	public static final int MOST = 100;

	/** How long a use lasts after its last action. */
	public static final Duration GRACE = Duration.ofMinutes(30);

	/** Stands for the year of the version in a folder's name. */
	public static final String YEAR = "{year}";

	/** Checks each part, copies the lists. */
	public UsageFiles {
		Checks.range("firstYear", firstYear, 0, 9999);
		Checks.range("lastYear", lastYear, firstYear, 9999);
		Checks.size("folders", folders, MOST);
		for (String folder : folders) {
			Checks.filled("folders", folder, Protocol.MAX_TEXT);
			if (!folder.startsWith("{") || !folder.contains("}/") || !folder.contains(YEAR)) {
				throw new IllegalArgumentException("folders: " + folder + " is not a {placeholder}/path with " + YEAR);
			}
		}
		Checks.filled("names", names, Protocol.MAX_NAME);
		Checks.size("consent", consent, MOST);
		Checks.text("help", help, Protocol.MAX_TEXT);
		folders = List.copyOf(folders);
		consent = List.copyOf(consent);
	}

	/**
	 * @param version of an application
	 * @return whether that version is known by its usage files; a version that is no year is not
	 */
	public boolean covers(String version) {
		if (!version.matches("[0-9]{4}")) {
			return false;
		}
		int year = Integer.parseInt(version);
		return year >= firstYear && year <= lastYear;
	}
}
