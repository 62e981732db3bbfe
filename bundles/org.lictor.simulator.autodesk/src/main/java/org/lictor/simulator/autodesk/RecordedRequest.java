package org.lictor.simulator.autodesk;

import java.time.Instant;
import java.util.Optional;

/**
 * A request as the simulator saw it, without any secret.
 *
 * @param at         in the simulator's clock
 * @param method     such as GET
 * @param path       without the query; ids in it, but no signature
 * @param detail     what was asked for, as far as a test may want to count it, such as
 *                   {@code USAGE team=4865648 2024-01-01..2024-12-30} or {@code refresh_token}; may be empty
 * @param credential of which kind
 * @param protocol   HTTP/1.1 or HTTP/2.0
 * @param status     that was answered, 0 when none was
 * @param fault      that struck it
 */
public record RecordedRequest(Instant at, String method, String path, String detail, CredentialKind credential, String protocol,
		int status, Optional<Fault> fault) {
}
