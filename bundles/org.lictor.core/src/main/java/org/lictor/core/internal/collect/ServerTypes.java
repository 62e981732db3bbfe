package org.lictor.core.internal.collect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
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
	}

	private record Installed(String id, ServerType type, String plugin) {
	}

	private static final System.Logger LOGGER = System.getLogger(ServerTypes.class.getName());

	private final List<Installed> installed = new ArrayList<>();
	private final List<News.Refused> refused = new CopyOnWriteArrayList<>();
	private final List<Consumer<News>> listeners = new CopyOnWriteArrayList<>();

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
		add(type, type.getClass().getName());
	}

	/**
	 * @param type   that was installed
	 * @param plugin what brought it, for people: name and version of a bundle
	 */
	public void add(ServerType type, String plugin) {
		String id;
		try {
			id = type.id();
		} catch (RuntimeException | LinkageError e) {
			tell(new News.Refused("A server type of " + plugin + " does not say its id and is not used: " + e + "."));
			return;
		}
		if (id == null || !id.matches("[a-z][a-z0-9-]*")) {
			tell(new News.Refused("A server type of " + plugin + " has the id '" + id
					+ "' and is not used. An id has lower case letters, digits and dashes."));
			return;
		}
		boolean first;
		synchronized (installed) {
			first = find(id).isEmpty();
			installed.add(new Installed(id, type, plugin));
		}
		tell(first ? new News.Came(id, type)
				: new News.Refused("Two plug-ins bring the server type '" + id + "'. The first is used, the one of "
						+ plugin + " is not. Uninstall one of them."));
	}

	/** @param why a plug-in is not used, a sentence for people */
	public void refuse(String why) {
		tell(new News.Refused(why));
	}

	/** @param type that is being uninstalled */
	public void remove(ServerType type) {
		List<News> news = new ArrayList<>();
		synchronized (installed) {
			List<Installed> leaving = installed.stream().filter(each -> each.type == type).toList();
			for (Installed each : leaving) {
				boolean used = find(each.id).filter(other -> other == type).isPresent();
				installed.remove(each);
				if (used) {
					news.add(new News.Left(each.id));
					find(each.id).ifPresent(next -> news.add(new News.Came(each.id, next)));
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
		synchronized (installed) {
			return installed.stream().filter(each -> each.id.equals(id)).findFirst().map(Installed::type);
		}
	}

	/**
	 * @param id of a server type
	 * @return what brought it, for people; empty when it is not installed
	 */
	Optional<String> plugin(String id) {
		synchronized (installed) {
			return installed.stream().filter(each -> each.id.equals(id)).findFirst().map(Installed::plugin);
		}
	}

	/** @return the types that are used, by id */
	public Map<String, ServerType> all() {
		Map<String, ServerType> all = new TreeMap<>(Comparator.naturalOrder());
		synchronized (installed) {
			installed.forEach(each -> all.putIfAbsent(each.id, each.type));
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
		return List.copyOf(refused);
	}

	private void tell(News news) {
		if (news instanceof News.Refused why) {
			refused.add(why);
		}
		listeners.forEach(listener -> listener.accept(news));
	}
}
