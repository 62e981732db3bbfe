package org.lictor.core.internal.collect;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.lictor.spi.ServerType;

/**
 * Takes the server types that plug-ins offer. Each is made and asked what it is on a thread of its own and within a time limit, since
 * a plug-in may fail or hang as early as that. Safe for use by many threads.
 *
 * @param <K> what stands for an offer
 */
public final class OfferedTypes<K> {

	/** Makes the type of an offer, by calling code of the plug-in. */
	public interface Maker<K> extends Function<K, Optional<ServerType>> {
	}

	/** That stands. Guarded by the map that it is in. */
	private static final class Offer {

		private Optional<Thread> maker = Optional.empty();
		private Optional<ServerType> type = Optional.empty();
	}

	private static final System.Logger LOGGER = System.getLogger(OfferedTypes.class.getName());

	private final ServerTypes types;
	private final Maker<K> maker;
	private final Duration limit;
	private final Map<K, Offer> offers = new HashMap<>();

	/**
	 * @param types take what was made
	 * @param maker gives nothing when the plug-in failed and that was logged
	 * @param limit how long a plug-in may take
	 */
	public OfferedTypes(ServerTypes types, Maker<K> maker, Duration limit) {
		this.types = types;
		this.maker = maker;
		this.limit = limit;
	}

	/**
	 * Takes the type of an offer; comes back when that is there or the time is over. A type that is made later is taken then.
	 *
	 * @param offer  of a plug-in
	 * @param plugin what brings it, for people: name and version of a bundle
	 */
	public void add(K offer, String plugin) {
		CountDownLatch done = new CountDownLatch(1);
		Offer entry = new Offer();
		PluginThreads threads = new PluginThreads(plugin);
		Thread thread = threads.unstarted("lictor-type " + plugin, () -> {
			try {
				take(offer, entry, threads);
			} finally {
				done.countDown();
			}
		});
		synchronized (offers) {
			entry.maker = Optional.of(thread);
			offers.put(offer, entry);
		}
		thread.start();
		try {
			if (!done.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
				types.refuse(entry, "A server type of " + plugin + " was not ready within " + limit.toSeconds()
						+ " seconds and is not used until it is. Ask who made it, or remove the plug-in.");
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private void take(K offer, Offer entry, PluginThreads threads) {
		String plugin = threads.plugin();
		Optional<ServerType> made;
		try {
			made = maker.apply(offer);
		} catch (RuntimeException | LinkageError e) {
			LOGGER.log(System.Logger.Level.WARNING, "A server type of " + plugin + " fails to start.", e);
			made = Optional.empty();
		}
		synchronized (offers) {
			if (offers.get(offer) != entry) {
				return; // it was taken back meanwhile
			}
			entry.type = made;
		}
		types.forgive(entry);
		made.ifPresentOrElse(type -> types.add(type, threads), () -> types.refuse(entry, "A server type of " + plugin
				+ " fails to start and is not used; the log has more. Ask who made it."));
		boolean stands;
		synchronized (offers) {
			entry.maker = Optional.empty();
			stands = offers.get(offer) == entry;
		}
		if (!stands) {
			// it was taken back while it was asked for its id
			made.ifPresent(types::remove);
			types.forgive(entry);
		}
	}

	/**
	 * A plug-in that still works on it is interrupted, so that it can be stopped.
	 *
	 * @param offer that its plug-in takes back
	 */
	public void remove(K offer) {
		Optional<Offer> entry;
		synchronized (offers) {
			entry = Optional.ofNullable(offers.remove(offer));
			entry.flatMap(each -> each.maker).ifPresent(Thread::interrupt);
		}
		entry.flatMap(each -> each.type).ifPresent(types::remove);
		entry.ifPresent(types::forgive);
	}
}
