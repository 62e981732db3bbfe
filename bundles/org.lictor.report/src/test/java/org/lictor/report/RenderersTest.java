package org.lictor.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.lictor.model.Progress;
import org.lictor.query.ResultTable;

class RenderersTest {

	@Test
	void findsFormatsByName() {
		assertEquals(List.of("table", "csv", "json", "xlsx", "pdf"),
				Renderers.all().stream().map(Renderer::name).toList());
		assertEquals(Optional.of(Renderers.CSV), Renderers.byName("CSV"));
		assertEquals(Optional.empty(), Renderers.byName("docx"));
	}

	@Test
	void leavesTheStreamOpen() throws IOException {
		for (Renderer renderer : Renderers.all()) {
			renderer.render(Samples.three(), RenderOptions.DEFAULT, new OutputStream() {
				@Override
				public void write(int b) {
					// counts for nothing
				}

				@Override
				public void close() {
					throw new AssertionError(renderer.name() + " closed the stream");
				}
			});
		}
	}

	@Test
	void tellsHowFarItIs() throws IOException {
		for (Renderer renderer : Renderers.all()) {
			Watcher watcher = new Watcher(Long.MAX_VALUE);
			renderer.render(Samples.many(2_500), RenderOptions.DEFAULT.progress(watcher), OutputStream.nullOutputStream());
			assertEquals(List.of("Writing Sessions of Grünewald & Söhne of 2500"), watcher.tasks);
			assertEquals(2_500, watcher.done, renderer.name());
		}
	}

	@Test
	void stopsWhenItIsCalledOff() {
		for (Renderer renderer : Renderers.all()) {
			Watcher watcher = new Watcher(1_000);
			RenderOptions options = RenderOptions.DEFAULT.progress(watcher);
			CancellationException e = assertThrows(CancellationException.class,
					() -> renderer.render(Samples.many(100_000), options, OutputStream.nullOutputStream()));
			assertTrue(e.getMessage().contains("called off"));
			assertTrue(watcher.done < 5_000, renderer.name());
		}
	}

	@Test
	void passesOnThatTheStreamIsFull() {
		for (Renderer renderer : Renderers.all()) {
			IOException e = assertThrows(IOException.class,
					() -> renderer.render(Samples.many(5_000), RenderOptions.DEFAULT, new OutputStream() {
						@Override
						public void write(int b) throws IOException {
							throw new IOException("No space left on device");
						}
					}), renderer.name());
			assertTrue(e.getMessage().contains("No space left on device"), renderer.name() + ": " + e.getMessage());
		}
	}

	@Test
	void writesWhatAReaderChose() throws IOException {
		ResultTable chosen = new Excerpt(Samples.three(), new int[] { 1, 0 }, new int[] { 8, 1 });
		assertEquals("source,used\r\n'=cmd|'/c calc'!A1,12\r\nagent,3\r\n",
				Samples.text(Renderers.CSV, chosen, RenderOptions.DEFAULT));
		assertTrue(Samples.text(Renderers.TABLE, chosen, RenderOptions.DEFAULT).contains("Source"));
		assertThrows(IndexOutOfBoundsException.class, () -> new Excerpt(Samples.three(), new int[] { 3 }, new int[] { 0 }));
		assertThrows(IllegalArgumentException.class, () -> new Excerpt(Samples.three(), new int[0], new int[] { 0, 0 }));
	}

	private static final class Watcher implements Progress {

		private final List<String> tasks = new ArrayList<>();
		private final long patience;
		private long done;

		Watcher(long patience) {
			this.patience = patience;
		}

		@Override
		public void begin(String task, long total) {
			tasks.add(task + " of " + total);
		}

		@Override
		public void worked(long units) {
			done += units;
		}

		@Override
		public boolean cancelled() {
			return done >= patience;
		}
	}
}
