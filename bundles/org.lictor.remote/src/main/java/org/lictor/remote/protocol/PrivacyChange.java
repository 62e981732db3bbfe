package org.lictor.remote.protocol;

import org.lictor.model.Privacy;

/**
 * Changes what the agents of a group tell of people.
 *
 * @param privacy from now on
 */
public record PrivacyChange(Privacy privacy) {
}
