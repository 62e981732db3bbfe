package org.lictor.agent.internal.watch;

import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.lictor.agent.internal.tools.Tool;

/**
 * Asks {@code tasklist.exe}, which every Windows has, for the session of a process. It writes, in every language,
 * {@code "acad.exe","4711","Console","1","250,000 K"}: the fourth column is the number of the session.
 */
final class TaskList {

	private static final System.Logger LOG = System.getLogger(TaskList.class.getName());

	/** Less than the time between two looks counts for: an answer is awaited by the thread that looks. */
	private static final Duration LIMIT = Duration.ofSeconds(2);

	private static final int MOST = 4096;

	private final Tool tool;

	/**
	 * @param command that is followed by what limits the list to one process
	 */
	TaskList(List<String> command) {
		this.tool = new Tool(command, LIMIT, MOST);
	}

	/** @return the program of this Windows */
	static TaskList ofThisHost() {
		String root = System.getenv().getOrDefault("SystemRoot", "C:\\Windows");
		return new TaskList(List.of(root + "\\System32\\tasklist.exe", "/nh", "/fo", "csv", "/fi"));
	}

	/**
	 * @param pid number of a process
	 * @return the number of its session, empty when it is not told
	 */
	String session(long pid) {
		try {
			Optional<Tool.Answer> answer = tool.run("PID eq " + pid);
			String text = answer.map(each -> new String(each.output(), Charset.defaultCharset())).orElse("");
			Matcher line = Pattern.compile("^\"[^\"]*\",\"" + pid + "\",\"[^\"]*\",\"([0-9]+)\"", Pattern.MULTILINE).matcher(text);
			return line.find() ? line.group(1) : "";
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, "sessions of the system cannot be told", e);
			return "";
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return "";
		}
	}
}
