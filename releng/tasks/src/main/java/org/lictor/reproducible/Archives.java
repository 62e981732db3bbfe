package org.lictor.reproducible;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.apache.tools.tar.TarEntry;
import org.apache.tools.tar.TarInputStream;
import org.apache.tools.tar.TarOutputStream;
import org.apache.tools.zip.ZipEntry;
import org.apache.tools.zip.ZipFile;
import org.apache.tools.zip.ZipOutputStream;

/** Writes archives again: entries by name, with one time, of nobody in particular. */
final class Archives {

	private static final String UTF_8 = "UTF-8";
	private static final int PLATFORM_UNIX = 3;

	private final CommitTime time;

	/** @param time of every entry */
	Archives(CommitTime time) {
		this.time = time;
	}

	/**
	 * @param archive a file that ends with tar, tar.gz, zip or jar
	 * @throws IOException when it cannot be read or written
	 */
	void rewrite(Path archive) throws IOException {
		Path draft = archive.resolveSibling(archive.getFileName() + ".new");
		String name = archive.getFileName().toString();
		if (name.endsWith(".tar.gz")) {
			try (InputStream in = new GZIPInputStream(Files.newInputStream(archive));
					OutputStream out = new GZIPOutputStream(Files.newOutputStream(draft))) {
				tar(in, out);
			}
		} else if (name.endsWith(".tar")) {
			try (InputStream in = Files.newInputStream(archive); OutputStream out = Files.newOutputStream(draft)) {
				tar(in, out);
			}
		} else {
			zip(archive, draft);
		}
		Files.move(draft, archive, StandardCopyOption.REPLACE_EXISTING);
	}

	/**
	 * Packs a folder.
	 *
	 * @param folder  with what is packed
	 * @param archive a file that ends with tar.gz or zip
	 * @throws IOException when something cannot be read or written
	 */
	void pack(Path folder, Path archive) throws IOException {
		List<Path> files;
		try (Stream<Path> all = Files.walk(folder)) {
			files = all.filter(file -> !file.equals(folder)).sorted(Comparator.comparing(file -> name(folder, file))).toList();
		}
		try (OutputStream to = Files.newOutputStream(archive)) {
			if (archive.toString().endsWith(".zip")) {
				try (ZipOutputStream out = new ZipOutputStream(to)) {
					out.setEncoding(UTF_8);
					for (Path file : files) {
						put(out, name(folder, file), mode(file), content(file));
					}
				}
			} else {
				try (GZIPOutputStream zipped = new GZIPOutputStream(to)) {
					TarOutputStream out = tar(zipped);
					for (Path file : files) {
						TarEntry entry = new TarEntry(name(folder, file));
						entry.setMode(mode(file) | (Files.isDirectory(file) ? 040000 : 0100000));
						put(out, entry, content(file));
					}
					out.finish();
					out.flush();
				}
			}
		}
	}

	/** As archives have it: with slashes, also at the end of a folder. */
	private static String name(Path folder, Path file) {
		return folder.relativize(file).toString().replace(File.separatorChar, '/') + (Files.isDirectory(file) ? "/" : "");
	}

	private static byte[] content(Path file) throws IOException {
		return Files.isDirectory(file) ? new byte[0] : Files.readAllBytes(file);
	}

	/** What people need: whatever the builder's own rights are, all may read, and run what can be run. */
	private static int mode(Path file) {
		return Files.isDirectory(file) || isProgram(file) ? 0755 : 0644;
	}

	private static boolean isProgram(Path file) {
		PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
		try {
			return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OWNER_EXECUTE);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static TarOutputStream tar(OutputStream to) {
		TarOutputStream out = new TarOutputStream(to, UTF_8);
		out.setLongFileMode(TarOutputStream.LONGFILE_POSIX);
		return out;
	}

	private void put(TarOutputStream out, TarEntry entry, byte[] content) throws IOException {
		entry.setModTime(time.millis());
		entry.setIds(0, 0);
		entry.setNames("root", "root");
		entry.setSize(content.length);
		out.putNextEntry(entry);
		out.write(content);
		out.closeEntry();
	}

	private void put(ZipOutputStream out, String name, int mode, byte[] content) throws IOException {
		ZipEntry entry = new ZipEntry(name);
		entry.setTime(time.zipMillis());
		entry.setUnixMode(mode);
		out.putNextEntry(entry);
		out.write(content);
		out.closeEntry();
	}

	private void tar(InputStream from, OutputStream to) throws IOException {
		TarInputStream in = new TarInputStream(from, UTF_8);
		Map<String, Map.Entry<TarEntry, byte[]>> entries = new TreeMap<>();
		for (TarEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
			entries.put(entry.getName(), Map.entry(entry, in.readAllBytes()));
		}
		TarOutputStream out = tar(to);
		for (Map.Entry<TarEntry, byte[]> each : entries.values()) {
			put(out, each.getKey(), each.getValue());
		}
		out.finish();
		out.flush();
	}

	private void zip(Path from, Path to) throws IOException {
		try (ZipFile zip = new ZipFile(from.toFile(), UTF_8); ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
			out.setEncoding(UTF_8);
			List<ZipEntry> entries = new ArrayList<>(Collections.list(zip.getEntries()));
			// the manifest is looked for at the beginning
			entries.sort(Comparator.comparing((ZipEntry entry) -> !entry.getName().startsWith("META-INF/")).thenComparing(ZipEntry::getName));
			for (ZipEntry each : entries) {
				byte[] content;
				try (InputStream in = zip.getInputStream(each)) {
					content = in.readAllBytes();
				}
				put(out, each.getName(), each.getPlatform() == PLATFORM_UNIX ? each.getUnixMode() & 0777 : 0644, content);
			}
		}
	}

	/** A jar of one entry: in memory, as the lists of p2 are packed. */
	static byte[] jar(String name, byte[] content, CommitTime time) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (java.util.zip.ZipOutputStream out = new java.util.zip.ZipOutputStream(bytes)) {
			java.util.zip.ZipEntry entry = new java.util.zip.ZipEntry(name);
			entry.setTime(time.zipMillis());
			out.putNextEntry(entry);
			out.write(content);
		}
		return bytes.toByteArray();
	}

	/** The first entry of a jar in memory. */
	static byte[] first(byte[] jar) throws IOException {
		try (java.util.zip.ZipInputStream in = new java.util.zip.ZipInputStream(new ByteArrayInputStream(jar))) {
			in.getNextEntry();
			return in.readAllBytes();
		}
	}
}
