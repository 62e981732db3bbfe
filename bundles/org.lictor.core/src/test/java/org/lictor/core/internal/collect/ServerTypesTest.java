package org.lictor.core.internal.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lictor.core.internal.LinesType;
import org.lictor.core.internal.ManualClock;
import org.lictor.model.Progress;
import org.lictor.spi.ServerType;

@Timeout(60)
class ServerTypesTest {

	private final ManualClock clock = ManualClock.morning();
	private final ServerTypes types = new ServerTypes();
	private final List<ServerTypes.News> news = new CopyOnWriteArrayList<>();
	private final CountDownLatch ready = new CountDownLatch(1);

	private static PluginThreads plugin(String name) {
		return new PluginThreads("com.example." + name + " 1.0.0");
	}

	private List<String> troubles() {
		return news.stream().filter(ServerTypes.News.Trouble.class::isInstance).map(each -> ((ServerTypes.News.Trouble) each).what()).toList();
	}

	private void look() {
		clock.forward(PluginThreads.PATIENCE);
		types.look(clock.instant());
		clock.forward(PluginThreads.PATIENCE);
		types.look(clock.instant());
	}

	@Test
	void theSecondOfAnIdIsUsedWhenTheFirstLeft() {
		types.listen(news::add);
		LinesType first = new LinesType();
		types.add(first, plugin("first"));
		types.add(new LinesType(), plugin("second"));
		assertEquals(1, types.refused().size());
		types.remove(first);
		assertEquals(Optional.of("com.example.second 1.0.0"), types.plugin(LinesType.ID));
		assertEquals(List.of(), types.refused());
	}

	@Test
	void aRefusalIsForgottenWithWhatWasRefused() {
		LinesType nameless = new LinesType("No Name");
		types.add(nameless, plugin("nameless"));
		types.add(new LinesType(), plugin("first"));
		LinesType second = new LinesType();
		types.add(second, plugin("second"));
		assertEquals(2, types.refused().size());
		types.remove(nameless);
		types.remove(second);
		assertEquals(List.of(), types.refused());
	}

	@Test
	void aTypeThatHangsCostsWhoAsksALittleTimeOnce() {
		ServerTypes types = new ServerTypes(Duration.ofMillis(50));
		types.listen(news::add);
		types.add(new LinesType() {
			@Override
			public String parserVersion() {
				while (ready.getCount() > 0) {
					try {
						ready.await();
					} catch (InterruptedException e) {
						// it does not listen
					}
				}
				return super.parserVersion();
			}
		}, plugin("hangs"));
		ServerType type = types.find(LinesType.ID).orElseThrow();
		assertThrows(InstalledType.NoAnswerException.class, type::parserVersion);
		assertThrows(InstalledType.NoAnswerException.class, type::schema, "it is left alone");
		ready.countDown();
		assertEquals(1, troubles().size());
		assertTrue(troubles().getFirst().contains("com.example.hangs 1.0.0 did not tell the version of its parser within 0.05 seconds"), troubles()::toString);
	}

	@Test
	void aTypeThatDoesNotSayItsNameGoesByItsId() {
		types.add(new LinesType() {
			@Override
			public String label() {
				throw new NoClassDefFoundError("gone");
			}
		}, plugin("throws"));
		assertThrows(InstalledType.NoAnswerException.class, types.find(LinesType.ID).orElseThrow()::label);
		assertEquals(LinesType.ID, types.label(LinesType.ID));
	}

	@Test
	void threadsThatATypeLeavesBehindAreToldOfWhenTheyAreManyAndTwiceAsMany() {
		types.listen(news::add);
		types.add(leaking(PluginThreads.WORTH_TELLING), plugin("leaks"));
		look();
		assertEquals(List.of(), troubles(), "its own questions are asked on threads that count for nothing");
		types.find(LinesType.ID).orElseThrow().parserVersion();
		look();
		look();
		assertEquals(1, troubles().size());
		assertTrue(troubles().getFirst().startsWith("The plug-in com.example.leaks 1.0.0 started threads of its own, and 10 of them still run."),
				troubles()::toString);
		types.find(LinesType.ID).orElseThrow().parserVersion();
		look();
		assertEquals(2, troubles().size());
		ready.countDown();
	}

	@Test
	void aTypeThatLeavesTooManyThreadsBehindIsNotCalled() throws Exception {
		types.add(leaking(PluginThreads.MOST), plugin("leaks"));
		ServerType type = types.find(LinesType.ID).orElseThrow();
		type.parserVersion();
		try (PluginCalls calls = new PluginCalls(clock)) {
			assertEquals("called", calls.call(type, "a", "polling", Duration.ofMinutes(1), Progress.NONE, call -> "called"));
			look();
			PluginException why = assertThrows(PluginException.class,
					() -> calls.call(type, "a", "polling", Duration.ofMinutes(1), Progress.NONE, call -> "called"));
			assertTrue(why.getMessage().contains("left 200 threads"), why::getMessage);
		} finally {
			ready.countDown();
		}
	}

	@Test
	void whatLictorStartsForACallIsNotThePlugins() throws Exception {
		types.listen(news::add);
		types.add(new LinesType(), plugin("innocent"));
		ServerType type = types.find(LinesType.ID).orElseThrow();
		try (PluginCalls calls = new PluginCalls(clock)) {
			calls.call(type, "a", "polling", Duration.ofMinutes(1), Progress.NONE, call -> {
				for (int thread = 0; thread < PluginThreads.WORTH_TELLING; thread++) {
					PluginThreads.lictors("lictor-test", this::await).start();
				}
				return "called";
			});
		}
		look();
		assertEquals(List.of(), troubles());
		ready.countDown();
	}

	private LinesType leaking(int count) {
		return new LinesType() {
			@Override
			public String parserVersion() {
				for (int thread = 0; thread < count; thread++) {
					Thread.ofPlatform().daemon().start(ServerTypesTest.this::await);
				}
				return super.parserVersion();
			}
		};
	}

	private void await() {
		try {
			ready.await();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
