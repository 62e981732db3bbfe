package org.lictor.report.internal;

import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;

import org.librepdf.openpdf.fonts.Liberation;
import org.openpdf.text.Font;
import org.openpdf.text.pdf.BaseFont;

/**
 * The fonts of one document: Liberation Sans, which has the letters of Latin, Greek, Cyrillic and Hebrew scripts, embedded
 * with the letters that are used. For one document and one thread.
 */
final class PdfFonts {

	private final BaseFont plain = load("LiberationSans-Regular.ttf");
	private final BaseFont bold = load("LiberationSans-Bold.ttf");
	private boolean replaced;

	PdfFonts() throws IOException {
		// loads on construction
	}

	private static BaseFont load(String file) throws IOException {
		try (InputStream in = Liberation.class.getResourceAsStream("/liberation/" + file)) {
			if (in == null) {
				throw new IOException("the font " + file + " is missing from the installation");
			}
			BaseFont font = BaseFont.createFont(file, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, false, in.readAllBytes(), null);
			font.setSecureRandom(new Steady());
			return font;
		}
	}

	/**
	 * @param size in points
	 * @return the plain font
	 */
	Font plain(float size) {
		return new Font(plain, size);
	}

	/**
	 * @param size in points
	 * @return the bold font
	 */
	Font bold(float size) {
		return new Font(bold, size);
	}

	/**
	 * @param text one line
	 * @return the same text with {@code U+FFFD} for each character that the font lacks
	 */
	String printable(String text) {
		if (text.codePoints().allMatch(plain::charExists)) {
			return text;
		}
		replaced = true;
		StringBuilder printable = new StringBuilder();
		text.codePoints().map(character -> plain.charExists(character) ? character : 0xFFFD)
				.forEach(printable::appendCodePoint);
		return printable.toString();
	}

	/** @return whether some text had characters that the font lacks */
	boolean replaced() {
		return replaced;
	}

	/**
	 * OpenPDF draws six letters by lot and puts them before the name of an embedded font, so that the fonts of documents
	 * that are joined do not clash. The same table shall give the same bytes; joined documents still work, since each
	 * carries its font as an object of its own.
	 */
	private static final class Steady extends SecureRandom {

		private static final long serialVersionUID = 1L;

		@Override
		public double nextDouble() {
			return 0;
		}
	}
}
