package org.lictor.remote.protocol;

import java.time.Duration;
import java.util.Optional;

import org.lictor.model.Role;

/**
 * Asks for a token for a person or a script.
 *
 * @param name     its name
 * @param role     what it allows, ADMINISTRATOR or READER
 * @param lifetime how long it is good, empty for ever
 */
public record NewToken(String name, Role role, Optional<Duration> lifetime) {
}
