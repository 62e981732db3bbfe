package org.lictor.adapter.autodesk.internal.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Decodes text whose encoding nobody tells: UTF-16 and UTF-8 by their byte order mark, UTF-16 without one by its zeroes,
 * and otherwise UTF-8. Bytes that are not UTF-8 are taken for Windows-1252, one by one: a file that Excel saved on an
 * old Windows is read right, and one damaged byte does not change how the rest of a file is read.
 */
final class TextDecoder implements AutoCloseable {

	private static final Charset WINDOWS = Charset.forName("windows-1252");

	private final InputStream in;
	private final CharsetDecoder decoder;
	private final String encoding;
	private final ByteBuffer bytes = ByteBuffer.allocate(16 * 1024).flip();
	private final CharBuffer chars = CharBuffer.allocate(16 * 1024).flip();
	private boolean ended;
	private boolean foreign;

	private TextDecoder(InputStream in, Charset charset) {
		this.in = in;
		this.encoding = charset == StandardCharsets.UTF_8 ? "" : "UTF-16";
		this.decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
				.onUnmappableCharacter(CodingErrorAction.REPORT);
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
	 * Adds the characters before the next end of a line, or before the end of what was decoded so far, to a text.
	 *
	 * @param target takes them
	 * @param most   how many at most
	 * @return how many were added; 0 when the next character ends a line, or nothing was decoded yet
	 */
	int addLine(StringBuilder target, int most) {
		char[] array = chars.array();
		int from = chars.arrayOffset() + chars.position();
		int end = from + Math.min(chars.remaining(), most);
		int at = from;
		while (at < end && array[at] != '\n' && array[at] != '\r') {
			at++;
		}
		target.append(array, from, at - from);
		chars.position(chars.position() + at - from);
		return at - from;
	}

	/**
	 * @return the next character, -1 at the end
	 * @throws IOException when the bytes cannot be read
	 */
	int read() throws IOException {
		if (!chars.hasRemaining()) {
			decode();
		}
		return chars.hasRemaining() ? chars.get() : -1;
	}

	/** @return what a person should know of the encoding of what was read so far, empty when there is nothing */
	Optional<String> remark() {
		if (!encoding.isEmpty()) {
			return Optional.of("The file is in " + encoding + ".");
		}
		return foreign ? Optional.of("The file is not all in UTF-8. What is not was read as Windows-1252; check names with accents.")
				: Optional.empty();
	}

	private void decode() throws IOException {
		chars.clear();
		while (chars.position() == 0) {
			CoderResult result = decoder.decode(bytes, chars, ended);
			if (result.isError()) {
				byte[] one = { bytes.get() };
				chars.put(encoding.isEmpty() ? WINDOWS.decode(ByteBuffer.wrap(one)).get() : '\ufffd');
				foreign = true;
			} else if (result.isUnderflow()) {
				if (ended) {
					break;
				}
				fill();
			}
		}
		chars.flip();
	}

	private void fill() throws IOException {
		bytes.compact();
		int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
		if (count < 0) {
			ended = true;
		} else {
			bytes.position(bytes.position() + count);
		}
		bytes.flip();
	}

	@Override
	public void close() throws IOException {
		in.close();
	}
}
