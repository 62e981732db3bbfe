package org.lictor.http.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads what comes with a request, with gzip undone and never more than a limit, before and after that. */
final class Bodies {

	private Bodies() {
	}

	/**
	 * Reads the whole body. Holds no thread while the client sends.
	 *
	 * @param request what is read
	 * @param most    most bytes
	 * @return completed with the bytes as they came, or exceptionally with a {@link Refusal} or what Jetty says
	 */
	static CompletableFuture<byte[]> read(Request request, int most) {
		if (request.getLength() > most) {
			return CompletableFuture.failedFuture(tooLarge(most));
		}
		return new BodyReader(request, most, true).start();
	}

	/**
	 * Reads what is left of a body that is not wanted: a client that is still sending when the connection closes would
	 * never see the answer. Not when the client waits to be told to send, and not more than a limit.
	 *
	 * @param request what is read
	 * @param most    most bytes
	 * @return completed, never exceptionally, with whether the body was read to its end
	 */
	static CompletableFuture<Boolean> discard(Request request, int most) {
		boolean waits = "100-continue".equalsIgnoreCase(request.getHeaders().get("Expect"));
		if (waits || request.getLength() > most) {
			return CompletableFuture.completedFuture(false);
		}
		return new BodyReader(request, most, false).start().handle((bytes, failure) -> failure == null);
	}

	/**
	 * @param request its encoding counts
	 * @param bytes   as they came
	 * @param most    most bytes after gzip was undone
	 * @return the bytes with gzip undone
	 * @throws Refusal 400, 413 or 415
	 */
	static byte[] decode(Request request, byte[] bytes, int most) throws Refusal {
		if (!gzip(request)) {
			return bytes;
		}
		try (InputStream in = new Limited(new GZIPInputStream(new ByteArrayInputStream(bytes)), most)) {
			return in.readAllBytes();
		} catch (TooLarge e) {
			throw tooLarge(most);
		} catch (IOException e) {
			throw brokenGzip();
		}
	}

	/**
	 * @param request what is read
	 * @param most    most bytes, before and after gzip was undone
	 * @return the body with gzip undone; reading it may throw {@link TooLarge}
	 * @throws Refusal     413 or 415
	 * @throws IOException when the client is gone
	 */
	static InputStream stream(Request request, long most) throws Refusal, IOException {
		checkLength(request, most);
		InputStream in = new Limited(Request.asInputStream(request), most);
		if (!gzip(request)) {
			return in;
		}
		try {
			return new Limited(new GZIPInputStream(in, 1 << 16), most);
		} catch (ZipException | EOFException e) {
			throw brokenGzip();
		}
	}

	static Refusal tooLarge(long most) {
		return Refusal.of(413, "What came with the request is larger than " + size(most) + ", the most this server takes.");
	}

	static Refusal brokenGzip() {
		return Refusal.of(400, "What came with the request says it is packed with gzip, and it is not, or it is damaged.");
	}

	private static String size(long bytes) {
		long mebibytes = bytes >> 20;
		return mebibytes > 0 ? mebibytes + " MiB" : bytes + " bytes";
	}

	private static void checkLength(Request request, long most) throws Refusal {
		if (request.getLength() > most) {
			throw tooLarge(most);
		}
	}

	private static boolean gzip(Request request) throws Refusal {
		String encoding = request.getHeaders().get("Content-Encoding");
		if (encoding == null || encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity")) {
			return false;
		}
		String name = encoding.strip().toLowerCase(Locale.ROOT);
		if (name.equals("gzip") || name.equals("x-gzip")) {
			return true;
		}
		throw Refusal.of(415, "This server understands the content encoding gzip, not '" + encoding.strip() + "'.");
	}

	/** Takes bytes as they come. Run by Jetty whenever there are more. */
	private static final class BodyReader implements Runnable {

		private final Request request;
		private final int most;
		private final boolean keep;
		private int count;
		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		private final CompletableFuture<byte[]> result = new CompletableFuture<>();

		BodyReader(Request request, int most, boolean keep) {
			this.request = request;
			this.most = most;
			this.keep = keep;
		}

		CompletableFuture<byte[]> start() {
			run();
			return result;
		}

		@Override
		public void run() {
			while (!result.isDone()) {
				Content.Chunk chunk = request.read();
				if (chunk == null) {
					request.demand(this);
					return;
				}
				if (Content.Chunk.isFailure(chunk)) {
					result.completeExceptionally(chunk.getFailure());
					return;
				}
				take(chunk);
			}
		}

		private void take(Content.Chunk chunk) {
			byte[] part = new byte[chunk.remaining()];
			chunk.get(part, 0, part.length);
			chunk.release();
			if (part.length > most - count) {
				result.completeExceptionally(tooLarge(most));
				return;
			}
			count += part.length;
			if (keep) {
				bytes.writeBytes(part);
			}
			if (chunk.isLast()) {
				result.complete(bytes.toByteArray());
			}
		}
	}

	/** There was more to read than allowed. */
	static final class TooLarge extends IOException {

		private static final long serialVersionUID = 1L;
	}

	/** Ends with {@link TooLarge} after so many bytes. */
	private static final class Limited extends FilterInputStream {

		private long left;

		Limited(InputStream in, long most) {
			super(in);
			this.left = most;
		}

		@Override
		public int read() throws IOException {
			int value = in.read();
			count(value < 0 ? 0 : 1);
			return value;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int read = in.read(buffer, offset, length);
			count(Math.max(0, read));
			return read;
		}

		@Override
		public long skip(long bytes) throws IOException {
			long skipped = in.skip(bytes);
			count(skipped);
			return skipped;
		}

		@Override
		public boolean markSupported() {
			return false;
		}

		private void count(long bytes) throws TooLarge {
			left -= bytes;
			if (left < 0) {
				throw new TooLarge();
			}
		}
	}
}
