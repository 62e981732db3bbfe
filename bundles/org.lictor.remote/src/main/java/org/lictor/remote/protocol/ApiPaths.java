package org.lictor.remote.protocol;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where things are on a server. Each constant begins with a slash and ends without one. */
public final class ApiPaths {

	/** Whether the server is well; the only path that needs no token. */
	public static final String HEALTH = "/health";
	/** Everything below speaks version 1 of this protocol. */
	public static final String API = "/api/v1";
	/** {@link org.lictor.service.Servers}. */
	public static final String SERVERS = API + "/servers";
	/** {@link org.lictor.service.Servers#verify}. */
	public static final String VERIFICATIONS = API + "/verifications";
	/** {@link org.lictor.service.Servers#beginSignIn}. */
	public static final String SIGN_INS = API + "/sign-ins";
	/** {@link org.lictor.service.Servers#finishSignIn}. */
	public static final String FINISHED_SIGN_INS = SIGN_INS + "/finished";
	/** {@link org.lictor.service.Servers#types}. */
	public static final String SERVER_TYPES = API + "/server-types";
	/** {@link org.lictor.service.AgentGroups}. */
	public static final String GROUPS = API + "/groups";
	/** {@link org.lictor.service.Agents}. */
	public static final String AGENTS = API + "/agents";
	/** {@link org.lictor.service.Agents#token}. */
	public static final String ENROLMENTS = API + "/enrolments";
	/** {@link org.lictor.service.People}. */
	public static final String PEOPLE = API + "/people";
	/** {@link org.lictor.service.People#patterns()}. */
	public static final String PATTERNS = PEOPLE + "/patterns";
	/** {@link org.lictor.service.People#evidence}. */
	public static final String PERSON_EVIDENCE = PEOPLE + "/evidence";
	/** {@link org.lictor.service.People#erase}. */
	public static final String ERASURES = PEOPLE + "/erasures";
	/** {@link org.lictor.service.ReportGroups}. */
	public static final String REPORT_GROUPS = API + "/report-groups";
	/** {@link org.lictor.service.Directories}. */
	public static final String DIRECTORIES = API + "/directories";
	/** {@link org.lictor.service.Directories#schema}. */
	public static final String DIRECTORY_SCHEMA = API + "/directory-schema";
	/** {@link org.lictor.service.Directories#test}. */
	public static final String DIRECTORY_TESTS = API + "/directory-tests";
	/** {@link org.lictor.service.Prices}. */
	public static final String PRICES = API + "/prices";
	/** {@link org.lictor.service.AccessTokens}. */
	public static final String TOKENS = API + "/tokens";
	/** {@link org.lictor.service.Queries}. */
	public static final String REPORTS = API + "/reports";
	/** {@link org.lictor.service.Imports}. */
	public static final String IMPORTS = API + "/imports";
	/** {@link org.lictor.service.Maintenance#rebuild}. */
	public static final String REBUILD = API + "/maintenance/rebuild";
	/** {@link org.lictor.service.Maintenance#check}. */
	public static final String CHECK = API + "/maintenance/check";
	/** {@link org.lictor.service.Maintenance#backup}. */
	public static final String BACKUPS = API + "/maintenance/backups";
	/** {@link org.lictor.service.Maintenance#limits}. */
	public static final String LIMITS = API + "/maintenance/limits";
	/** {@link org.lictor.service.Maintenance#prune}. */
	public static final String PRUNE = API + "/maintenance/prune";
	/** {@link org.lictor.service.Plugins}. */
	public static final String PLUGINS = API + "/plugins";
	/** {@link org.lictor.service.Plugins#offered}. */
	public static final String PLUGIN_OFFERS = PLUGINS + "/offers";
	/** Changes of plug-ins, which go on when the connection breaks. */
	public static final String PLUGIN_CHANGES = PLUGINS + "/changes";
	/** {@link org.lictor.service.Plugins#trust}. */
	public static final String PLUGIN_TRUST = PLUGINS + "/trust";
	/** {@link org.lictor.service.Changes}. */
	public static final String CHANGES = API + "/changes";

	private ApiPaths() {
	}

	/**
	 * Makes a path below another one.
	 *
	 * @param path  a path
	 * @param names what follows, as people write it: slashes and blanks in it are part of the name
	 * @return the path with each name encoded as one segment
	 */
	public static String below(String path, String... names) {
		StringBuilder result = new StringBuilder(path);
		for (String name : names) {
			result.append('/').append(encode(name));
		}
		return result.toString();
	}

	/**
	 * @param text any text
	 * @return the text as it may stand in a path segment or in a value of a query
	 */
	public static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}
}
