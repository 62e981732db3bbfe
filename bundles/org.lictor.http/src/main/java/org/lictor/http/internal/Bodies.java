package org.lictor.http.internal;

import java.io.ByteArrayInputStream;
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
import org.eclipse.jetty.util.Promise;

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
		CompletableFuture<byte[]> bytes = new CompletableFuture<>();
		try {
			checkLength(request, most);
		} catch (Refusal e) {
			bytes.completeExceptionally(e);
			return bytes;
		}
		Content.Source.asRetainableByteBuffer(request, request.getComponents().getByteBufferPool(), false, most,
				Promise.from(buffer -> {
					byte[] read = buffer.takeByteArray();
					buffer.release();
					bytes.complete(read);
				}, failure -> bytes
						// what Jetty throws when there is more than was allowed
						.completeExceptionally(failure instanceof IllegalStateException ? tooLarge(most) : failure)));
		return bytes;
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
