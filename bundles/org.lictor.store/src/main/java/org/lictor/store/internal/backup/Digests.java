package org.lictor.store.internal.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of bytes, in lower case hexadecimal. */
final class Digests {

	private Digests() {
	}

	static String sha256(byte[] bytes) {
		return HexFormat.of().formatHex(digest().digest(bytes));
	}

	private static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}

	/** Passes bytes on and knows how many there were and their SHA-256. */
	static final class Digesting extends FilterOutputStream {

		private final MessageDigest digest = digest();
		private long bytes;

		Digesting(OutputStream out) {
			super(out);
		}

		@Override
		public void write(int b) throws IOException {
			write(new byte[] { (byte) b }, 0, 1);
		}

		@Override
		public void write(byte[] from, int offset, int length) throws IOException {
			out.write(from, offset, length);
			digest.update(from, offset, length);
			bytes += length;
		}

		/** Passes on all that comes. */
		Digesting all(InputStream in) throws IOException {
			in.transferTo(this);
			return this;
		}

		/** @return the entry with what was written so far */
		Manifest.Entry entry(String name) {
			return new Manifest.Entry(name, bytes, HexFormat.of().formatHex(digest.digest()));
		}
	}
}
