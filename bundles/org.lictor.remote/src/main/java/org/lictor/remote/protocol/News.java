package org.lictor.remote.protocol;

import java.util.Objects;
import java.util.Set;

import org.lictor.service.Changes.Topic;

/**
 * The answer to {@code GET /api/v1/changes?since=S&wait=N}.
 *
 * @param since  names this moment; the next question gives it back
 * @param topics what changed since the moment that was named; empty when nothing did for as long as the question waited,
 *               all when the server does not know that moment
 */
public record News(String since, Set<Topic> topics) {

	/** Copies the set. */
	public News {
		Objects.requireNonNull(since, "since");
		topics = Set.copyOf(topics);
	}
}
