package org.lictor.agent.internal.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** A small JSON file that is replaced whole when what it remembers changed, for its owner only. Used by one thread. */
public final class StateFile {

	private static final System.Logger LOG = System.getLogger(StateFile.class.getName());

	private final Path path;
	private String written = "";
	private String problem = "";

	/** @param path of the file, whose folder exists */
	public StateFile(Path path) {
		this.path = path;
	}

	/**
	 * Reads what was written last. What is damaged is left out.
	 *
	 * @param entry takes one after the other; may fail as Gson does when it is not what was expected
	 */
	public void read(Consumer<JsonObject> entry) {
		try {
			written = Files.readString(path);
			for (JsonElement each : JsonParser.parseString(written).getAsJsonArray()) {
				entry.accept(each.getAsJsonObject());
			}
		} catch (NoSuchFileException e) {
			LOG.log(System.Logger.Level.DEBUG, "{0} is not there yet.", path);
		} catch (IOException | JsonParseException | IllegalStateException | IllegalArgumentException
				| UnsupportedOperationException | NullPointerException | IndexOutOfBoundsException e) {
			LOG.log(System.Logger.Level.WARNING, "{0} is damaged and only used in part: {1}", path, e.getMessage());
		}
	}

	/**
	 * Writes if something changed, or if it could not be written before.
	 *
	 * @param entries what to remember
	 */
	public void write(JsonArray entries) {
		String text = entries.toString();
		if (text.equals(written)) {
			return;
		}
		try {
			OwnerOnly.replace(path, text.getBytes(StandardCharsets.UTF_8));
			written = text;
			problem = "";
		} catch (IOException e) {
			String reason = Reasons.of(e);
			if (!reason.equals(problem)) {
				problem = reason;
				LOG.log(System.Logger.Level.WARNING,
						"{0} cannot be written: {1}. If the agent is killed before it can, it may tell some actions twice.",
						path, reason);
			}
		}
	}
}
