package org.lictor.agent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said once and not each time. */
class TroublesTest {

	private final Logger logger = Logger.getLogger(Troubles.class.getName());
	private final List<String> logged = new ArrayList<>();
	private final Handler handler = new Handler() {
		@Override
		public void publish(LogRecord record) {
			logged.add(record.getMessage());
		}

		@Override
		public void flush() {
			// nothing is held back
		}

		@Override
		public void close() {
			// nothing is open
		}
	};
	private final Troubles troubles = new Troubles();

	@BeforeEach
	void listen() {
		logger.setLevel(Level.ALL);
		logger.setUseParentHandlers(false);
		logger.addHandler(handler);
	}

	@AfterEach
	void leave() {
		logger.removeHandler(handler);
		logger.setUseParentHandlers(true);
		logger.setLevel(null);
	}

	@Test
	void saysATroubleOnceAndItsEndOnce() {
		for (int i = 0; i < 5; i++) {
			troubles.set(Troubles.Topic.EVENTS, "away", "away " + i);
		}
		troubles.clear(Troubles.Topic.EVENTS, "back");
		troubles.clear(Troubles.Topic.EVENTS, "back");

		assertEquals(List.of("away 0", "back"), logged);
	}

	@Test
	void saysOnceWhatTwoTopicsMeet() {
		troubles.set(Troubles.Topic.EVENTS, "away", "events: away");
		troubles.set(Troubles.Topic.CONFIGURATION, "away", "configuration: away");
		troubles.clear(Troubles.Topic.EVENTS, "events: back");
		troubles.clear(Troubles.Topic.CONFIGURATION, "configuration: back");

		assertEquals(List.of("events: away", "configuration: back"), logged);
	}

	@Test
	void saysATroubleOfAnotherKind() {
		troubles.set(Troubles.Topic.EVENTS, "away", "away");
		troubles.set(Troubles.Topic.EVENTS, "certificate", "certificate");
		troubles.set(Troubles.Topic.EVENTS, "away", "away again");

		assertEquals(List.of("away", "certificate", "away again"), logged);
		assertEquals("away again", troubles.of(Troubles.Topic.EVENTS));
	}

	@Test
	void tellsTheServerOnlyWhatTheServerDoesNotKnow() {
		troubles.set(Troubles.Topic.EVENTS, "away", "away");
		troubles.set(Troubles.Topic.SPOOL, "full", "The disk is full.");
		troubles.set(Troubles.Topic.DISK, "configuration", "Not kept.");

		assertEquals("The disk is full. Not kept.", troubles.local());
	}
}
