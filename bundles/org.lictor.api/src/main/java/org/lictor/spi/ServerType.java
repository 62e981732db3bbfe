package org.lictor.spi;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A type of licence server or cloud account. Published as an OSGi service by a vendor's bundle.
 *
 * <p>Implementations are stateless and safe for use by many threads. Expected trouble (network, refused password,
 * unreadable line) is told in results; an exception from any method counts as a defect of the plug-in and costs the
 * servers of this type their status, nothing else. Name, description, capabilities and applications are asked for once, when the
 * plug-in starts; the form, the version of the parser and product keys whenever they are needed, and have to be there at once.
 */
@ConsumerType
public interface ServerType {

	/** @return a short stable name in lower case letters, digits and dashes, unique among all types; kept for ever */
	String id();

	/** @return the name shown to people */
	String label();

	/** @return one or two sentences: what this type monitors and what it needs */
	String description();

	/**
	 * The fields a server of this type is configured with; wizard, command line and checks are made from it. A field
	 * {@code interval} of kind {@link Field.Kind#DURATION} says how often a server is polled; without one Lictor polls
	 * every five minutes.
	 *
	 * @return the fields
	 */
	ConfigurationSchema schema();

	/** @return what servers of this type can tell */
	Set<Capability> capabilities();

	/**
	 * The applications that agents should watch for servers of this type.
	 *
	 * @return in the order in which they are tried on a process; empty without {@link Capability#AGENTS}
	 */
	List<WatchedApplication> applications();

	/**
	 * What the key of a product means that a licensing helper lists on a host.
	 *
	 * @param key as the helper writes it
	 * @return name and version of the product, for people; empty when it is no key of this vendor's, or not known
	 */
	default Optional<String> registeredProduct(String key) {
		return Optional.empty();
	}

	/**
	 * Tries a configuration before it is saved: reaches the source and asks for as little as possible.
	 *
	 * @param configuration values that passed {@link ConfigurationSchema#check}
	 * @param context       what the type may use
	 * @param call          deadline, cancellation, progress
	 * @return the status a poll would have, and the fields at fault
	 */
	Verification verify(Configuration configuration, MonitorContext context, Call call);

	/**
	 * Begins to monitor one server. Returns at once; the network is first touched by {@link Monitor#poll}.
	 *
	 * @param configuration values that passed {@link ConfigurationSchema#check}
	 * @param context       what the monitor may use for as long as it is open
	 * @return a monitor of its own, closed by the caller when the configuration changes or the plug-in leaves
	 */
	Monitor open(Configuration configuration, MonitorContext context);

	/**
	 * The version of what {@link #interpret} does. It is stored with every piece of evidence that was interpreted, so
	 * that facts can be derived again when it changes.
	 *
	 * @return a text that changes whenever the same evidence may give other observations
	 */
	String parserVersion();

	/**
	 * Says what a piece of evidence means. Depends on its arguments alone: the same evidence and configuration give the
	 * same observations in the same order, today and in a year. One bad record is reported to the sink and does not
	 * spoil the others. Reads the content as a stream and never all at once.
	 *
	 * @param evidence      something a monitor of this type brought, or a file a person imported
	 * @param configuration the configuration of its server
	 * @param sink          takes the observations and what could not be read
	 * @return whether the evidence as a whole was understood
	 */
	Interpretation interpret(Evidence evidence, Configuration configuration, ObservationSink sink);
}
