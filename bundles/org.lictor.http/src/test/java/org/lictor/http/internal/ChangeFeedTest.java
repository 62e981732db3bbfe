package org.lictor.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.lictor.remote.protocol.News;
import org.lictor.service.Changes.Topic;

class ChangeFeedTest {

	private static final Duration LONG = Duration.ofMinutes(5);

	private final FakeNode node = new FakeNode();
	private final ChangeFeed feed = new ChangeFeed(node.changes());
	private final String start = now().since();

	private News now() {
		return feed.after(Optional.empty(), LONG).join();
	}

	@Test
	void beginsWithThisMomentAndNoNews() {
		node.changed(Topic.SERVERS);

		assertEquals(Set.of(), now().topics());
		assertNotEquals(start, now().since());
	}

	@Test
	void tellsAtOnceWhatChangedSince() {
		node.changed(Topic.SERVERS);
		node.changed(Topic.AGENTS, Topic.EVENTS);
		News news = feed.after(Optional.of(start), LONG).join();

		assertEquals(Set.of(Topic.SERVERS, Topic.AGENTS, Topic.EVENTS), news.topics());
		assertFalse(feed.after(Optional.of(news.since()), LONG).isDone());
	}

	@Test
	void waitsForTheNextChange() {
		CompletableFuture<News> one = feed.after(Optional.of(start), LONG);
		CompletableFuture<News> two = feed.after(Optional.of(start), LONG);
		assertFalse(one.isDone());
		node.changed(Topic.SESSIONS);

		assertEquals(Set.of(Topic.SESSIONS), one.join().topics());
		assertEquals(one.join(), two.join());
	}

	@Test
	void givesUpWaitingWhenTheTimeIsOver() throws Exception {
		assertEquals(new News(start, Set.of()),
				feed.after(Optional.of(start), Duration.ofMillis(1)).get(10, TimeUnit.SECONDS));
		assertEquals(new News(start, Set.of()), feed.after(Optional.of(start), Duration.ZERO).join());
	}

	@Test
	void takesAMomentItDoesNotKnowForLongAgo() {
		for (String unknown : new String[] { "x", "", start + "9", "other-0", start.replaceAll(".-", "z-") }) {
			assertEquals(EnumSet.allOf(Topic.class), feed.after(Optional.of(unknown), LONG).join().topics(), unknown);
		}
		assertEquals(EnumSet.allOf(Topic.class),
				new ChangeFeed(node.changes()).after(Optional.of(start), LONG).join().topics(), "another run");
	}

	@Test
	void closingAnswersAllWhoWait() {
		CompletableFuture<News> waiting = feed.after(Optional.of(start), LONG);
		feed.close();

		assertTrue(waiting.isDone());
		assertEquals(Set.of(), waiting.join().topics());
		assertTrue(feed.after(Optional.of(start), LONG).isDone());
		assertTrue(node.listeners.isEmpty());
	}
}
