package org.lictor.adapter.autodesk.internal.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Decodes text whose encoding nobody tells: UTF-16 and UTF-8 by their byte order mark, UTF-16 without one by its zeroes,
 * and otherwise UTF-8. Bytes that are not UTF-8 are taken for Windows-1252, one by one: a file that Excel saved on an
 * old Windows is read right, and one damaged byte does not change how the rest of a file is read.
 *
 * <p>Gives bytes of UTF-8, whatever they were, and decodes those of one line at a time.
 */
final class TextDecoder implements AutoCloseable {

	private static final Charset WINDOWS = Charset.forName("windows-1252");
	/** What stands in a text where bytes could not be decoded; or where it was written so. */
	private static final char UNKNOWN = '\ufffd';

	private final InputStream in;
	private final boolean utf16;
	private boolean foreign;

	private TextDecoder(InputStream in, Charset charset) {
		this.utf16 = charset != StandardCharsets.UTF_8;
		this.in = utf16 ? new AsUtf8(new InputStreamReader(in, charset)) : in;
	}

	/**
	 * @param source the bytes, closed with the text
	 * @return the text, without a byte order mark
	 * @throws IOException when the bytes cannot be read
	 */
	static TextDecoder open(InputStream source) throws IOException {
		BufferedInputStream in = new BufferedInputStream(source, 16 * 1024);
		in.mark(64);
		byte[] head = in.readNBytes(64);
		in.reset();
		if (head.length >= 3 && (head[0] & 0xff) == 0xef && (head[1] & 0xff) == 0xbb && (head[2] & 0xff) == 0xbf) {
			in.skipNBytes(3);
			return new TextDecoder(in, StandardCharsets.UTF_8);
		}
		if (head.length >= 2 && (head[0] & 0xff) == 0xff && (head[1] & 0xff) == 0xfe) {
			in.skipNBytes(2);
			return new TextDecoder(in, StandardCharsets.UTF_16LE);
		}
		if (head.length >= 2 && (head[0] & 0xff) == 0xfe && (head[1] & 0xff) == 0xff) {
			in.skipNBytes(2);
			return new TextDecoder(in, StandardCharsets.UTF_16BE);
		}
		return new TextDecoder(in, withoutMark(head));
	}

	/** In UTF-16, every second byte of Latin text is zero. */
	private static Charset withoutMark(byte[] head) {
		int[] zeroes = new int[2];
		for (int i = 0; i < head.length; i++) {
			if (head[i] == 0) {
				zeroes[i % 2]++;
			}
		}
		int most = head.length / 2 * 3 / 4;
		if (head.length >= 8 && zeroes[1] >= most && zeroes[0] == 0) {
			return StandardCharsets.UTF_16LE;
		}
		if (head.length >= 8 && zeroes[0] >= most && zeroes[1] == 0) {
			return StandardCharsets.UTF_16BE;
		}
		return StandardCharsets.UTF_8;
	}

	/**
	 * @param target takes bytes of UTF-8 with what is to be taken for Windows-1252 among them, up to its end
	 * @param offset where the first of them goes
	 * @return how many there were, at least one; -1 at the end
	 * @throws IOException when the bytes cannot be read
	 */
	int read(byte[] target, int offset) throws IOException {
		int count = 0;
		while (count == 0) {
			count = in.read(target, offset, target.length - offset);
		}
		return count;
	}

	/**
	 * @param bytes as they were {@linkplain #read read}
	 * @param from  where a line begins
	 * @param to    where it ends
	 * @return its text
	 */
	String decoded(byte[] bytes, int from, int to) {
		String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
		return text.indexOf(UNKNOWN) < 0 ? text : withForeign(ByteBuffer.wrap(bytes, from, to - from));
	}

	private String withForeign(ByteBuffer bytes) {
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
		CharBuffer text = CharBuffer.allocate(bytes.remaining());
		for (CoderResult result = decoder.decode(bytes, text, true); result.isError(); result = decoder.decode(bytes, text, true)) {
			byte[] one = { bytes.get() };
			text.put(WINDOWS.decode(ByteBuffer.wrap(one)).get());
			foreign = true;
		}
		return text.flip().toString();
	}

	/** @return what a person should know of the encoding of what was read so far, empty when there is nothing */
	Optional<String> remark() {
		if (utf16) {
			return Optional.of("The file is in UTF-16.");
		}
		return foreign ? Optional.of("The file is not all in UTF-8. What is not was read as Windows-1252; check names with accents.")
				: Optional.empty();
	}

	@Override
	public void close() throws IOException {
		in.close();
	}

	/** The bytes of UTF-8 of a text that came in another encoding. */
	private static final class AsUtf8 extends InputStream {

		private final Reader in;
		private final char[] chars = new char[16 * 1024];
		/** The first half of a character that has two, whose second half was not read yet. */
		private int kept;
		private ByteBuffer bytes = ByteBuffer.allocate(0);

		AsUtf8(Reader in) {
			this.in = in;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			while (!bytes.hasRemaining()) {
				int count = in.read(chars, kept, chars.length - kept);
				if (count < 0) {
					return -1;
				}
				int all = kept + count;
				kept = Character.isHighSurrogate(chars[all - 1]) ? 1 : 0;
				bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(chars, 0, all - kept));
				chars[0] = chars[all - 1];
			}
			int some = Math.min(length, bytes.remaining());
			bytes.get(target, offset, some);
			return some;
		}

		@Override
		public void close() throws IOException {
			in.close();
		}
	}
}
