package org.lictor.directory.ldap.internal;

import static org.lictor.model.Status.Detail.AUTHENTICATION;
import static org.lictor.model.Status.Detail.COMMUNICATION;
import static org.lictor.model.Status.Detail.CONFIGURATION;
import static org.lictor.model.Status.Detail.NOT_UNDERSTOOD;
import static org.lictor.model.Status.Detail.PERMISSION;
import static org.lictor.model.Status.State.DOWN;
import static org.lictor.model.Status.State.MISCONFIGURED;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

import org.lictor.core.DirectoryTrouble;

/** What a directory's refusals mean, which setting is at fault, and what to do. */
final class LdapTroubles {

	/** Active Directory says why it refuses a sign-in: "80090308: LdapErr: DSID-0C09044E, comment: ..., data 52e, v2580". */
	private static final Pattern AD_DATA = Pattern.compile("\\bdata ([0-9a-fA-F]{3})\\b");

	private LdapTroubles() {
	}

	/**
	 * @param e        from binding
	 * @param settings of the directory
	 * @return what it means
	 */
	static DirectoryTrouble ofBind(LDAPException e, LdapSettings settings) {
		ResultCode code = e.getResultCode();
		if (code.equals(ResultCode.INVALID_CREDENTIALS)) {
			Matcher data = AD_DATA.matcher(String.valueOf(e.getDiagnosticMessage()));
			String reason = data.find() ? data.group(1).toLowerCase(java.util.Locale.ROOT) : "";
			return switch (reason) {
			case "525" -> trouble(LdapFields.BIND_DN, AUTHENTICATION, "The directory knows no user '" + settings.bindDn() + "'. Correct the bind DN.");
			case "532", "773" -> trouble(LdapFields.PASSWORD, AUTHENTICATION, "The password of '" + settings.bindDn() + "' has expired. Have it renewed.");
			case "533" -> trouble(LdapFields.BIND_DN, AUTHENTICATION, "The user '" + settings.bindDn() + "' is disabled. Have it enabled.");
			case "775" -> trouble(LdapFields.BIND_DN, AUTHENTICATION, "The user '" + settings.bindDn() + "' is locked. Have it unlocked.");
			default -> trouble(LdapFields.PASSWORD, AUTHENTICATION, "The directory refuses the bind DN '" + settings.bindDn()
					+ "' or its password. Enter both again.");
			};
		}
		if (code.equals(ResultCode.NO_SUCH_OBJECT) || code.equals(ResultCode.INVALID_DN_SYNTAX)) {
			return trouble(LdapFields.BIND_DN, AUTHENTICATION, "The directory knows no user '" + settings.bindDn() + "'. Correct the bind DN.");
		}
		return of(e, settings);
	}

	/**
	 * @param e        from asking for users or groups
	 * @param filter   key of the filter that was asked with
	 * @param settings of the directory
	 * @return what it means
	 */
	static DirectoryTrouble ofSearch(LDAPException e, String filter, LdapSettings settings) {
		ResultCode code = e.getResultCode();
		if (code.equals(ResultCode.NO_SUCH_OBJECT) || code.equals(ResultCode.INVALID_DN_SYNTAX)) {
			return trouble(LdapFields.BASE_DN, CONFIGURATION, "There is no '" + settings.base() + "' in the directory. Correct the base DN.");
		}
		if (code.equals(ResultCode.REFERRAL)) {
			return trouble(LdapFields.BASE_DN, CONFIGURATION, "'" + settings.base() + "' is kept by another server, to which this one points. Lictor does not "
					+ "follow: give the address of that server, or a base DN that this one keeps.");
		}
		if (code.equals(ResultCode.FILTER_ERROR) || code.equals(ResultCode.INAPPROPRIATE_MATCHING)) {
			return trouble(filter, CONFIGURATION, "The directory does not understand the filter. Correct it.");
		}
		if (code.equals(ResultCode.SIZE_LIMIT_EXCEEDED) || code.equals(ResultCode.ADMIN_LIMIT_EXCEEDED)) {
			return trouble(LdapFields.PAGE_SIZE, CONFIGURATION, "The directory does not give all entries, only the first of them. Take a smaller page, or have "
					+ "the limit raised for the bind DN.");
		}
		return of(e, settings);
	}

	/**
	 * @param e        from anything
	 * @param settings of the directory
	 * @return what it means
	 */
	static DirectoryTrouble of(LDAPException e, LdapSettings settings) {
		ResultCode code = e.getResultCode();
		if (code.equals(ResultCode.CONFIDENTIALITY_REQUIRED) || code.equals(ResultCode.STRONG_AUTH_REQUIRED)) {
			return trouble(settings.encryption() == LdapSettings.Encryption.NONE ? LdapFields.UNENCRYPTED : LdapFields.URL, CONFIGURATION,
					"The directory takes no password without encryption. Take ldaps://, or leave '" + LdapFields.UNENCRYPTED + "' away.");
		}
		if (code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS) || code.equals(ResultCode.AUTHORIZATION_DENIED)
				|| code.equals(ResultCode.INAPPROPRIATE_AUTHENTICATION) || code.equals(ResultCode.OPERATIONS_ERROR)) {
			// Active Directory answers OPERATIONS_ERROR to those who did not sign in
			return trouble(LdapFields.BIND_DN, PERMISSION, settings.bindDn().isEmpty() ? "The directory lets nobody read without a name. Give a bind DN and its password."
					: "The directory does not let '" + settings.bindDn() + "' read. Have it allowed to, or take another bind DN.");
		}
		if (code.equals(ResultCode.TIMEOUT) || code.equals(ResultCode.TIME_LIMIT_EXCEEDED)) {
			return down(LdapFields.READ_TIMEOUT, "The directory at " + settings.place() + " did not answer in time. Take a longer time or a smaller page.");
		}
		if (code.isClientSideResultCode()) {
			return down(LdapFields.URL, "The connection to the directory at " + settings.place() + " broke off. It is tried again by itself.");
		}
		return DirectoryTrouble.of(DOWN, NOT_UNDERSTOOD, LdapFields.URL, "The directory at " + settings.place() + " answers with the trouble '"
				+ code.getName() + "' (" + code.intValue() + "). Ask whoever runs it.");
	}

	static DirectoryTrouble down(String key, String message) {
		return DirectoryTrouble.of(DOWN, COMMUNICATION, key, message);
	}

	static DirectoryTrouble trouble(String key, org.lictor.model.Status.Detail detail, String message) {
		return DirectoryTrouble.of(MISCONFIGURED, detail, key, message);
	}
}
