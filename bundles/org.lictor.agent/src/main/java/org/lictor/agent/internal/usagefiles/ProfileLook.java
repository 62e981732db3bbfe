package org.lictor.agent.internal.usagefiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.lictor.agent.protocol.ConsentSource;
import org.lictor.agent.protocol.WatchRule;

/**
 * One look at the profile of a user: whether the user agreed, and if so at the usage files. Reads, and touches nothing of what
 * others use: it may go on when nobody waits for it any more. For one thread and one use.
 */
final class ProfileLook {

	/**
	 * A usage file.
	 *
	 * @param year  of the version it is of
	 * @param stamp its size and time
	 */
	record File(String year, FileView.Stamp stamp) {
	}

	/**
	 * The usage files of one rule.
	 *
	 * @param folders that were looked in, whether they are there or not
	 * @param files   that were found, by their paths
	 */
	record Files(List<Path> folders, Map<String, File> files) {
	}

	/**
	 * What a look brought.
	 *
	 * @param consents what each list of sources says
	 * @param files    by rule; one whose files may not or could not be looked at is not among them
	 * @param trouble  what is wrong, a sentence
	 */
	record Seen(Map<List<ConsentSource>, ConsentReader.Said> consents, Map<WatchRule, Files> files, Optional<String> trouble) {
	}

	private final Home home;
	private final Map<List<ConsentSource>, ConsentReader.Said> said;
	private final ConsentReader reader;
	private final FileView view;
	private Optional<String> wrong = Optional.empty();

	/**
	 * @param home   the user's
	 * @param sight  of the host
	 * @param before what consents were read before and are not read again
	 */
	ProfileLook(Home home, UsageFileWatch.Sight sight, Map<List<ConsentSource>, ConsentReader.Said> before) {
		this.home = home;
		this.said = new HashMap<>(before);
		this.view = new Listings(sight.files());
		this.reader = new ConsentReader(new KeysOnce(sight.registry()), view);
	}

	/**
	 * @param rules which to look for
	 * @return what came of it
	 */
	Seen at(List<WatchedFiles> rules) {
		Map<WatchRule, Files> found = new HashMap<>();
		for (WatchedFiles watched : rules) {
			if (said.computeIfAbsent(watched.files().consent(),
					sources -> reader.read(home, sources)) == ConsentReader.Said.YES) {
				try {
					found.put(watched.rule(), files(watched));
				} catch (IOException e) {
					wrong = Optional.of("The usage files of " + home.user() + " cannot be listed: " + e.getMessage() + ".");
				}
			}
		}
		return new Seen(said, found, wrong);
	}

	private Files files(WatchedFiles watched) throws IOException {
		List<Path> folders = new ArrayList<>();
		Map<String, File> found = new LinkedHashMap<>();
		for (PathPattern pattern : watched.folders()) {
			for (PathPattern.Fit fit : pattern.fits(home, view)) {
				if (watched.files().covers(fit.year())) {
					folders.add(fit.path());
					add(fit, watched, found);
				}
			}
		}
		return new Files(folders, found);
	}

	private void add(PathPattern.Fit folder, WatchedFiles watched, Map<String, File> found) throws IOException {
		for (String name : view.names(folder.path())) {
			if (watched.names().matcher(name).matches()) {
				Path path = folder.path().resolve(name);
				view.stamp(path).ifPresent(stamp -> found.put(path.toString(), new File(folder.year(), stamp)));
			}
		}
	}
}
