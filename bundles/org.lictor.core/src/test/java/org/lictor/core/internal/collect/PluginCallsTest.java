package org.lictor.core.internal.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lictor.core.internal.LinesType;
import org.lictor.core.internal.ManualClock;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.spi.Call;

/** Whatever plug-ins do, they cost nobody but their caller. */
@Timeout(30)
class PluginCallsTest {

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private final ManualClock clock = ManualClock.morning();
	private static final LinesType TYPE = new LinesType();

	private final PluginCalls plugins = new PluginCalls(clock);
	private final CountDownLatch release = new CountDownLatch(1);

	@AfterEach
	void letGo() {
		release.countDown();
		plugins.close();
	}

	@Test
	void givesWhatThePluginGives() throws Exception {
		assertEquals("all well", plugins.call(TYPE, "a", "asking", LIMIT, Progress.NONE, call -> "all well"));
	}

	@Test
	void tellsThePluginItsDeadline() throws Exception {
		assertEquals(clock.instant().plus(LIMIT), plugins.call(TYPE, "a", "asking", LIMIT, Progress.NONE, Call::deadline));
	}

	@Test
	void turnsWhateverAPluginThrowsIntoAStatus() {
		for (Throwable thrown : new Throwable[] { new IllegalStateException("secret"), new StackOverflowError(),
				new NoClassDefFoundError("gone"), new AssertionError() }) {
			PluginException e = assertThrows(PluginException.class,
					() -> plugins.call(TYPE, "a", "asking", LIMIT, Progress.NONE, call -> sneak(thrown)));

			assertEquals(Status.State.UNKNOWN, e.status().state());
			assertEquals(Status.Detail.INTERNAL, e.status().detail());
			assertTrue(e.getMessage().contains("asking"), e.getMessage());
			assertFalse(e.getMessage().contains("secret"), "what a plug-in says in an exception may hold a secret");
		}
	}

	@Test
	void doesNotTakeNothingForAnAnswer() {
		assertThrows(PluginException.class, () -> plugins.call(TYPE, "a", "asking", LIMIT, Progress.NONE, call -> null));
	}

	@Test
	void interruptsAtTheDeadlineAndTakesWhatThePluginGivesThen() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CompletableFuture<String> answer = inBackground("a", Progress.NONE, call -> {
			begun.countDown();
			try {
				release.await();
				return "released";
			} catch (InterruptedException e) {
				return "interrupted";
			}
		});
		begun.await();

		clock.forward(LIMIT.minusSeconds(1));
		plugins.tick();
		assertFalse(answer.isDone());
		clock.forward(Duration.ofSeconds(1));
		plugins.tick();

		assertEquals("interrupted", answer.get());
	}

	@Test
	void givesUpAPluginThatIgnoresItsInterruptionAndHasNoSecondCallForThatServer() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch over = new CountDownLatch(1);
		CompletableFuture<String> answer = inBackground("a", Progress.NONE, call -> {
			begun.countDown();
			ignoreInterruptions();
			over.countDown();
			return "too late";
		});
		begun.await();

		clock.forward(LIMIT);
		plugins.tick();
		clock.forward(PluginCalls.GRACE);
		plugins.tick();

		assertTrue(assertThrows(ExecutionException.class, answer::get).getCause() instanceof PluginException);
		PluginException again = assertThrows(PluginException.class,
				() -> plugins.call(TYPE, "a", "asking again", LIMIT, Progress.NONE, call -> "never"));
		assertTrue(again.getMessage().contains("not come back"), again.getMessage());
		assertEquals("other", plugins.call(TYPE, "b", "asking another", LIMIT, Progress.NONE, call -> "other"));

		release.countDown();
		over.await();
		assertEquals("again", eventually(() -> plugins.call(TYPE, "a", "asking again", LIMIT, Progress.NONE, call -> "again")));
	}

	@Test
	void aSecondCallForAServerWaitsForTheFirst() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		AtomicBoolean inside = new AtomicBoolean();
		CompletableFuture<String> first = inBackground("a", Progress.NONE, call -> {
			inside.set(true);
			begun.countDown();
			ignoreInterruptions();
			inside.set(false);
			return "first";
		});
		begun.await();
		CompletableFuture<String> second = inBackground("a", Progress.NONE, call -> inside.get() ? "beside" : "after");
		assertEquals("other", plugins.call(TYPE, "b", "asking", LIMIT, Progress.NONE, call -> "other"));
		assertFalse(second.isDone());
		release.countDown();

		assertEquals("first", first.get());
		assertEquals("after", second.get());
	}

	@Test
	void tellsThePluginThatItsCallerCalledItOff() throws Exception {
		AtomicBoolean cancelled = new AtomicBoolean();
		Progress progress = new Progress() {
			@Override
			public void begin(String task, long total) {
				// not looked at
			}

			@Override
			public void worked(long units) {
				// not looked at
			}

			@Override
			public boolean cancelled() {
				return cancelled.get();
			}
		};
		CompletableFuture<String> answer = inBackground("a", progress, call -> {
			while (!call.progress().cancelled()) {
				Thread.onSpinWait();
			}
			return "stopped";
		});

		cancelled.set(true);

		assertEquals("stopped", answer.get());
	}

	@Test
	void givesEverythingUpWhenItCloses() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CompletableFuture<String> answer = inBackground("a", Progress.NONE, call -> {
			begun.countDown();
			ignoreInterruptions();
			return "too late";
		});
		begun.await();

		plugins.close();

		assertThrows(ExecutionException.class, answer::get);
		assertThrows(PluginException.class, () -> plugins.call(TYPE, "b", "asking", LIMIT, Progress.NONE, call -> "no"));
	}

	@Test
	void letsAPluginGoAfterItClosed() {
		AtomicBoolean closed = new AtomicBoolean();
		plugins.close();

		plugins.end(TYPE, "a", "closing", () -> closed.set(true));

		assertTrue(closed.get());
	}

	private CompletableFuture<String> inBackground(String server, Progress progress, Function<Call, String> work) {
		CompletableFuture<String> answer = new CompletableFuture<>();
		Thread.ofPlatform().daemon().start(() -> {
			try {
				answer.complete(plugins.call(TYPE, server, "asking", LIMIT, progress, work));
			} catch (PluginException e) {
				answer.completeExceptionally(e);
			}
		});
		return answer;
	}

	private void ignoreInterruptions() {
		while (true) {
			try {
				if (release.await(1, TimeUnit.MINUTES)) {
					return;
				}
			} catch (InterruptedException e) {
				// that is what this plug-in does
			}
		}
	}

	private interface Attempt {
		String run() throws PluginException;
	}

	/** The thread of a call ends a moment after its work. */
	private static String eventually(Attempt attempt) {
		while (true) {
			try {
				return attempt.run();
			} catch (PluginException e) {
				Thread.onSpinWait();
			}
		}
	}

	@SuppressWarnings("unchecked")
	private static <E extends Throwable> String sneak(Throwable thrown) throws E {
		throw (E) thrown;
	}
}
