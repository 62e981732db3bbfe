package org.lictor.core.internal.directory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.lictor.core.DirectoryContent;
import org.lictor.core.DirectoryReader;
import org.lictor.core.DirectoryTrouble;
import org.lictor.model.DirectoryEntry;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.spi.Configuration;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Field;
import org.lictor.spi.Verification;

/** A directory whose entries are set by hand; one of several by the setting {@code url}. */
public final class FakeDirectory implements DirectoryReader {

	/** Trouble of the next readings, when there is any. */
	public Optional<Verification> trouble = Optional.empty();
	/** The password that was given last. */
	public String password = "";
	/** How often it was read. */
	public int readings;
	private final Map<String, Map<String, DirectoryEntry>> entries = new HashMap<>();
	private final Map<String, Map<String, Set<String>>> members = new HashMap<>();

	/** Puts a user in place of the one with the same id. */
	public void user(String url, String id, String name, String mails, String department) {
		put(url, new DirectoryEntry(id, DirectoryEntry.Kind.USER, "cn=" + name, name, name + "@" + url + ".local", name, mails.isEmpty() ? List.of() : List.of(mails.split(" ")),
				department, false));
	}

	/** Puts a group in place of the one with the same id. */
	public void group(String url, String id, String name, String... memberIds) {
		put(url, new DirectoryEntry(id, DirectoryEntry.Kind.GROUP, "cn=" + name + ",dc=" + url, name, "", "", List.of(), "", false));
		members.computeIfAbsent(url, none -> new HashMap<>()).put(id, Set.of(memberIds));
	}

	private void put(String url, DirectoryEntry entry) {
		entries.computeIfAbsent(url, none -> new HashMap<>()).put(entry.id(), entry);
	}

	public void remove(String url, String id) {
		entries.get(url).remove(id);
		members.getOrDefault(url, Map.of()).remove(id);
	}

	@Override
	public ConfigurationSchema schema() {
		return ConfigurationSchema.of(Field.required("url", "Address", Field.Kind.TEXT, "Which."),
				Field.optional("password", "Password", Field.Kind.SECRET, "Its password."),
				Field.optional(INTERVAL, "Read every", Field.Kind.DURATION, "How often.").withDefault("6h"));
	}

	@Override
	public Verification test(Configuration configuration, Function<String, Optional<char[]>> secrets, Progress progress) {
		password = secrets.apply("password").map(String::new).orElse("");
		return trouble.orElse(new Verification(Status.up("It answers."), List.of()));
	}

	@Override
	public DirectoryContent read(Configuration configuration, Function<String, Optional<char[]>> secrets, Progress progress) throws DirectoryTrouble {
		readings++;
		password = secrets.apply("password").map(String::new).orElse("");
		if (trouble.isPresent()) {
			throw new DirectoryTrouble(trouble.get(), null);
		}
		String url = configuration.text("url").orElseThrow();
		return new DirectoryContent(List.of(url + ".local", url), new ArrayList<>(entries.getOrDefault(url, Map.of()).values()),
				members.getOrDefault(url, Map.of()), List.of());
	}
}
