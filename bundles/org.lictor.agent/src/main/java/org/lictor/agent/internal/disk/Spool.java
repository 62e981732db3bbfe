package org.lictor.agent.internal.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.ProtocolException;

/**
 * Events on their way to the server, oldest first, in files of a folder until the server has acknowledged them. What is
 * acknowledged but stands in a file with events that are not may be sent again after a restart; the server knows events
 * by their numbers.
 *
 * <p>While the disk takes nothing, events are kept in memory, up to a number, and are written as soon as it does. What
 * must be dropped is counted in {@link #losses()}.
 *
 * <p>Safe for use by several threads.
 */
public final class Spool {

	private static final System.Logger LOG = System.getLogger(Spool.class.getName());

	private static final String SUFFIX = ".events";
	private static final String LOSSES = "losses.json";

	/**
	 * How much is kept.
	 *
	 * @param bytes    most bytes of all files
	 * @param age      how long an event is kept
	 * @param segment  bytes after which a new file is begun
	 * @param inMemory most events kept in memory while the disk takes nothing
	 */
	public record Limits(long bytes, Duration age, int segment, int inMemory) {

		/** 64 MiB, 30 days, files of 256 KiB, 2000 events in memory. */
		public static final Limits DEFAULT = new Limits(64L << 20, Duration.ofDays(30), 256 << 10, 2000);
	}

	/**
	 * What is in the spool.
	 *
	 * @param events   how many events wait, those in memory included
	 * @param bytes    size of the files
	 * @param inMemory how many of the events could not be written to the disk yet
	 * @param problem  why not, empty when the disk takes everything
	 */
	public record State(long events, long bytes, int inMemory, String problem) {
	}

	private static final class Segment {
		private final Path path;
		/** Where the first record stands that is not acknowledged. */
		private long head;
		private long length;
		private int events;
		private Instant oldest = Instant.MAX;
		private Instant newest = Instant.MIN;

		Segment(Path folder, long number) {
			this.path = folder.resolve(String.format("%016d", number) + SUFFIX);
		}

		void count(Instant at, long bytes) {
			length += bytes;
			events++;
			oldest = at.isBefore(oldest) ? at : oldest;
			newest = at.isAfter(newest) ? at : newest;
		}
	}

	private final Path folder;
	private final Disk disk;
	private final Limits limits;
	private final Deque<Segment> segments = new ArrayDeque<>();
	private final Deque<AgentEvent> memory = new ArrayDeque<>();
	private RecordFile tail;
	private long lastNumber;
	private Losses losses;
	private String problem = "";

	/**
	 * Opens a spool and heals what a crash left.
	 *
	 * @param folder of its own, made when it does not exist
	 * @param disk   opens its files
	 * @param limits how much is kept
	 * @throws IOException when the folder cannot be made or read
	 */
	public Spool(Path folder, Disk disk, Limits limits) throws IOException {
		this.folder = folder;
		this.disk = disk;
		this.limits = limits;
		OwnerOnly.createFolder(folder);
		this.losses = readLosses();
		List<Path> files = new ArrayList<>();
		try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
			found.forEach(files::add);
		}
		files.sort(null);
		for (int i = 0; i < files.size(); i++) {
			load(files.get(i), i == files.size() - 1);
		}
	}

	private void load(Path file, boolean last) throws IOException {
		Segment segment;
		try {
			lastNumber = Long.parseLong(file.getFileName().toString().replace(SUFFIX, ""));
			segment = new Segment(folder, lastNumber);
		} catch (NumberFormatException e) {
			LOG.log(System.Logger.Level.WARNING, "The file {0} is none of the spool''s and is left alone.", file);
			return;
		}
		RecordFile.Contents contents = RecordFile.read(file);
		Instant modified = Files.getLastModifiedTime(file).toInstant();
		for (byte[] record : contents.records()) {
			// What cannot be understood is counted as lost when it is its turn.
			segment.count(decode(record).map(AgentEvent::at).orElse(modified), record.length + RecordFile.OVERHEAD);
		}
		if (contents.rest() > 0) {
			if (last) {
				// The write that a crash interrupted: nobody was told that it had succeeded.
				LOG.log(System.Logger.Level.INFO, "An unfinished write of {0} bytes in the spool is discarded.",
						contents.rest());
			} else {
				lose(new Losses(1, segment.events == 0 ? modified : segment.oldest, modified,
						contents.rest() + " bytes of the spool file " + file.getFileName()
								+ " are damaged, which held one event at least"));
			}
		}
		if (segment.events == 0) {
			Files.deleteIfExists(file);
		} else {
			segments.add(segment);
		}
	}

	/**
	 * Takes events. When it returns true they survive a power cut.
	 *
	 * @param events in order
	 * @return whether they stand on the disk, together with all before them; otherwise they wait in memory
	 */
	public synchronized boolean append(List<AgentEvent> events) {
		memory.addAll(events);
		return flush();
	}

	/**
	 * Writes what waits in memory, if the disk takes it.
	 *
	 * @return whether nothing waits in memory any more
	 */
	public synchronized boolean flush() {
		if (memory.isEmpty()) {
			return true;
		}
		try {
			write();
			if (!problem.isEmpty()) {
				LOG.log(System.Logger.Level.INFO, "The spool {0} can be written again.", folder);
				problem = "";
			}
		} catch (IOException e) {
			String reason = Reasons.of(e);
			if (!reason.equals(problem)) {
				problem = reason;
				LOG.log(System.Logger.Level.WARNING,
						"The spool {0} cannot be written: {1}. Events are kept in memory until it can; make room or correct the permissions.",
						folder, reason);
			}
			while (memory.size() > limits.inMemory()) {
				AgentEvent dropped = memory.remove();
				lose(new Losses(1, dropped.at(), dropped.at(), "the disk took no events: " + reason));
			}
		}
		return memory.isEmpty();
	}

	/** Writes all of memory in steps that each stand or fall as a whole. */
	private void write() throws IOException {
		while (!memory.isEmpty()) {
			Segment segment = segments.peekLast();
			if (segment == null || segment.length >= limits.segment()) {
				closeTail();
				segment = new Segment(folder, ++lastNumber);
				Files.deleteIfExists(segment.path);
				segments.add(segment);
			}
			if (tail == null) {
				tail = new RecordFile(disk, segment.path, segment.length);
			}
			List<AgentEvent> step = new ArrayList<>();
			List<byte[]> records = new ArrayList<>();
			long size = 0;
			for (AgentEvent event : memory) {
				byte[] record = Codec.encode(event);
				if (!step.isEmpty() && segment.length + size + record.length > limits.segment()) {
					break;
				}
				step.add(event);
				records.add(record);
				size += record.length + RecordFile.OVERHEAD;
			}
			try {
				tail.append(records, true);
			} catch (IOException e) {
				if (segment.length == 0) {
					remove(segment);
				}
				throw e;
			}
			for (int i = 0; i < step.size(); i++) {
				segment.count(step.get(i).at(), records.get(i).length + RecordFile.OVERHEAD);
				memory.remove();
			}
		}
	}

	private void closeTail() throws IOException {
		if (tail != null) {
			RecordFile closing = tail;
			tail = null;
			closing.close();
		}
	}

	/**
	 * Drops what is too old or too much.
	 *
	 * @param now the host's wall clock
	 */
	public synchronized void trim(Instant now) {
		long bytes = bytes();
		Instant limit = now.minus(limits.age());
		while (!segments.isEmpty()) {
			Segment oldest = segments.peek();
			boolean tooMuch = bytes > limits.bytes();
			boolean tooOld = oldest.newest.isBefore(limit);
			if (!tooMuch && !tooOld) {
				return;
			}
			bytes -= oldest.length;
			lose(new Losses(oldest.events, oldest.oldest, oldest.newest,
					tooMuch ? "the spool reached its limit of " + (limits.bytes() >> 20) + " MiB"
							: "they were older than " + limits.age().toDays() + " days"));
			remove(oldest);
		}
	}

	private void remove(Segment segment) {
		try {
			if (segment == segments.peekLast()) {
				closeTail();
			}
			segments.remove(segment);
			Files.deleteIfExists(segment.path);
		} catch (IOException e) {
			// It is read again at the next start, and its events sent again, which does no harm.
			LOG.log(System.Logger.Level.DEBUG, "not deleted: " + segment.path, e);
		}
	}

	/**
	 * The oldest events, which stay in the spool.
	 *
	 * @param most      most events
	 * @param mostBytes most bytes of their JSON; the first event is given out whatever its size
	 * @return the events in order, empty when there are none
	 * @throws IOException when they cannot be read
	 */
	public synchronized List<AgentEvent> head(int most, int mostBytes) throws IOException {
		List<AgentEvent> events = new ArrayList<>();
		int bytes = 0;
		for (Segment segment : List.copyOf(segments)) {
			for (byte[] record : records(segment)) {
				if (events.size() == most || !events.isEmpty() && bytes + record.length > mostBytes) {
					return events;
				}
				Optional<AgentEvent> event = decode(record);
				if (event.isPresent()) {
					events.add(event.get());
					bytes += record.length;
				} else if (events.isEmpty()) {
					lose(new Losses(1, segment.oldest, segment.newest, "an event in the spool cannot be understood"));
					pop(segment, 1, record.length + RecordFile.OVERHEAD);
				} else {
					return events;
				}
			}
		}
		for (AgentEvent event : memory) {
			int size = Codec.encode(event).length;
			if (events.size() == most || !events.isEmpty() && bytes + size > mostBytes) {
				return events;
			}
			events.add(event);
			bytes += size;
		}
		return events;
	}

	private static Optional<AgentEvent> decode(byte[] record) {
		try {
			return Optional.of(Codec.agentEvent(record));
		} catch (ProtocolException e) {
			LOG.log(System.Logger.Level.DEBUG, "an event in the spool cannot be understood", e);
			return Optional.empty();
		}
	}

	/** Reads the records of a segment that are not acknowledged; what somebody else destroyed is counted as lost. */
	private List<byte[]> records(Segment segment) throws IOException {
		RecordFile.Contents contents;
		String harm = "was damaged";
		try (FileChannel channel = FileChannel.open(segment.path, StandardOpenOption.READ);
				InputStream in = Channels.newInputStream(channel.position(segment.head))) {
			contents = RecordFile.parse(ByteBuffer.wrap(in.readNBytes((int) (segment.length - segment.head))));
		} catch (NoSuchFileException e) {
			contents = new RecordFile.Contents(List.of(), 0, 0);
			harm = "was removed";
		}
		int missing = segment.events - contents.records().size();
		if (missing > 0) {
			lose(new Losses(missing, segment.oldest, segment.newest,
					"the spool file " + segment.path.getFileName() + " " + harm + " by something else"));
			if (segment == segments.peekLast()) {
				closeTail();
			}
			segment.events -= missing;
			segment.length = segment.head + contents.length();
			if (segment.events == 0) {
				remove(segment);
			}
		}
		return contents.records();
	}

	/**
	 * Removes events that the server has stored.
	 *
	 * @param sent         what {@link #head} gave out and was sent
	 * @param acknowledged for each run the highest sequence that is stored
	 * @return how many events were removed
	 * @throws IOException when the files cannot be read
	 */
	public synchronized int acknowledge(List<AgentEvent> sent, Map<UUID, Long> acknowledged) throws IOException {
		int stored = 0;
		while (stored < sent.size()
				&& sent.get(stored).sequence() <= acknowledged.getOrDefault(sent.get(stored).run(), 0L)) {
			stored++;
		}
		return removeFirst(sent.subList(0, stored));
	}

	/**
	 * Gives up an event that the server will never take, so that it does not stand in the way of the others.
	 *
	 * @param event  the first of the spool
	 * @param reason why, a part of a sentence for a person
	 * @throws IOException when the files cannot be read
	 */
	public synchronized void giveUp(AgentEvent event, String reason) throws IOException {
		if (removeFirst(List.of(event)) == 1) {
			lose(new Losses(1, event.at(), event.at(), reason));
		}
	}

	/** Removes those of the events that the spool still begins with; {@link #trim} may have been faster. */
	private int removeFirst(List<AgentEvent> events) throws IOException {
		int removed = 0;
		int next = 0;
		while (next < events.size()) {
			int before = removed;
			if (segments.isEmpty()) {
				if (isSame(memory.peek(), events.get(next))) {
					memory.remove();
					removed++;
				}
			} else {
				Segment segment = segments.peek();
				int count = 0;
				long bytes = 0;
				for (byte[] record : records(segment)) {
					if (next + count == events.size()
							|| !isSame(decode(record).orElse(null), events.get(next + count))) {
						break;
					}
					count++;
					bytes += record.length + RecordFile.OVERHEAD;
				}
				if (count > 0) {
					pop(segment, count, bytes);
					removed += count;
				}
			}
			next += Math.max(1, removed - before);
		}
		return removed;
	}

	private static boolean isSame(AgentEvent one, AgentEvent other) {
		return one != null && one.run().equals(other.run()) && one.sequence() == other.sequence();
	}

	private void pop(Segment segment, int events, long bytes) {
		segment.head += bytes;
		segment.events -= events;
		if (segment.events == 0) {
			remove(segment);
		}
	}

	private long bytes() {
		return segments.stream().mapToLong(segment -> segment.length).sum();
	}

	/** @return what is in the spool */
	public synchronized State state() {
		long events = segments.stream().mapToLong(segment -> segment.events).sum() + memory.size();
		return new State(events, bytes(), memory.size(), problem);
	}

	/** @return what was dropped and not told yet */
	public synchronized Losses losses() {
		return losses;
	}

	/**
	 * Forgets losses that were told.
	 *
	 * @param told what {@link #losses()} gave and nothing was added to since
	 */
	public synchronized void told(Losses told) {
		if (losses.equals(told)) {
			losses = Losses.NONE;
			try {
				Files.deleteIfExists(folder.resolve(LOSSES));
			} catch (IOException e) {
				LOG.log(System.Logger.Level.DEBUG, "losses not deleted, they are told again after a restart", e);
			}
		}
	}

	private void lose(Losses more) {
		losses = losses.plus(more);
		try {
			OwnerOnly.replace(folder.resolve(LOSSES), losses.toJson().toString().getBytes(StandardCharsets.UTF_8));
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, "losses are known in memory only", e);
		}
	}

	private Losses readLosses() {
		try {
			return Losses.fromJson(JsonParser.parseString(Files.readString(folder.resolve(LOSSES))).getAsJsonObject());
		} catch (NoSuchFileException e) {
			return Losses.NONE;
		} catch (IOException | JsonParseException | IllegalStateException | NullPointerException
				| NumberFormatException e) {
			return Losses.NONE;
		}
	}

	/**
	 * Closes the files. What is in memory is written first if the disk takes it.
	 *
	 * @throws IOException when the disk fails
	 */
	public synchronized void close() throws IOException {
		flush();
		closeTail();
	}
}
