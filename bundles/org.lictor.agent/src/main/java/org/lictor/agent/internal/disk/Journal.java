package org.lictor.agent.internal.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.EventDetail.SessionEnded;
import org.lictor.agent.protocol.ProtocolException;

/**
 * Remembers on disk which sessions are open, so that an agent that was killed goes on with them under the same keys.
 *
 * <p>A session is written here before its beginning is told, and stays until its end stands in the spool: first
 * {@link #opened}, then the event of the beginning; {@link #ending}, then the event of the end, then {@link #closed}.
 * Whoever starts anew tells the beginning of what is open and the end of what was ending once more, in the same words,
 * which changes nothing when it had been told before.
 *
 * <p>While the disk takes nothing the journal goes on in memory and is written whole as soon as it does. Not safe for
 * use by several threads at once.
 */
public final class Journal {

	private static final System.Logger LOG = System.getLogger(Journal.class.getName());

	/** Size after which the file is written anew, with what is still open alone. */
	private static final long REWRITE = 256 << 10;

	private final Path path;
	private final Disk disk;
	private final Map<UUID, OpenSession> open = new LinkedHashMap<>();
	private final Map<UUID, SessionEnded> ending = new LinkedHashMap<>();
	private long withdrawals;
	private RecordFile file;
	private boolean stale;
	private long rewritten;
	private String problem = "";

	/**
	 * Opens a journal and heals what a crash left.
	 *
	 * @param path of the file
	 * @param disk opens it
	 * @throws IOException when it is there and cannot be read
	 */
	public Journal(Path path, Disk disk) throws IOException {
		this.path = path;
		this.disk = disk;
		RecordFile.Contents contents = RecordFile.read(path);
		for (byte[] record : contents.records()) {
			replay(record);
		}
		if (contents.rest() > 0) {
			LOG.log(System.Logger.Level.INFO, "An unfinished write of {0} bytes in {1} is discarded.", contents.rest(),
					path);
		}
		this.file = new RecordFile(disk, path, contents.length());
	}

	private void replay(byte[] record) {
		try {
			JsonObject json = JsonParser.parseString(new String(record, StandardCharsets.UTF_8)).getAsJsonObject();
			switch (json.get("is").getAsString()) {
			case "open" -> {
				OpenSession session = new OpenSession(Codec.sessionInfo(bytes(json.getAsJsonObject("session"))),
						json.get("birth").getAsString(), Instant.ofEpochMilli(json.get("at").getAsLong()));
				open.put(session.session().key(), session);
			}
			case "proved" -> prove(Instant.ofEpochMilli(json.get("at").getAsLong()));
			case "ending" -> {
				EventDetail detail = Codec.eventDetail(EventDetail.Kind.SESSION_ENDED, json.get("ended").toString());
				if (detail instanceof SessionEnded ended) {
					open.remove(ended.session().key());
					ending.put(ended.session().key(), ended);
				}
			}
			case "withdrawn" -> withdrawals = json.get("times").getAsLong();
			case "closed" -> ending.remove(UUID.fromString(json.get("key").getAsString()));
			default -> LOG.log(System.Logger.Level.WARNING, "A line of {0} was written by a newer agent; it is skipped.",
					path);
			}
		} catch (ProtocolException | JsonParseException | IllegalStateException | NullPointerException
				| IllegalArgumentException e) {
			LOG.log(System.Logger.Level.WARNING, "A line of {0} cannot be understood and is skipped: {1}", path,
					e.getMessage());
		}
	}

	/** @return the sessions whose end was not seen yet */
	public List<OpenSession> open() {
		return List.copyOf(open.values());
	}

	/** @return ends that may not stand in the spool yet */
	public List<SessionEnded> ending() {
		return List.copyOf(ending.values());
	}

	/**
	 * A session begins.
	 *
	 * @param session with the moment it was first seen
	 */
	public void opened(OpenSession session) {
		open.put(session.session().key(), session);
		write(line(session), true);
	}

	/**
	 * All open sessions were seen alive.
	 *
	 * @param at when, by the host's wall clock
	 */
	public void proved(Instant at) {
		if (!open.isEmpty()) {
			prove(at);
			JsonObject json = is("proved");
			json.addProperty("at", at.toEpochMilli());
			write(json, false);
		}
	}

	private void prove(Instant at) {
		open.replaceAll((key, session) -> new OpenSession(session.session(), session.birth(), at));
	}

	/**
	 * A session is over, and this will be told.
	 *
	 * @param ended in the words in which it will be told
	 */
	public void ending(SessionEnded ended) {
		open.remove(ended.session().key());
		ending.put(ended.session().key(), ended);
		write(line(ended), true);
	}

	/**
	 * The end of a session stands in the spool.
	 *
	 * @param key of the session
	 */
	public void closed(UUID key) {
		ending.remove(key);
		JsonObject json = is("closed");
		json.addProperty("key", key.toString());
		write(json, false);
	}

	/** A session ends though its process runs on. */
	public void withdrawn() {
		withdrawals++;
		write(withdrawnLine(), true);
	}

	/** @return how often a session ended though its process ran on, in all runs */
	public long withdrawals() {
		return withdrawals;
	}

	private JsonObject withdrawnLine() {
		JsonObject json = is("withdrawn");
		json.addProperty("times", withdrawals);
		return json;
	}

	private static JsonObject is(String what) {
		JsonObject json = new JsonObject();
		json.addProperty("is", what);
		return json;
	}

	private static JsonObject line(OpenSession session) {
		JsonObject json = is("open");
		json.add("session",
				JsonParser.parseString(new String(Codec.encode(session.session()), StandardCharsets.UTF_8)));
		json.addProperty("birth", session.birth());
		json.addProperty("at", session.lastProven().toEpochMilli());
		return json;
	}

	private static JsonObject line(SessionEnded ended) {
		JsonObject json = is("ending");
		json.add("ended", JsonParser.parseString(Codec.encode((EventDetail) ended)));
		return json;
	}

	private static byte[] bytes(JsonObject json) {
		return json.toString().getBytes(StandardCharsets.UTF_8);
	}

	private void write(JsonObject line, boolean durable) {
		if (stale) {
			return; // heal() writes everything
		}
		try {
			file.append(List.of(bytes(line)), durable);
			if (file.length() > REWRITE && file.length() > 2 * rewritten) {
				rewrite();
			}
		} catch (IOException e) {
			failed(e);
		}
	}

	private void failed(IOException e) {
		stale = true;
		String reason = Reasons.of(e);
		if (!reason.equals(problem)) {
			problem = reason;
			LOG.log(System.Logger.Level.WARNING,
					"{0} cannot be written: {1}. If the agent is killed before it can, it may tell sessions that are open now as ended and begun anew.",
					path, reason);
		}
	}

	/**
	 * Writes the journal whole if it could not be written before.
	 *
	 * @return whether all of it stands on the disk
	 */
	public boolean heal() {
		if (stale) {
			rewrite();
		}
		return !stale;
	}

	private void rewrite() {
		List<byte[]> lines = new ArrayList<>();
		lines.add(bytes(withdrawnLine()));
		open.values().forEach(session -> lines.add(bytes(line(session))));
		ending.values().forEach(ended -> lines.add(bytes(line(ended))));
		Path next = path.resolveSibling(path.getFileName() + ".new");
		try {
			file.close();
			Files.deleteIfExists(next);
			RecordFile fresh = new RecordFile(disk, next, 0);
			try (fresh) {
				fresh.append(lines, true);
			}
			OwnerOnly.move(next, path);
			disk.forceFolder(path.toAbsolutePath().getParent());
			file = new RecordFile(disk, path, fresh.length());
			rewritten = fresh.length();
			stale = false;
			if (!problem.isEmpty()) {
				problem = "";
				LOG.log(System.Logger.Level.INFO, "{0} can be written again.", path);
			}
		} catch (IOException e) {
			failed(e);
			if (!next.toFile().delete()) {
				LOG.log(System.Logger.Level.DEBUG, "not there or not deleted: {0}", next);
			}
		}
	}

	/** @return why the disk does not take the journal, empty when it does */
	public String problem() {
		return problem;
	}

	/** Closes the file. */
	public void close() {
		heal();
		try {
			file.close();
		} catch (IOException e) {
			failed(e);
		}
	}
}
