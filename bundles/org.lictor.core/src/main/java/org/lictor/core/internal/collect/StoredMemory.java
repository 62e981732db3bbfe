package org.lictor.core.internal.collect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.lictor.spi.Memory;
import org.lictor.store.Store;

/** The memory of one server's monitor as it stands in the store. */
final class StoredMemory implements Memory {

	private final Store store;
	private final long server;

	StoredMemory(Store store, long server) {
		this.store = store;
		this.server = server;
	}

	@Override
	public Optional<String> get(String key) {
		return Optional.ofNullable(all().get(key));
	}

	@Override
	public Map<String, String> all() {
		return undisturbed(() -> store.read(transaction -> Map.copyOf(transaction.monitors().memory(server))));
	}

	@Override
	public void put(String key, String value) {
		change(Map.of(key, Optional.of(value)));
	}

	@Override
	public void remove(String key) {
		change(Map.of(key, Optional.empty()));
	}

	private void change(Map<String, Optional<String>> changes) {
		check(changes);
		undisturbed(() -> store.write(transaction -> {
			// a server that was removed meanwhile remembers nothing
			if (transaction.servers().byId(server).isPresent()) {
				transaction.monitors().remember(server, changes);
			}
			return true;
		}));
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
