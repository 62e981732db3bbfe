package org.lictor.agent.internal.usagefiles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.lictor.agent.protocol.UsageFiles;
import org.lictor.agent.protocol.WatchRule;

/**
 * A rule that asks for usage files, ready for use.
 *
 * @param rule    the rule
 * @param files   its part about usage files
 * @param folders where they lie
 * @param names   of them
 */
record WatchedFiles(WatchRule rule, UsageFiles files, List<PathPattern> folders, Pattern names) {

	private WatchedFiles(WatchRule rule, UsageFiles files) {
		this(rule, files, files.folders().stream().map(PathPattern::new).toList(), PathPattern.names(files.names()));
	}

	/**
	 * @param watch the rules of a configuration
	 * @return those that ask for usage files; several about one product, whose files are looked at once, are one
	 */
	static List<WatchedFiles> of(List<WatchRule> watch) {
		Map<List<String>, WatchedFiles> byProduct = new LinkedHashMap<>();
		for (WatchRule rule : watch) {
			rule.usageFiles().ifPresent(files -> byProduct.merge(List.of(rule.server(), rule.product()),
					new WatchedFiles(rule, files), WatchedFiles::and));
		}
		return List.copyOf(byProduct.values());
	}

	/** The first rule, with the folders of both. */
	private WatchedFiles and(WatchedFiles other) {
		List<String> all = Stream.concat(files.folders().stream(), other.files.folders().stream()).distinct().toList();
		return new WatchedFiles(rule, new UsageFiles(files.firstYear(), files.lastYear(), all.subList(0,
				Math.min(all.size(), UsageFiles.MOST)), files.names(), files.consent(), files.help()));
	}
}
