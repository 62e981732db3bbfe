package org.lictor.plugins.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowingTest {

	@TempDir
	private Path folder;
	private Path list;
	private final List<String> news = new ArrayList<>();
	private final List<BundleList.Line> running = new ArrayList<>(List.of(new BundleList.Line("a", "1", "plugins/a_1.jar")));
	private boolean restart;
	private boolean broken;
	private int applied;
	private long time = 1_000;
	private Following following;

	@BeforeEach
	void follow() throws IOException {
		list = folder.resolve("bundles.info");
		write("1");
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
				applied++;
				running.clear();
				running.addAll(BundleList.read(list));
			}
		}, news::add);
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
}
