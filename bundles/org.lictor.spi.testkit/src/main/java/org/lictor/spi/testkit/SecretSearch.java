package org.lictor.spi.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Looks for secrets where none may be: in texts and in files, also in those that are packed. A secret is found as it is (in
 * UTF-8 and UTF-16), encoded as in an address, in Base64 wherever it begins in what was encoded, and escaped as in JSON.
 * Used by one thread.
 */
public final class SecretSearch {

	/** A shorter one would be found by chance. */
	private static final int SHORTEST = 8;
	/** How deep packed files may stand in packed files. */
	private static final int DEEPEST = 4;
	private static final int BUFFER = 1 << 16;

	/** What is looked for, by its first four bytes. */
	private final Map<Integer, List<Form>> forms = new HashMap<>();
	private int longest = SHORTEST;

	private record Form(String secret, String how, byte[] bytes) {
	}

	/**
	 * A secret that was found.
	 *
	 * @param where file, and entries of packed files; or what a text is
	 * @param how   in which form
	 * @param hint  the first three characters of the secret, so that a message does not tell it once more
	 */
	public record Found(String where, String how, String hint) {
	}

	/**
	 * @param secrets what is looked for; those shorter than eight characters are left out
	 */
	public SecretSearch(Collection<String> secrets) {
		for (String secret : secrets.stream().filter(each -> each.length() >= SHORTEST).distinct().toList()) {
			Map<String, String> texts = new LinkedHashMap<>();
			texts.put(secret, "plain");
			texts.putIfAbsent(URLEncoder.encode(secret, StandardCharsets.UTF_8), "encoded as in an address");
			texts.putIfAbsent(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"), "escaped");
			for (int shift = 0; shift < 3; shift++) {
				String base64 = base64(secret, shift);
				texts.putIfAbsent(base64, "Base64");
				texts.putIfAbsent(base64.replace('+', '-').replace('/', '_'), "Base64 for addresses");
			}
			texts.forEach((text, how) -> add(secret, how, text, StandardCharsets.UTF_8));
			add(secret, "UTF-16", secret, StandardCharsets.UTF_16LE);
			add(secret, "UTF-16", secret, StandardCharsets.UTF_16BE);
		}
	}

	/** What stands for a secret in Base64 whatever stands before and behind it: the characters that it alone decides. */
	private static String base64(String secret, int shift) {
		byte[] bytes = (" ".repeat(shift) + secret).getBytes(StandardCharsets.UTF_8);
		String text = Base64.getEncoder().withoutPadding().encodeToString(bytes);
		int end = bytes.length / 3 * 4;
		return text.substring(shift == 0 ? 0 : shift + 1, end);
	}

	private void add(String secret, String how, String text, Charset charset) {
		byte[] bytes = text.getBytes(charset);
		if (bytes.length >= SHORTEST) {
			forms.computeIfAbsent(four(bytes, 0), key -> new ArrayList<>()).add(new Form(secret, how, bytes));
			longest = Math.max(longest, bytes.length);
		}
	}

	private static int four(byte[] bytes, int at) {
		return (bytes[at] & 0xff) << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
	}

	/**
	 * @param what says what the text is
	 * @param text to be searched
	 * @return what was found in it
	 */
	public List<Found> text(String what, String text) {
		try {
			return search(what, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 0);
		} catch (IOException e) {
			throw new IllegalStateException("bytes in memory can be read", e);
		}
	}

	/**
	 * @param what says what the bytes are
	 * @param in   to be searched, also when it is packed (gzip, zip); not closed
	 * @return what was found in it
	 * @throws IOException when it cannot be read
	 */
	public List<Found> stream(String what, InputStream in) throws IOException {
		return search(what, in, 0);
	}

	/**
	 * Searches all files below a folder, their names included. Files that go while it searches are left out.
	 *
	 * @param folder where to look
	 * @return what was found
	 * @throws IOException when something cannot be read
	 */
	public List<Found> folder(Path folder) throws IOException {
		List<Path> files;
		try (Stream<Path> walk = Files.walk(folder)) {
			files = walk.sorted().toList();
		}
		List<Found> found = new ArrayList<>();
		for (Path file : files) {
			String name = folder.relativize(file).toString();
			found.addAll(text("the name of " + name, name));
			if (Files.isRegularFile(file)) {
				try (InputStream in = Files.newInputStream(file)) {
					found.addAll(search(name, in, 0));
				} catch (NoSuchFileException e) {
					// somebody else's file that came and went
				}
			}
		}
		return found;
	}

	private List<Found> search(String where, InputStream stream, int depth) throws IOException {
		BufferedInputStream in = new BufferedInputStream(stream, BUFFER);
		in.mark(4);
		byte[] first = in.readNBytes(4);
		in.reset();
		if (depth < DEEPEST && first.length >= 2 && (first[0] & 0xff) == 0x1f && (first[1] & 0xff) == 0x8b) {
			return unpacked(where, in, depth);
		}
		if (depth < DEEPEST && first.length == 4 && first[0] == 'P' && first[1] == 'K' && first[2] == 3 && first[3] == 4) {
			return entries(where, in, depth);
		}
		return plain(where, in);
	}

	private List<Found> unpacked(String where, InputStream in, int depth) throws IOException {
		Copy copy = new Copy(in);
		List<Found> found = new ArrayList<>();
		try {
			found.addAll(search(where + " (unpacked)", new GZIPInputStream(copy), depth + 1));
		} catch (ZipException | java.io.EOFException e) {
			// what only begins like a packed file is searched as it is
			found.addAll(plain(where, copy.again()));
		}
		return found;
	}

	private List<Found> entries(String where, InputStream in, int depth) throws IOException {
		List<Found> found = new ArrayList<>();
		ZipInputStream zip = new ZipInputStream(in);
		for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
			found.addAll(text("the name of an entry in " + where, entry.getName()));
			found.addAll(search(where + "!" + entry.getName(), zip, depth + 1));
		}
		return found;
	}

	/** Remembers what was read, in case it has to be read in another way. */
	private static final class Copy extends FilterInputStream {
		private final java.io.ByteArrayOutputStream read = new java.io.ByteArrayOutputStream();

		Copy(InputStream in) {
			super(in);
		}

		@Override
		public int read() throws IOException {
			int one = super.read();
			if (one >= 0) {
				read.write(one);
			}
			return one;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			int count = super.read(bytes, offset, length);
			if (count > 0) {
				read.write(bytes, offset, count);
			}
			return count;
		}

		InputStream again() {
			return new java.io.SequenceInputStream(new ByteArrayInputStream(read.toByteArray()), in);
		}
	}

	private List<Found> plain(String where, InputStream in) throws IOException {
		List<Found> found = new ArrayList<>();
		byte[] buffer = new byte[BUFFER + longest];
		int filled = 0;
		boolean end = false;
		while (!end) {
			int count = in.readNBytes(buffer, filled, buffer.length - filled);
			end = count < buffer.length - filled;
			filled += count;
			// what begins near the end of the buffer is looked at when the rest of it is there
			int until = end ? filled - 3 : filled - longest;
			for (int at = 0; at < until; at++) {
				List<Form> possible = forms.get(four(buffer, at));
				if (possible != null) {
					look(where, buffer, at, filled, possible, found);
				}
			}
			int keep = Math.max(0, Math.min(filled, filled - Math.max(0, until)));
			System.arraycopy(buffer, filled - keep, buffer, 0, keep);
			filled = keep;
		}
		return found;
	}

	private static void look(String where, byte[] buffer, int at, int filled, List<Form> possible, List<Found> found) {
		for (Form form : possible) {
			boolean same = at + form.bytes().length <= filled
					&& java.util.Arrays.equals(buffer, at, at + form.bytes().length, form.bytes(), 0, form.bytes().length);
			Found here = new Found(where, form.how(), form.secret().substring(0, 3));
			if (same && !found.contains(here)) {
				found.add(here);
			}
		}
	}
}
