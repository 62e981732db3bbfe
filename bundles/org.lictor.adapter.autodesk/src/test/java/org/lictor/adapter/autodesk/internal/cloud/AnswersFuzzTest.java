package org.lictor.adapter.autodesk.internal.cloud;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;
import org.lictor.adapter.autodesk.internal.Exports;
import org.lictor.adapter.autodesk.internal.WorkbookFixture;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.PollResult;
import org.lictor.spi.testkit.FakeHttp;
import org.lictor.spi.testkit.FakeSink;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Every answer of the cloud, and every file, changed in any way: what comes of it is a status, never an exception, never
 * without end, and never more bytes than a limit.
 *
 * <p>The build runs the seeds, which are the answers of the fake cloud, and for some seconds changes them at random. With
 * {@code JAZZER_FUZZ=1} Jazzer looks for what the seeds do not reach; CONTRIBUTING says how.
 */
class AnswersFuzzTest {

	/** So that one collection takes few requests. */
	private static final Map<String, String> SETTINGS = Map.of("token-flex", "true", "history", "40d");
	private static final int MOST_POLLS = 15;
	private static final Duration LONGEST = Duration.ofSeconds(20);
	/** An answer that does not end is not read further than this. Of files, which may be large, a longer beginning comes. */
	private static final long MOST_BYTES = 2L * Json.LARGEST;
	private static final int LONG_FILE = 1_000_000;
	private static final Duration IN_THE_BUILD = Duration.ofSeconds(6);

	private static final int HEAD = 3;
	private static final int PACKED = 1;
	private static final int ENDLESS = 2;
	private static final int ELSEWHERE = 4;
	private static final int WAIT = 8;
	private static final int[] STATUSES = { 201, 204, 301, 307, 400, 401, 403, 404, 406, 409, 410, 413, 429, 500, 502, 503, 504, 100, 599 };

	/** Where a run without Jazzer leaves the seeds for one with it. */
	private static final Path SEEDS = Path.of("target", "fuzz-seeds");
	private static final int BLOCK = 1 << 16;

	/** The answers, by what was asked, in the order in which a collection asks first. */
	private static final class Known {
		private static final Map<String, byte[]> ANSWERS = answers();
		private static final List<String> PLACES = List.copyOf(ANSWERS.keySet());
	}

	// ---- seeds ---------------------------------------------------------------------------------------------------------

	/**
	 * Jazzer sees the branches only of classes that were not loaded before it began. So it gets the seeds as files that the last
	 * run without it has written.
	 */
	private static Stream<byte[]> keptFor(String target, Supplier<List<byte[]>> made) {
		Path folder = SEEDS.resolve(target);
		try {
			if (System.getenv("JAZZER_FUZZ") == null) {
				List<byte[]> seeds = made.get();
				Files.createDirectories(folder);
				for (int i = 0; i < seeds.size(); i++) {
					Files.write(folder.resolve(Integer.toString(i)), seeds.get(i));
				}
				return seeds.stream();
			}
			List<byte[]> seeds = new ArrayList<>();
			try (Stream<Path> files = Files.list(folder)) {
				for (Path file : files.sorted().toList()) {
					seeds.add(Files.readAllBytes(file));
				}
			}
			return seeds.stream();
		} catch (IOException e) {
			throw new UncheckedIOException("the seeds in " + folder.toAbsolutePath() + "; run the test once without JAZZER_FUZZ", e);
		}
	}

	private static Map<String, byte[]> answers() {
		Map<String, byte[]> answers = new LinkedHashMap<>();
		CloudStage stage = stage();
		stage.cloud.change = (request, usual) -> {
			byte[] body = usual.body().readAllBytes();
			answers.putIfAbsent(place(request), body);
			return FakeHttp.response(request, usual.statusCode(), usual.headers().map(), body);
		};
		killedOnce(stage, "/insights/v1/exports");
		polls(stage);
		killedOnce(stage, "/tokenflex/v1/export/110/requests");
		polls(stage);
		return Collections.unmodifiableMap(answers);
	}

	/** A process that is killed while it submits something looks for it in a list that nobody asks for otherwise. */
	private static void killedOnce(CloudStage stage, String path) {
		AtomicLong posts = new AtomicLong();
		stage.cloud.before = request -> {
			if (request.method().equals("POST") && request.uri().getPath().equals(path) && posts.incrementAndGet() == 1) {
				throw new Killed();
			}
			return Optional.empty();
		};
	}

	private static final class Killed extends Error {
		private static final long serialVersionUID = 1L;
	}

	/** Polls until there is no more to do, but not for ever: what an answer does to a collection is not the question here. */
	private static void polls(CloudStage stage) {
		for (int polls = 0; polls < MOST_POLLS; polls++) {
			try {
				PollResult.Collected result = stage.poll();
				assertTrue(!result.status().message().isEmpty(), "a status says what it is");
				if (result.collecting().nextPoll().isEmpty()) {
					stage.clock.advance(Duration.ofDays(1));
					return;
				}
				assertTrue(result.collecting().nextPoll().get().isAfter(stage.clock.instant()), "asks to be called at once, for ever");
				stage.clock.set(result.collecting().nextPoll().get());
			} catch (Killed e) {
				stage.restart();
			}
		}
	}

	private static CloudStage stage() {
		CloudStage stage = new CloudStage(SETTINGS);
		stage.cloud.flexBenefit = true;
		return stage;
	}

	/** What was asked, without what differs from request to request. */
	private static String place(HttpRequest request) {
		return request.method() + " " + request.uri().getPath().replaceAll("/(filters-)?(e|q|query:|2026)[^/]*[0-9]$", "/$1ID")
				.replaceAll("requests/[^/]+", "requests/ID");
	}

	static Stream<byte[]> seeds() {
		return keptFor("answers", AnswersFuzzTest::madeAnswers);
	}

	private static List<byte[]> madeAnswers() {
		List<byte[]> seeds = new ArrayList<>();
		for (int place = 0; place < Known.PLACES.size(); place++) {
			byte[] body = Known.ANSWERS.get(Known.PLACES.get(place));
			seeds.add(input(place, 0, 0, body));
			seeds.add(input(place, 0, PACKED, place % 2 == 0 ? body : gzip(body)));
			seeds.add(input(place, 0, ENDLESS, body));
			seeds.add(input(place, 0, 0, Arrays.copyOf(body, body.length / 2)));
			seeds.add(input(place, 200 + place, place % 2 == 0 ? ELSEWHERE : WAIT, body));
		}
		return seeds;
	}

	private static byte[] input(int place, int status, int flags, byte[] body) {
		byte[] input = new byte[HEAD + body.length];
		input[0] = (byte) place;
		input[1] = (byte) status;
		input[2] = (byte) flags;
		System.arraycopy(body, 0, input, HEAD, body.length);
		return input;
	}

	private static byte[] gzip(byte[] body) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(body);
		} catch (IOException e) {
			throw new IllegalStateException("bytes can be packed in memory", e);
		}
		return out.toByteArray();
	}

	// ---- answers -------------------------------------------------------------------------------------------------------

	@MethodSource("seeds")
	@FuzzTest(maxDuration = "10m")
	void anyAnswerIsAStatus(byte[] input) {
		if (input.length < HEAD) {
			return;
		}
		String place = Known.PLACES.get(Math.floorMod(input[0], Known.PLACES.size()));
		int told = input[1] & 0xff;
		int status = told < 200 ? 200 : STATUSES[(told - 200) % STATUSES.length];
		byte[] body = Arrays.copyOfRange(input, HEAD, input.length);
		AtomicLong most = new AtomicLong();
		CloudStage stage = stage();
		stage.cloud.change = (request, usual) -> place(request).equals(place) ? changed(request, status, input[2], body, most) : usual;
		long begin = System.nanoTime();
		if (place.startsWith("GET ") && Known.PLACES.contains("POST " + place.substring(4))) {
			killedOnce(stage, place.substring(4));
		}
		polls(stage);
		Duration time = Duration.ofNanos(System.nanoTime() - begin);
		assertTrue(time.compareTo(LONGEST) < 0, () -> "it took " + time);
		assertTrue(most.get() <= MOST_BYTES, () -> most + " bytes of one answer were read");
	}

	private static HttpResponse<InputStream> changed(HttpRequest request, int status, int flags, byte[] body, AtomicLong most) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		headers.put("Content-Type", List.of("application/json"));
		if ((flags & PACKED) != 0) {
			headers.put("Content-Encoding", List.of("gzip"));
		}
		String text = new String(body, 0, Math.min(body.length, 40), StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "");
		if ((flags & ELSEWHERE) != 0) {
			headers.put("Location", List.of(text));
		}
		if ((flags & WAIT) != 0) {
			headers.put("Retry-After", List.of(text));
		}
		int times = (flags & ENDLESS) == 0 ? 1
				: request.uri().getPath().startsWith("/files/") ? LONG_FILE / Math.max(1, body.length) : Integer.MAX_VALUE;
		int blocks = body.length == 0 ? 0 : BLOCK / body.length + 1;
		InputStream in = times < blocks || body.length == 0 ? new ByteArrayInputStream(repeated(body, times == 1 ? 1 : blocks))
				: new SequenceInputStream(repeatedly(repeated(body, blocks), times / blocks));
		return FakeHttp.response(request, status, headers, new Counted(in, most));
	}

	private static byte[] repeated(byte[] body, int times) {
		byte[] all = new byte[body.length * times];
		for (int i = 0; i < times; i++) {
			System.arraycopy(body, 0, all, i * body.length, body.length);
		}
		return all;
	}

	private static Enumeration<InputStream> repeatedly(byte[] body, int times) {
		return Collections.enumeration(new java.util.AbstractList<>() {
			@Override
			public InputStream get(int index) {
				return new ByteArrayInputStream(body);
			}

			@Override
			public int size() {
				return times;
			}
		});
	}

	/** Remembers how much was read of one answer, and ends in a failure when nobody would ever stop. */
	private static final class Counted extends InputStream {

		private final InputStream in;
		private final AtomicLong most;
		private long count;

		Counted(InputStream in, AtomicLong most) {
			this.in = in;
			this.most = most;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			int read = in.read(target, offset, length);
			count += Math.max(0, read);
			most.accumulateAndGet(count, Math::max);
			if (count > MOST_BYTES) {
				throw new AssertionError("more than " + MOST_BYTES + " bytes of one answer were read");
			}
			return read;
		}
	}

	// ---- files ---------------------------------------------------------------------------------------------------------

	static Stream<byte[]> files() {
		return keptFor("files", AnswersFuzzTest::madeFiles);
	}

	private static List<byte[]> madeFiles() {
		CloudStage stage = stage();
		List<byte[]> files = new ArrayList<>();
		stage.cloud.tables.forEach((name, text) -> files.add(text.substring(0, Math.min(text.length(), 4_000)).getBytes(StandardCharsets.UTF_8)));
		Known.ANSWERS.values().forEach(files::add);
		files.add(new WorkbookFixture().sheet("Users", Exports.USERS_PORTAL).bytes());
		return files;
	}

	@MethodSource("files")
	@FuzzTest(maxDuration = "10m")
	void anyFileIsUnderstoodOrRefused(byte[] file) {
		CloudStage stage = new CloudStage(Map.of());
		long begin = System.nanoTime();
		for (String name : List.of("export.csv", "export.xlsx")) {
			assertTrue(stage.type.interpret(new Evidence(Evidence.Origin.FILE, name, CloudStage.NOW, Content.of(file)), stage.configuration,
					new FakeSink()) != null);
		}
		Duration time = Duration.ofNanos(System.nanoTime() - begin);
		assertTrue(time.compareTo(LONGEST) < 0, () -> "it took " + time);
	}

	// ---- in the build --------------------------------------------------------------------------------------------------

	@Test
	void answersAndFilesChangedAtRandomAreStatuses() {
		SplittableRandom random = new SplittableRandom(4_711);
		List<byte[]> answers = madeAnswers();
		List<byte[]> files = madeFiles();
		long end = System.nanoTime() + IN_THE_BUILD.toNanos();
		int runs = 0;
		while (System.nanoTime() < end) {
			byte[] changed = mutated(answers.get(random.nextInt(answers.size())), HEAD, random);
			changed[2] = (byte) (random.nextInt(10) == 0 ? random.nextInt(16) : 0);
			changed[1] = (byte) (random.nextInt(6) == 0 ? 200 + random.nextInt(STATUSES.length) : 0);
			anyAnswerIsAStatus(changed);
			anyFileIsUnderstoodOrRefused(mutated(files.get(random.nextInt(files.size())), 0, random));
			runs++;
		}
		assertTrue(runs > 5, "only " + runs + " inputs were tried");
	}

	/** Bytes changed, taken out, doubled, moved. */
	private static byte[] mutated(byte[] seed, int from, SplittableRandom random) {
		byte[] bytes = seed.clone();
		for (int changes = 1 + random.nextInt(6); changes > 0 && bytes.length > from + 1; changes--) {
			int at = from + random.nextInt(bytes.length - from);
			int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(8) == 0 ? 400 : 8));
			bytes = switch (random.nextInt(5)) {
			case 0 -> joined(bytes, at, new byte[] { (byte) random.nextInt(256) }, at + 1);
			case 1 -> joined(bytes, at, new byte[0], at + length);
			case 2 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, at + length), at);
			case 3 -> joined(bytes, at, ODD[random.nextInt(ODD.length)].getBytes(StandardCharsets.UTF_8), at + length);
			default -> joined(bytes, at, Arrays.copyOfRange(bytes, from + random.nextInt(at - from + 1), at), at);
			};
		}
		return bytes;
	}

	private static final String[] ODD = { "null", "[]", "{}", "-1", "1e999", "99999999999999999999", "\"", ",", "\n", "\r\n", "\u0000", "NaN",
			"0000-00-00", "9999-12-31", "+999999999-12-31", "\ud83d\ude00", "true", "\"\"", "=1+1", "*****", "https://[", "%", "\ufeff" };

	private static byte[] joined(byte[] bytes, int until, byte[] middle, int from) {
		byte[] joined = Arrays.copyOf(bytes, until + middle.length + bytes.length - from);
		System.arraycopy(middle, 0, joined, until, middle.length);
		System.arraycopy(bytes, from, joined, until + middle.length, bytes.length - from);
		return joined;
	}
}
