package org.lictor.adapter.autodesk.internal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.lictor.model.Diagnostic;
import org.lictor.model.Place;
import org.lictor.model.Status;
import org.lictor.spi.Call;
import org.lictor.spi.Collecting;
import org.lictor.spi.Configuration;
import org.lictor.spi.Evidence;
import org.lictor.spi.Monitor;
import org.lictor.spi.MonitorContext;
import org.lictor.spi.PollResult;

/**
 * Looks into the watched folder of one account. Brings every export file in it, again and again: Lictor knows what it has
 * already, and nothing is lost when it could not keep a file the first time. A file that was changed within the last
 * moments is left for the next poll, because it may still be being written.
 */
final class FolderMonitor implements Monitor {

	/** How long a file must have been left alone. */
	static final Duration SETTLED = Duration.ofSeconds(2);

	private static final Duration USUAL = Duration.ofMinutes(1);

	/** How many files a folder of exports may hold. */
	private static final int FILES = 10_000;

	private final Configuration configuration;
	private final MonitorContext context;
	private Map<Path, Seen> seen = Map.of();

	/** What a file looked like when it was first seen in this state. */
	private record Seen(Instant modified, long size, Instant since) {
	}

	/** What one look into the folder showed. */
	record Look(Status status, List<Evidence> evidence, List<Diagnostic> diagnostics) {

		static Look failed(Status status) {
			return new Look(status, List.of(), List.of());
		}
	}

	FolderMonitor(Configuration configuration, MonitorContext context) {
		this.configuration = configuration;
		this.context = context;
	}

	@Override
	public PollResult poll(Call call) {
		if (configuration.text(AutodeskServerType.FOLDER).isEmpty()) {
			return new PollResult.NothingToPoll("No folder is watched. Import the exports of the account by hand, or name a folder.");
		}
		Look look = look(call);
		return new PollResult.Collected(look.status(), look.evidence(), look.diagnostics(),
				new Collecting(List.of(), List.of(), Optional.of(nextLook())));
	}

	/** The interval is that of the cloud, a day; a folder is looked into every minute unless a person wants it otherwise. */
	private Instant nextLook() {
		Duration interval = configuration.duration(AutodeskServerType.INTERVAL).orElse(USUAL);
		return context.clock().instant().plus(interval.compareTo(Duration.ofDays(1)) < 0 ? interval : USUAL);
	}

	@Override
	public void close() {
		// nothing is held between polls
	}

	Look look(Call call) {
		if (over(call)) {
			return Look.failed(Status.unknown(Status.Detail.COMMUNICATION,
					"The folder was not looked into: the poll was called off before it began."));
		}
		Path folder;
		try {
			folder = Path.of(configuration.text(AutodeskServerType.FOLDER).orElse(""));
		} catch (InvalidPathException e) {
			return Look.failed(Status.misconfigured("'" + e.getInput() + "' cannot be the path of a folder: " + e.getReason()
					+ ". Enter the whole path of the folder."));
		}
		if (!folder.isAbsolute()) {
			return Look.failed(Status.misconfigured("'" + folder
					+ "' is not a whole path. Enter it from the root of the disk on."));
		}
		if (!Files.exists(folder)) {
			return Look.failed(Status.down(Status.Detail.COMMUNICATION, "There is no folder '" + folder
					+ "'. Make it, or check the path and that its disk is connected."));
		}
		if (!Files.isDirectory(folder)) {
			return Look.failed(Status.down(Status.Detail.COMMUNICATION, "'" + folder
					+ "' is not a folder. Enter the folder in which the exports are saved."));
		}
		try {
			return files(folder, call);
		} catch (IOException e) {
			return Look.failed(Status.down(Status.Detail.COMMUNICATION, "The folder '" + folder + "' cannot be read ("
					+ reason(e) + "). Check that Lictor may read it."));
		}
	}

	private Look files(Path folder, Call call) throws IOException {
		Instant now = context.clock().instant();
		Map<Path, Seen> present = new HashMap<>();
		List<SettledFile> settled = new ArrayList<>();
		List<Diagnostic> diagnostics = new ArrayList<>();
		int fresh = 0;
		try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, FolderMonitor::isExport)) {
			for (Path entry : entries) {
				if (over(call)) {
					return Look.failed(Status.unknown(Status.Detail.COMMUNICATION,
							"The poll was called off while the folder was looked into."));
				}
				if (present.size() >= FILES) {
					diagnostics.add(Diagnostic.warning("There are more than " + FILES + " export files in the folder. The rest was left out; "
							+ "move away those that were imported.", Place.of(folder.toString())));
					break;
				}
				try {
					BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
					if (!attributes.isRegularFile() || attributes.size() == 0) {
						continue;
					}
					Seen state = state(entry, attributes, now);
					present.put(entry, state);
					if (!isSettled(state, now)) {
						fresh++;
					} else if (!Files.isReadable(entry)) {
						diagnostics.add(Diagnostic.error("The file may not be read. Change its permissions.",
								Place.of(entry.getFileName().toString())));
					} else {
						settled.add(new SettledFile(entry, state.modified(), state.size()));
					}
				} catch (IOException e) {
					diagnostics.add(Diagnostic.warning("The file could not be looked at (" + reason(e) + ").",
							Place.of(entry.getFileName().toString())));
				}
			}
		} catch (DirectoryIteratorException e) {
			throw e.getCause();
		}
		seen = present;
		settled.sort(Comparator.comparing(SettledFile::modified).thenComparing(file -> file.path().toString()));
		List<Evidence> evidence = settled.stream().map(file -> new Evidence(Evidence.Origin.FILE,
				file.path().getFileName().toString(), earlier(file.modified(), now), file)).toList();
		return new Look(Status.up(summary(evidence.size(), fresh)), evidence, diagnostics);
	}

	private static boolean isExport(Path entry) {
		String name = entry.getFileName().toString().toLowerCase(Locale.ROOT);
		// Excel keeps a file of the name ~$... beside a workbook that is open.
		return (name.endsWith(".csv") || name.endsWith(".xlsx")) && !name.startsWith("~$") && !name.startsWith(".");
	}

	private Seen state(Path entry, BasicFileAttributes attributes, Instant now) {
		Seen before = seen.get(entry);
		Instant modified = attributes.lastModifiedTime().toInstant();
		return before != null && before.modified().equals(modified) && before.size() == attributes.size() ? before
				: new Seen(modified, attributes.size(), now);
	}

	/** By its own time; a file from a machine whose clock is ahead is settled when it looks the same for long enough. */
	private static boolean isSettled(Seen state, Instant now) {
		Instant limit = now.minus(SETTLED);
		return !state.modified().isAfter(limit) || state.modified().isAfter(now) && !state.since().isAfter(limit);
	}

	private static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

	private static String summary(int files, int fresh) {
		String summary = files == 0 ? "There is no export file in the folder yet"
				: files + (files == 1 ? " export file" : " export files");
		return fresh == 0 ? summary + "." : summary + "; " + fresh + " more just being written.";
	}

	private boolean over(Call call) {
		return call.progress().cancelled() || !context.clock().instant().isBefore(call.deadline());
	}

	private static String reason(IOException e) {
		if (e instanceof java.nio.file.AccessDeniedException) {
			return "access is denied";
		}
		return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
	}
}
