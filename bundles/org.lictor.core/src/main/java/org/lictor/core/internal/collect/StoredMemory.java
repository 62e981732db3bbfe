package org.lictor.core.internal.collect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.lictor.spi.Memory;
import org.lictor.store.Store;

/**
 * The memory of one server's monitor as it stands in the store. Read once and then known, because a monitor looks into it
 * many times a poll and nobody else writes it; whoever writes past it says so with {@link #reread}. Safe for use by many
 * threads.
 */
final class StoredMemory implements Memory {

	private final Store store;
	private final long server;
	private Optional<Map<String, String>> known = Optional.empty();

	StoredMemory(Store store, long server) {
		this.store = store;
		this.server = server;
	}

	@Override
	public synchronized Optional<String> get(String key) {
		return Optional.ofNullable(known().get(key));
	}

	@Override
	public synchronized Map<String, String> all() {
		return Map.copyOf(known());
	}

	/** What stands in the store may have changed. */
	synchronized void reread() {
		known = Optional.empty();
	}

	private Map<String, String> known() {
		if (known.isEmpty()) {
			known = Optional.of(new HashMap<>(undisturbed(() -> store.read(transaction -> transaction.monitors().memory(server)))));
		}
		return known.get();
	}

	@Override
	public void put(String key, String value) {
		change(Map.of(key, Optional.of(value)));
	}

	@Override
	public void remove(String key) {
		change(Map.of(key, Optional.empty()));
	}

	private synchronized void change(Map<String, Optional<String>> changes) {
		check(changes);
		Optional<Map<String, String>> before = known;
		known = Optional.empty();
		undisturbed(() -> store.write(transaction -> {
			// a server that was removed meanwhile remembers nothing
			if (transaction.servers().byId(server).isPresent()) {
				transaction.monitors().remember(server, changes);
			}
			return true;
		}));
		before.ifPresent(values -> changes.forEach((key, value) -> value.ifPresentOrElse(text -> values.put(key, text), () -> values.remove(key))));
		known = before;
	}

	/**
	 * @param changes of a memory
	 * @throws IllegalArgumentException when a key or a value is too long
	 */
	static void check(Map<String, Optional<String>> changes) {
		changes.forEach((key, value) -> {
			if (key.isEmpty() || key.length() > MAX_KEY) {
				throw new IllegalArgumentException("a key has 1 to " + MAX_KEY + " characters, not " + key.length());
			}
			if (value.isPresent() && value.get().length() > MAX_VALUE) {
				throw new IllegalArgumentException("what is remembered as " + key + " has " + value.get().length()
						+ " characters; at most " + MAX_VALUE + " can be");
			}
		});
	}

	private static <T> T undisturbed(Callable<T> work) {
		try {
			return Undisturbed.call(work);
		} catch (RuntimeException e) {
			throw e;
		} catch (Exception e) {
			throw new UncheckedIOException(new IOException(e.getMessage(), e));
		}
	}
}
