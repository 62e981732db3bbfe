package org.lictor.agent.internal.usagefiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.lictor.agent.protocol.ConsentSource;

/** Finds out whether a user agreed to usage files being read. Reads registry values and consent files, writes nothing. */
final class ConsentReader {

	private static final System.Logger LOG = System.getLogger(ConsentReader.class.getName());

	private static final int LONGEST_FILE = 64 << 10;
	private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)(?:\\[([^=\\]]+)=([^\\]]*)])?(?:\\.|$)");

	/** What all sources together say. */
	enum Said {
		/** The user agreed. */
		YES,
		/** The user did not agree, or nothing tells. */
		NO,
		/** A source cannot be read, and none says no. */
		UNREADABLE
	}

	private final Registry registry;
	private final FileView files;

	ConsentReader(Registry registry, FileView files) {
		this.registry = registry;
		this.files = files;
	}

	/**
	 * @param home    the user's
	 * @param sources where to look
	 * @return yes when one of the user's own sources says so and none says no
	 */
	Said read(Home home, List<ConsentSource> sources) {
		boolean agreed = false;
		boolean unreadable = false;
		for (ConsentSource source : sources) {
			try {
				Optional<String> value = source.kind() == ConsentSource.Kind.REGISTRY ? registryValue(home, source)
						: fileValue(home, source);
				if (value.isPresent() && !value.get().equals(source.yes())) {
					return Said.NO;
				}
				agreed |= value.isPresent() && source.isTheUsersOwn();
			} catch (IOException e) {
				LOG.log(System.Logger.Level.DEBUG, "consent of " + home.user() + " at " + source.place(), e);
				unreadable = true;
			}
		}
		return unreadable ? Said.UNREADABLE : agreed ? Said.YES : Said.NO;
	}

	private Optional<String> registryValue(Home home, ConsentSource source) throws IOException {
		String key = source.place();
		if (key.startsWith("HKCU\\") && !home.id().isEmpty()) {
			key = "HKU\\" + home.id() + key.substring("HKCU".length());
		}
		return Optional.ofNullable(registry.values(key).get(source.value()));
	}

	private Optional<String> fileValue(Home home, ConsentSource source) throws IOException {
		Optional<Path> newest = Optional.empty();
		Instant newestTime = Instant.MIN;
		for (PathPattern.Fit fit : new PathPattern(source.place()).fits(home, files)) {
			Optional<FileView.Stamp> stamp = files.stamp(fit.path());
			if (stamp.isPresent() && stamp.get().modified().isAfter(newestTime)) {
				newest = Optional.of(fit.path());
				newestTime = stamp.get().modified();
			}
		}
		if (newest.isEmpty()) {
			return Optional.empty();
		}
		byte[] content = files.read(newest.get(), LONGEST_FILE);
		try {
			return value(JsonParser.parseString(new String(content, StandardCharsets.UTF_8)), source.value());
		} catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
			throw new IOException(newest.get() + " is not understood: " + e.getMessage(), e);
		}
	}

	/** The value at a place such as {@code preferences[consentId=X].optIn}. */
	static Optional<String> value(JsonElement root, String place) {
		Optional<JsonElement> element = Optional.of(root);
		Matcher step = STEP.matcher(place);
		while (element.isPresent() && step.find()) {
			String field = step.group(1);
			element = element.filter(JsonElement::isJsonObject)
					.flatMap(object -> Optional.ofNullable(object.getAsJsonObject().get(field)));
			if (step.group(2) != null && element.isPresent()) {
				String name = step.group(2);
				String text = step.group(3);
				element = element.get().getAsJsonArray().asList().stream()
						.filter(entry -> entry.isJsonObject() && entry.getAsJsonObject().has(name)
								&& entry.getAsJsonObject().get(name).getAsString().equals(text))
						.findFirst();
			}
		}
		return element.filter(JsonElement::isJsonPrimitive).map(JsonElement::getAsString);
	}
}
