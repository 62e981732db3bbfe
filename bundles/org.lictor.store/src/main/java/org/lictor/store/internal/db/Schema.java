package org.lictor.store.internal.db;

import java.util.ArrayList;
import java.util.List;

/**
 * The schema as a row of scripts. A script that was part of a release is never changed: the next one mends it.
 */
public final class Schema {

	private static final List<String> NAMES = List.of("0001-masters.sql", "0002-evidence.sql", "0003-facts.sql",
			"0004-cloud.sql", "0005-privacy.sql", "0006-usage-files.sql", "0007-registrations.sql",
			"0008-os-sessions.sql", "0009-packed-usage.sql", "0010-no-usage-rows.sql",
			"0011-idle.sql", "0012-fleet.sql", "0013-segments.sql", "0014-report-groups.sql", "0015-directories.sql",
			"0016-erasing.sql", "0017-many-agents.sql", "0018-denials.sql", "0019-session-rows.sql",
			"0020-session-keys.sql", "0021-fact-pages.sql", "0022-vendor-facts-4.sql");

	private final List<SqlScript> scripts;

	Schema(List<SqlScript> scripts) {
		this.scripts = List.copyOf(scripts);
	}

	/** @return the schema of this version of Lictor */
	public static Schema current() {
		return upTo(NAMES.size());
	}

	/**
	 * The schema of an earlier version of Lictor, of which backups may be and of which tests make data folders.
	 *
	 * @param version from 1
	 * @return the schema as it was then
	 */
	public static Schema upTo(int version) {
		List<SqlScript> scripts = new ArrayList<>();
		for (int index = 0; index < version; index++) {
			scripts.add(SqlScript.load(index + 1, NAMES.get(index)));
		}
		return new Schema(scripts);
	}

	/** @return its version: how many scripts lead to it */
	public int version() {
		return scripts.size();
	}

	/** @return the scripts, in order */
	List<SqlScript> scripts() {
		return scripts;
	}
}
