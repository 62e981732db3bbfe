package org.lictor.plugins.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.Diagnostic;

class FollowingTest {

	@TempDir
	private Path folder;
	private Path list;
	private final List<String> news = new ArrayList<>();
	private final List<Diagnostic.Severity> severities = new ArrayList<>();
	private final List<BundleList.Line> running = new ArrayList<>(List.of(new BundleList.Line("a", "1", "plugins/a_1.jar")));
	private List<String> stopping = List.of();
	private boolean restart;
	private boolean broken;
	private int applied;
	/** A change waits for it. */
	private CountDownLatch end = new CountDownLatch(0);
	private long time = 1_000;
	private Following following;

	@BeforeEach
	void follow() throws IOException {
		list = folder.resolve("bundles.info");
		write("1");
		follow(Duration.ofMinutes(1));
	}

	private void follow(Duration limit) {
		following = new Following(list, new Following.Process() {
			@Override
			public boolean needsRestart(List<BundleList.Line> lines) {
				return restart;
			}

			@Override
			public String difference(List<BundleList.Line> lines) {
				return lines.equals(running) ? "" : lines + " came";
			}

			@Override
			public void apply() throws IOException {
				if (broken) {
					throw new IOException("no space left");
				}
				List<BundleList.Line> lines = BundleList.read(list);
				try {
					end.await();
				} catch (InterruptedException e) {
					throw new IllegalStateException(e);
				}
				applied++;
				running.clear();
				running.addAll(lines);
			}

			@Override
			public List<String> stopping() {
				return stopping;
			}
		}, each -> {
			news.add(each.message());
			severities.add(each.severity());
		}, limit);
	}

	private void write(String version) throws IOException {
		Files.writeString(list, "#encoding=UTF-8\n#version=1\na," + version + ",plugins/a_" + version + ".jar,4,false\n");
		Files.setLastModifiedTime(list, FileTime.fromMillis(time++));
	}

	@Test
	void doesNothingWhileNothingChanges() {
		following.look();
		following.look();
		assertEquals(0, applied);
		assertEquals(List.of(), news);
	}

	@Test
	void takesInWhatChangedOnce() throws IOException {
		following.look();
		write("2");
		following.look();
		following.look();
		assertEquals(1, applied);
		assertEquals(1, news.size());
		assertTrue(news.getFirst().startsWith("Plug-ins were changed"), news::toString);
	}

	@Test
	void takesInWhatChangedBeforeItBegan() throws IOException {
		write("2");
		following.look();
		assertEquals(1, applied);
	}

	@Test
	void saysThatARestartIsNeededOnce() throws IOException {
		restart = true;
		write("2");
		following.look();
		following.look();
		assertEquals(0, applied);
		assertEquals(1, news.size());
		assertTrue(news.getFirst().contains("after a restart"), news::toString);
	}

	@Test
	void saysWhatFailedAndGoesOnWithTheNextChange() throws IOException {
		broken = true;
		write("2");
		following.look();
		assertTrue(news.getFirst().contains("no space left"), news::toString);
		broken = false;
		write("3");
		following.look();
		assertEquals(1, applied);
	}

	@Test
	void saysWhatToDoWhenAChangeTakesTooLong() throws IOException {
		follow(Duration.ofMillis(1));
		end = new CountDownLatch(1);
		stopping = List.of("acme 1.0.0");
		write("2");
		following.look();
		following.look();

		assertEquals(1, news.size(), news::toString);
		assertTrue(news.getFirst().contains("because acme 1.0.0 does not stop"), news::toString);
		assertTrue(news.getFirst().endsWith("stop it and start it again."), news::toString);
		assertEquals(List.of(Diagnostic.Severity.ERROR), severities);
		assertTrue(following.isLate());

		write("3");
		following.look();
		following.look();
		assertEquals(2, news.size(), news::toString);
		assertTrue(news.getLast().contains("only after a restart"), news::toString);
		assertEquals(Diagnostic.Severity.WARNING, severities.getLast());
		end.countDown();
	}

	@Test
	void goesOnWhenAChangeThatTookTooLongIsDoneAfterAll() throws IOException {
		follow(Duration.ofMillis(1));
		end = new CountDownLatch(1);
		write("2");
		following.look();
		assertTrue(news.getFirst().contains("did not become so"), news::toString);

		end.countDown();
		lookUntil(() -> !following.isLate());
		assertTrue(news.getLast().startsWith("Plug-ins were changed after all"), news::toString);
		assertEquals(1, applied);

		follow(Duration.ofMinutes(1));
		write("3");
		following.look();
		assertEquals(2, applied);
	}

	@Test
	void whatChangedWhileAChangeTookTooLongIsTakenInAfterIt() throws IOException {
		follow(Duration.ofSeconds(1));
		end = new CountDownLatch(1);
		write("2");
		following.look();
		write("3");
		following.look();
		assertTrue(news.getLast().contains("only after a restart"), news::toString);

		end.countDown();
		lookUntil(() -> applied == 2 && !following.isLate());
		assertEquals("3", running.getFirst().version());
	}

	private void lookUntil(BooleanSupplier condition) {
		long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (!condition.getAsBoolean()) {
			assertTrue(System.nanoTime() < deadline, news::toString);
			following.look();
		}
	}
}
