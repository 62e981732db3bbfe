package org.lictor.agent.internal.usagefiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists each folder once during one look, however many patterns go through it. For one thread. */
final class Listings implements FileView {

	private final FileView files;
	private final Map<Path, List<String>> names = new HashMap<>();

	Listings(FileView files) {
		this.files = files;
	}

	@Override
	public List<String> names(Path folder) throws IOException {
		List<String> known = names.get(folder);
		if (known == null) {
			known = files.names(folder);
			names.put(folder, known);
		}
		return known;
	}

	@Override
	public Optional<Stamp> stamp(Path file) throws IOException {
		return files.stamp(file);
	}

	@Override
	public byte[] read(Path file, int most) throws IOException {
		return files.read(file, most);
	}
}
