package org.lictor.agent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;
import org.lictor.agent.internal.link.Backoff;
import org.lictor.agent.internal.link.LinkException;
import org.lictor.agent.internal.link.ServerLink;
import org.lictor.agent.protocol.Acknowledgement;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.EnrolmentAnswer;
import org.lictor.agent.protocol.EnrolmentRequest;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.ExaminationReport;
import org.lictor.agent.protocol.ExaminationRequest;
import org.lictor.agent.protocol.Intervals;
import org.lictor.agent.protocol.Problem;

/** How the agent asks for its configuration. */
class ConfigurationPollTest {

	private final FakeClock clock = new FakeClock(Events.NOON);
	private final Troubles troubles = new Troubles();
	private final List<AgentConfiguration> changes = new ArrayList<>();
	private final List<AgentFailure> fatal = new ArrayList<>();
	private final List<ExaminationRequest> examined = new ArrayList<>();
	private boolean taken = true;
	private final Deque<Callable<Optional<AgentConfiguration>>> answers = new ArrayDeque<>();
	private final List<String> asked = new ArrayList<>();

	private final ServerLink link = new ServerLink() {
		@Override
		public Optional<AgentConfiguration> configuration(Optional<String> etag, Duration wait) throws LinkException {
			asked.add(etag.orElse("none") + " " + wait.toSeconds());
			try {
				return answers.remove().call();
			} catch (LinkException e) {
				throw e;
			} catch (Exception e) {
				throw new AssertionError(e);
			}
		}

		@Override
		public EnrolmentAnswer enrol(EnrolmentRequest request) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Acknowledgement send(EventBatch batch) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void report(ExaminationReport report) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Optional<Instant> serverTime() {
			return Optional.empty();
		}

		@Override
		public void close() {
			// nothing is open
		}
	};

	private ConfigurationPoll poll(Optional<String> known) {
		return new ConfigurationPoll(link, clock, known, troubles,
				new Backoff(new Random(1), Duration.ofSeconds(1), Duration.ofSeconds(20)), changes::add,
				(configuration, request) -> examined.add(request) && taken, fatal::add);
	}

	private static AgentConfiguration configuration(String etag) {
		return new AgentConfiguration(etag, Intervals.DEFAULT, List.of());
	}

	private Callable<Optional<AgentConfiguration>> after(Duration time, Optional<AgentConfiguration> answer) {
		return () -> {
			clock.pass(time);
			return answer;
		};
	}

	@Test
	void asksAtOnceFirstAndWaitsForChangesThen() {
		ConfigurationPoll poll = poll(Optional.empty());
		answers.add(after(Duration.ZERO, Optional.of(configuration("1"))));
		answers.add(after(Duration.ofSeconds(50), Optional.empty()));
		answers.add(after(Duration.ofMillis(10), Optional.of(configuration("2"))));

		assertEquals(List.of(Duration.ZERO, Duration.ZERO, Duration.ZERO), List.of(poll.step(), poll.step(), poll.step()));

		assertEquals(List.of("none 0", "1 50", "1 50"), asked);
		assertEquals(List.of(configuration("1"), configuration("2")), changes);
	}

	@Test
	void doesNotRunHotOnAServerThatDoesNotWait() {
		ConfigurationPoll poll = poll(Optional.of("1"));
		answers.add(after(Duration.ZERO, Optional.empty()));
		answers.add(after(Duration.ofMillis(5), Optional.empty()));
		answers.add(after(Duration.ofMillis(5), Optional.of(configuration("1"))));
		poll.step();

		assertEquals(Duration.ofMillis(1995), poll.step());
		assertEquals(Duration.ofMillis(1995), poll.step());
		assertEquals(List.of(), changes);
	}

	@Test
	void answersAnExaminationWithoutTakingItForAnotherConfiguration() {
		ConfigurationPoll poll = poll(Optional.of("1"));
		ExaminationRequest request = new ExaminationRequest(new UUID(0, 7), false, Optional.empty());
		answers.add(after(Duration.ZERO, Optional.empty()));
		answers.add(after(Duration.ofMillis(5), Optional.of(configuration("1").with(Optional.of(request)))));
		answers.add(after(Duration.ofMillis(5), Optional.of(configuration("2").with(Optional.of(request)))));
		answers.add(after(Duration.ofMillis(5), Optional.of(configuration("2").with(Optional.of(request)))));
		poll.step();

		assertEquals(List.of(Duration.ZERO, Duration.ZERO), List.of(poll.step(), poll.step()));
		taken = false;
		assertEquals(Duration.ofMillis(1995), poll.step(), "an answer that was not taken is not tried without a break");

		assertEquals(List.of(request, request, request), examined);
		assertEquals(List.of(configuration("2")), changes, "kept without what was asked");
	}

	@Test
	void waitsLongerAfterEachFailureAndAsksAtOnceAfterwards() {
		ConfigurationPoll poll = poll(Optional.of("1"));
		answers.add(after(Duration.ZERO, Optional.empty()));
		answers.add(() -> {
			throw FakeServer.lost();
		});
		answers.add(() -> {
			throw FakeServer.refused(Problem.Reason.INTERNAL);
		});
		answers.add(after(Duration.ZERO, Optional.empty()));
		poll.step();

		Duration first = poll.step();
		Duration second = poll.step();
		assertTrue(first.toMillis() >= 500 && first.toMillis() <= 1500, first.toString());
		assertTrue(second.toMillis() >= 1000 && second.toMillis() <= 3000, second.toString());
		assertTrue(poll.isFailing());
		assertEquals("The server says INTERNAL. The last known configuration is used meanwhile.",
				troubles.of(Troubles.Topic.CONFIGURATION));
		poll.step();
		assertFalse(poll.isFailing());
		assertEquals("", troubles.of(Troubles.Topic.CONFIGURATION));
		assertEquals(List.of("1 0", "1 50", "1 0", "1 0"), asked);
	}

	@Test
	void saysThatItIsOverWhenTheServerDoesNotKnowTheAgent() {
		answers.add(() -> {
			throw FakeServer.refused(Problem.Reason.AGENT_UNKNOWN);
		});

		poll(Optional.empty()).step();

		assertEquals(1, fatal.size());
	}
}
