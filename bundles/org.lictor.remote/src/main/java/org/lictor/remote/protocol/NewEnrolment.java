package org.lictor.remote.protocol;

import java.time.Duration;
import java.util.Optional;

/**
 * Asks for a token with which agents may enrol.
 *
 * @param group    a group they join besides those that auto-assign
 * @param lifetime how long it is good
 */
public record NewEnrolment(Optional<String> group, Duration lifetime) {
}
