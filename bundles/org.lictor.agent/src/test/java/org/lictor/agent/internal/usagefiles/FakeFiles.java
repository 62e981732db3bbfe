package org.lictor.agent.internal.usagefiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Files in memory that remember what was looked at. */
final class FakeFiles implements FileView {

	private record Content(String text, Instant modified) {
	}

	private final Map<Path, Content> files = new TreeMap<>();
	private final Set<Path> broken = new HashSet<>();
	/** Folders that were listed and files that were looked at. */
	final List<String> looked = new ArrayList<>();
	/** Files whose contents were read. */
	final List<String> read = new ArrayList<>();

	void write(String path, String text, Instant modified) {
		files.put(Path.of(path), new Content(text, modified));
	}

	void delete(String path) {
		files.remove(Path.of(path));
	}

	/** @param folder below which nothing can be looked at, until it is mended */
	void breakDown(String folder) {
		broken.add(Path.of(folder));
	}

	void mend() {
		broken.clear();
	}

	private void look(Path path) throws IOException {
		looked.add(path.toString());
		if (broken.stream().anyMatch(path::startsWith)) {
			throw new IOException("no access to " + path);
		}
	}

	@Override
	public List<String> names(Path folder) throws IOException {
		look(folder);
		return files.keySet().stream().filter(path -> path.startsWith(folder) && !path.equals(folder))
				.map(path -> path.getName(folder.getNameCount()).toString()).distinct().toList();
	}

	@Override
	public Optional<Stamp> stamp(Path file) throws IOException {
		look(file);
		return Optional.ofNullable(files.get(file)).map(content -> new Stamp(content.text.length(), content.modified));
	}

	@Override
	public byte[] read(Path file, int most) throws IOException {
		look(file);
		read.add(file.toString());
		return files.get(file).text.getBytes(StandardCharsets.UTF_8);
	}
}
