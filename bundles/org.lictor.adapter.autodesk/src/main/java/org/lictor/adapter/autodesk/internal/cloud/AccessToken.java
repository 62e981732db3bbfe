package org.lictor.adapter.autodesk.internal.cloud;

import java.time.Instant;

/**
 * What proves to the cloud who is asking, for about an hour. Lives in memory only.
 *
 * @param bearer   goes into the header Authorization
 * @param personal goes into the header ADSK-PAT, empty when there is none
 * @param expires  when it stops being good
 */
record AccessToken(String bearer, String personal, Instant expires) {

	/** @return nothing of what it is */
	@Override
	public String toString() {
		return "a token until " + expires;
	}
}
