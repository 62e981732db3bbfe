package org.lictor.agent.internal;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What ails the agent at present. Each trouble is logged once when it begins and once when it is over, however often it
 * is met in between. Safe for use by several threads.
 */
public final class Troubles {

	private static final System.Logger LOG = System.getLogger(Troubles.class.getName());

	/** What a trouble is about. */
	public enum Topic {
		/** Bringing events to the server. */
		EVENTS,
		/** Asking the server for the configuration. */
		CONFIGURATION,
		/** Writing the spool. */
		SPOOL,
		/** Writing the journal of sessions or the configuration. */
		DISK,
		/** Looking at the processes. */
		OBSERVATION,
		/** Looking at usage files. */
		USAGE_FILES
	}

	private record Trouble(String kind, String text) {
	}

	private final Map<Topic, Trouble> current = new EnumMap<>(Topic.class);

	/**
	 * There is a trouble.
	 *
	 * @param topic what it is about
	 * @param kind  of the same kind is the same trouble, though its text may differ; what two topics meet is logged once
	 * @param text  a sentence for a person
	 */
	public synchronized void set(Topic topic, String kind, String text) {
		boolean known = current.values().stream().anyMatch(trouble -> trouble.kind().equals(kind));
		current.put(topic, new Trouble(kind, text));
		if (!known) {
			LOG.log(System.Logger.Level.WARNING, text);
		}
	}

	/**
	 * All is well.
	 *
	 * @param topic with this
	 * @param text  to log when it was not
	 */
	public synchronized void clear(Topic topic, String text) {
		Trouble over = current.remove(topic);
		if (over != null && current.values().stream().noneMatch(trouble -> trouble.kind().equals(over.kind()))) {
			LOG.log(System.Logger.Level.INFO, text);
		}
	}

	/**
	 * @param topic a topic
	 * @return its trouble, empty when there is none
	 */
	public synchronized String of(Topic topic) {
		return current.containsKey(topic) ? current.get(topic).text() : "";
	}

	/** @return what else ails the agent than the way to the server; empty when nothing */
	public synchronized String local() {
		return current.entrySet().stream()
				.filter(entry -> entry.getKey() != Topic.EVENTS && entry.getKey() != Topic.CONFIGURATION)
				.map(entry -> entry.getValue().text()).distinct().collect(Collectors.joining(" "));
	}
}
