package org.lictor.core.internal.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lictor.core.internal.LinesType;

@Timeout(60)
class OfferedTypesTest {

	private static final Duration AT_ONCE = Duration.ofMillis(1);

	private final ServerTypes types = new ServerTypes();
	private final LinkedBlockingQueue<ServerTypes.News> news = new LinkedBlockingQueue<>();
	private final CountDownLatch ready = new CountDownLatch(1);
	private final CountDownLatch interrupted = new CountDownLatch(1);

	private OfferedTypes<String> offered(Duration limit, boolean waits) {
		types.listen(news::add);
		return new OfferedTypes<>(types, id -> {
			try {
				if (waits) {
					ready.await();
				}
			} catch (InterruptedException e) {
				interrupted.countDown();
			}
			return id.isEmpty() ? Optional.empty() : Optional.of(new LinesType(id));
		}, limit);
	}

	@Test
	void isThereWhenTheOfferWasTaken() {
		OfferedTypes<String> offered = offered(Duration.ofMinutes(1), false);
		offered.add("lines", "com.example.lines 1.0.0");
		assertEquals(Optional.of("com.example.lines 1.0.0"), types.plugin("lines"));
		offered.remove("lines");
		assertEquals(Set.of(), types.all().keySet());
	}

	@Test
	void isToldOfWhenItFailsToStart() {
		offered(Duration.ofMinutes(1), false).add("", "com.example.lines 1.0.0");
		assertTrue(types.refused().getFirst().why().startsWith("A server type of com.example.lines 1.0.0 fails to start"));
	}

	@Test
	void isToldOfNoLongerWhenItsPluginLeft() {
		OfferedTypes<String> offered = offered(Duration.ofMinutes(1), false);
		offered.add("", "com.example.lines 1.0.0");
		offered.add("No Name", "com.example.nameless 1.0.0");
		assertEquals(2, types.refused().size());
		offered.remove("");
		offered.remove("No Name");
		assertEquals(List.of(), types.refused());
	}

	@Test
	void isUsedAsSoonAsItIsReadyAfterAll() throws InterruptedException {
		offered(AT_ONCE, true).add("lines", "com.example.lines 1.0.0");
		assertEquals(List.of(), List.copyOf(types.all().keySet()));
		assertTrue(((ServerTypes.News.Refused) news.take()).why().contains("com.example.lines 1.0.0 was not ready within"));
		ready.countDown();
		assertEquals("lines", ((ServerTypes.News.Came) news.take()).id());
		assertEquals(List.of(), types.refused());
	}

	@Test
	void isInterruptedAndNotUsedWhenItsPluginLeavesBeforeItIsReady() throws InterruptedException {
		OfferedTypes<String> offered = offered(AT_ONCE, true);
		offered.add("lines", "com.example.lines 1.0.0");
		offered.remove("lines");
		assertTrue(interrupted.await(10, TimeUnit.SECONDS));
		offered.add("lines", "com.example.lines 2.0.0");
		ready.countDown();
		ServerTypes.News last = news.take();
		while (!(last instanceof ServerTypes.News.Came)) {
			last = news.take();
		}
		assertEquals(Optional.of("com.example.lines 2.0.0"), types.plugin("lines"));
		assertEquals(1, types.all().size());
	}

	@Test
	void isNotUsedWhenItsPluginLeavesWhileItIsAskedForItsId() throws InterruptedException {
		types.listen(news::add);
		OfferedTypes<String> offered = new OfferedTypes<>(types, id -> Optional.of(new LinesType(id) {
			@Override
			public String id() {
				try {
					ready.await();
				} catch (InterruptedException e) {
					interrupted.countDown();
				}
				return super.id();
			}
		}), AT_ONCE);
		offered.add("lines", "com.example.lines 1.0.0");
		offered.remove("lines");
		ServerTypes.News last = news.take();
		while (!(last instanceof ServerTypes.News.Left)) {
			last = news.take();
		}
		assertEquals(Set.of(), types.all().keySet());
	}

	@Test
	void isNotUsedWhileItHangsWhenItIsAskedForItsName() throws InterruptedException {
		types.listen(news::add);
		new OfferedTypes<String>(types, id -> Optional.of(new LinesType(id) {
			@Override
			public String label() {
				try {
					ready.await();
				} catch (InterruptedException e) {
					interrupted.countDown();
				}
				return super.label();
			}
		}), AT_ONCE).add("lines", "com.example.lines 1.0.0");
		assertTrue(((ServerTypes.News.Refused) news.take()).why().contains("was not ready"));
		assertEquals(Set.of(), types.all().keySet());
		ready.countDown();
		assertEquals("lines", ((ServerTypes.News.Came) news.take()).id());
	}
}
