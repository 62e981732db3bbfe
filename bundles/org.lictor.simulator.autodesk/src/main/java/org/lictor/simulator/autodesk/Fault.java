package org.lictor.simulator.autodesk;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What can go wrong. Those that strike single requests may also come at random. */
public enum Fault {

	/** the answer takes its time */
	SLOW(true),
	/** 429 with {@code Retry-After} */
	QUOTA(true),
	/** 401, and the access token is dead: another must be had */
	UNAUTHORIZED(true),
	/** a download address has expired already, even if it was given out this moment */
	EXPIRED_ADDRESS(true),
	/** a comma too many before the last brace, as in the documentation's own samples */
	TRAILING_COMMA(true),
	/** no answer for a long time, then 504 */
	TIME_OUT(true),
	/** the connection ends in the middle of the body */
	CUT_OFF(true),
	/** 307 to another address of the same server, where the answer is */
	REDIRECT(true),
	/** 500, 502 with a page in HTML, or 503 */
	SERVER_ERROR(true),
	/** an export or query ends in error though nothing was wrong with it */
	JOB_FAILED(true),

	/** columns of another generation */
	RENAMED_COLUMNS(false),
	/** columns with names that nobody ever saw */
	UNKNOWN_COLUMNS(false),
	/** all teams hide personal data */
	PERSONAL_DATA_OFF(false),
	/** 403: the application may not use this interface */
	NOT_PROVISIONED(false),
	/** no team has the benefit for the reporting interface */
	BENEFIT_MISSING(false),
	/** the administrator took consent back: tokens are dead and refreshing is refused */
	CONSENT_WITHDRAWN(false),
	/** all tokens have expired, also refresh tokens and personal ones */
	TOKEN_EXPIRED(false),
	/** passwords are refused, whatever they are */
	WRONG_PASSWORD(false),
	/** 403 ForbiddenError: the signed-in person is no administrator */
	NOT_ADMINISTRATOR(false);

	private final boolean single;

	Fault(boolean single) {
		this.single = single;
	}

	/** @return whether it strikes a request by itself; the others last */
	public boolean strikesSingleRequests() {
		return single;
	}

	/** @return all that strike single requests */
	public static Set<Fault> singles() {
		EnumSet<Fault> singles = EnumSet.noneOf(Fault.class);
		Arrays.stream(values()).filter(Fault::strikesSingleRequests).forEach(singles::add);
		return singles;
	}
}
