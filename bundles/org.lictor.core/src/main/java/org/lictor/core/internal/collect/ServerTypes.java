package org.lictor.core.internal.collect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.lictor.spi.Capability;
import org.lictor.spi.ServerType;

/**
 * The server types that are installed. Types come and go at any time; of two with the same id the first counts. Safe for
 * use by many threads; listeners are called by whoever brings or takes a type.
 */
public final class ServerTypes {

	/** Something about types that people or parts of Lictor should know. */
	public sealed interface News {

		/**
		 * A type can be used from now on.
		 *
		 * @param id   its id
		 * @param type the type
		 */
		record Came(String id, ServerType type) implements News {
		}

		/**
		 * A type cannot be used any more.
		 *
		 * @param id its id
		 */
		record Left(String id) implements News {
		}

		/**
		 * A type is not used.
		 *
		 * @param why a sentence for people
		 */
		record Refused(String why) implements News {
		}

		/**
		 * A type that is used does what it should not.
		 *
		 * @param what a sentence for people
		 */
		record Trouble(String what) implements News {
		}
	}

	/**
	 * @param by what brought it: an offer, a bundle, a type
	 */
	private record Refusal(Object by, News.Refused news) {
	}

	/** How long a type may take to answer a question about itself. */
	private static final Duration ANSWER = Duration.ofSeconds(5);
	/** How often the threads of plug-ins are looked at. */
	private static final Duration LOOKS = Duration.ofSeconds(5);

	private static final System.Logger LOGGER = System.getLogger(ServerTypes.class.getName());

	private final Duration answer;
	private final List<InstalledType> installed = new ArrayList<>();
	private final List<Refusal> refused = new CopyOnWriteArrayList<>();
	private final List<Consumer<News>> listeners = new CopyOnWriteArrayList<>();
	private final AtomicReference<Instant> looked = new AtomicReference<>(Instant.MIN);

	/** With the usual patience. */
	public ServerTypes() {
		this(ANSWER);
	}

	/** @param answer how long a type may take to answer a question about itself */
	ServerTypes(Duration answer) {
		this.answer = answer;
	}

	/** @param listener hears of types that come and go from now on; it is called by many threads and must not block */
	public void listen(Consumer<News> listener) {
		listeners.add(listener);
	}

	/** @param listener hears no more */
	public void forget(Consumer<News> listener) {
		listeners.remove(listener);
	}

	/** @param type that was installed, known by its class */
	public void add(ServerType type) {
		add(type, new PluginThreads(type.getClass().getName()));
	}

	/**
	 * @param type    that was installed
	 * @param threads of the plug-in that brought it
	 */
	public void add(ServerType type, PluginThreads threads) {
		String plugin = threads.plugin();
		String id;
		try {
			id = type.id();
		} catch (RuntimeException | LinkageError e) {
			refuse(type, "A server type of " + plugin + " does not say its id and is not used: " + e + ".");
			return;
		}
		if (id == null || !id.matches("[a-z][a-z0-9-]*")) {
			refuse(type, "A server type of " + plugin + " has the id '" + id
					+ "' and is not used. An id has lower case letters, digits and dashes.");
			return;
		}
		InstalledType used = InstalledType.of(id, type, threads, answer, what -> tell(new News.Trouble(what)));
		boolean first;
		synchronized (installed) {
			first = find(id).isEmpty();
			installed.add(used);
		}
		if (first) {
			tell(new News.Came(id, used));
		} else {
			refuse(type, "Two plug-ins bring the server type '" + id + "'. The first is used, the one of " + plugin
					+ " is not. Uninstall one of them.");
		}
	}

	/**
	 * @param by  what is not used, known by its identity
	 * @param why a sentence for people
	 */
	public void refuse(Object by, String why) {
		News.Refused news = new News.Refused(why);
		forgive(by);
		refused.add(new Refusal(by, news));
		tell(news);
	}

	/** @param by what has left, or is used after all: why it was not is forgotten */
	public void forgive(Object by) {
		refused.removeIf(each -> each.by == by);
	}

	/** @param type that is being uninstalled */
	public void remove(ServerType type) {
		List<News> news = new ArrayList<>();
		forgive(type);
		synchronized (installed) {
			List<InstalledType> leaving = installed.stream().filter(each -> each.is(type)).toList();
			for (InstalledType each : leaving) {
				boolean used = first(each.id()).filter(other -> other == each).isPresent();
				installed.remove(each);
				if (used) {
					news.add(new News.Left(each.id()));
					first(each.id()).ifPresent(next -> {
						refused.removeIf(refusal -> refusal.by instanceof ServerType other && next.is(other));
						news.add(new News.Came(each.id(), next));
					});
				}
			}
		}
		news.forEach(this::tell);
	}

	/**
	 * @param id of a server type
	 * @return that type, empty when it is not installed
	 */
	public Optional<ServerType> find(String id) {
		return first(id).map(type -> type);
	}

	private Optional<InstalledType> first(String id) {
		synchronized (installed) {
			return installed.stream().filter(each -> each.id().equals(id)).findFirst();
		}
	}

	/**
	 * @param id of a server type
	 * @return what brought it, for people; empty when it is not installed
	 */
	Optional<String> plugin(String id) {
		return first(id).map(type -> type.threads().plugin());
	}

	/**
	 * Looks whether plug-ins leave threads behind, and tells. Called some times a second.
	 *
	 * @param now the time
	 */
	void look(Instant now) {
		Instant last = looked.get();
		if (now.isBefore(last.plus(LOOKS)) || !looked.compareAndSet(last, now)) {
			return;
		}
		List<InstalledType> all;
		synchronized (installed) {
			all = List.copyOf(installed);
		}
		all.forEach(type -> type.threads().look(now).ifPresent(what -> tell(new News.Trouble(what))));
	}

	/** @return the types that are used, by id */
	public Map<String, ServerType> all() {
		Map<String, ServerType> all = new TreeMap<>(Comparator.naturalOrder());
		synchronized (installed) {
			installed.forEach(each -> all.putIfAbsent(each.id(), each));
		}
		return all;
	}

	/**
	 * @param id         of a server type
	 * @param capability any
	 * @return whether it is installed and has the capability
	 */
	public boolean has(String id, Capability capability) {
		try {
			return find(id).filter(type -> type.capabilities().contains(capability)).isPresent();
		} catch (RuntimeException | LinkageError e) {
			LOGGER.log(System.Logger.Level.WARNING, "The server type " + id + " fails to say what it can.", e);
			return false;
		}
	}

	/**
	 * @param key of a product, as a licensing helper lists it
	 * @return what it means for the first type that knows it; empty when none does
	 */
	public String registeredProduct(String key) {
		for (Map.Entry<String, ServerType> type : all().entrySet()) {
			try {
				Optional<String> name = type.getValue().registeredProduct(key);
				if (name.isPresent()) {
					return name.get();
				}
			} catch (RuntimeException | LinkageError e) {
				LOGGER.log(System.Logger.Level.WARNING, "The server type " + type.getKey() + " fails to say what " + key + " means.", e);
			}
		}
		return "";
	}

	/**
	 * @param id of a server type
	 * @return its name for people; the id again when it is not installed or fails to say its name
	 */
	public String label(String id) {
		try {
			return find(id).map(ServerType::label).orElse(id);
		} catch (RuntimeException | LinkageError e) {
			LOGGER.log(System.Logger.Level.WARNING, "The server type " + id + " fails to say its name.", e);
			return id;
		}
	}

	/** @return the types that are not used, each with the reason */
	public List<News.Refused> refused() {
		return refused.stream().map(Refusal::news).toList();
	}

	private void tell(News news) {
		listeners.forEach(listener -> listener.accept(news));
	}
}
