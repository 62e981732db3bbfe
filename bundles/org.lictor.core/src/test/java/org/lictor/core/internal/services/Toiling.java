package org.lictor.core.internal.services;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.lictor.agent.protocol.SessionInfo;
import org.lictor.core.internal.Site;
import org.lictor.model.Progress;
import org.lictor.query.ResultTable;
import org.lictor.service.Queries;

/**
 * A process with a node that takes in sessions of agents and of files as fast as it can, and has all facts derived again and again
 * beside, until it is killed. What was confirmed to whoever told it is written down, and checked when the next process begins.
 */
public final class Toiling {

	/** In the data folder's parent. */
	static final String CONFIRMED = "confirmed";
	static final String HOSTS = "hosts";

	private Toiling() {
	}

	/** @param arguments the folder, and a number that no process had before */
	public static void main(String[] arguments) throws Exception {
		Path folder = Path.of(arguments[0]);
		Path confirmed = folder.resolveSibling(CONFIRMED);
		long done = Files.readAllLines(confirmed).size();
		Site site = new Site(folder);
		// later than anything before, whatever was not confirmed
		site.after(Duration.ofMinutes(10 * done + 60 * Long.parseLong(arguments[1])));
		check(site, confirmed);
		say("clean");
		Thread.ofPlatform().daemon().start(() -> rebuild(site));
		List<String> agents = Files.readAllLines(folder.resolveSibling(HOSTS));
		for (long round = done;; round++) {
			String name = arguments[1] + "x" + round;
			if (round % 2 == 0) {
				Site.Host host = site.hostOf(agents.get((int) (round / 2 % agents.size())), "PC" + round / 2 % agents.size());
				SessionInfo session = host.start("Acme", "a" + name, "Maya", "2026");
				site.after(Duration.ofMinutes(10));
				host.end(session);
				host.send();
				confirm(confirmed, "a" + name);
			} else {
				site.after(Duration.ofMinutes(10));
				site.importLines("Acme", name, "session " + name + " f" + name + " PC1 Revit " + site.now() + " 60", "assigned f" + name + "@x Revit");
				confirm(confirmed, "f" + name);
			}
		}
	}

	private static void rebuild(Site site) {
		Progress telling = new Progress() {
			@Override
			public void begin(String task, long total) {
				say(task);
			}

			@Override
			public void worked(long units) {
				// each part is told when it begins
			}

			@Override
			public boolean cancelled() {
				return false;
			}
		};
		try {
			while (true) {
				site.node.maintenance().rebuild(telling);
				say("rebuilt");
			}
		} catch (Exception e) {
			say("failed " + e);
		}
	}

	private static void confirm(Path confirmed, String user) throws Exception {
		Files.writeString(confirmed, user + "\n", StandardOpenOption.APPEND);
		say("confirmed");
	}

	private static void say(String line) {
		System.out.println("toiling: " + line);
	}

	/** All that was confirmed is there, nothing is there twice, and the facts are what the evidence says. */
	static void check(Site site, Path confirmed) throws Exception {
		site.catchUp("Acme");
		List<String> differences = site.node.maintenance().check(Progress.NONE).differences();
		Map<Object, Integer> sessions = new HashMap<>();
		ResultTable table = site.report(Queries.SESSIONS);
		for (int row = 0; row < table.rowCount(); row++) {
			sessions.merge(table.value(row, "user"), 1, Integer::sum);
		}
		List<String> lost = Files.readAllLines(confirmed).stream().filter(user -> !sessions.containsKey(user)).toList();
		sessions.values().removeIf(times -> times == 1);
		if (!differences.isEmpty() || !lost.isEmpty() || !sessions.isEmpty()) {
			throw new IllegalStateException("verify says " + differences + ", lost are " + lost + ", there more than once are " + sessions);
		}
	}
}
