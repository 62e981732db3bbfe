package org.lictor.core;

import java.util.Optional;
import java.util.function.Function;

import org.lictor.model.Progress;
import org.lictor.spi.Configuration;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Verification;
import org.osgi.annotation.versioning.ConsumerType;

/** Reads a company's directory of users and groups. Published as an OSGi service. Safe for use by many threads. */
@ConsumerType
public interface DirectoryReader {

	/** Field of kind DURATION that every schema has: how often a directory is read. */
	String INTERVAL = "interval";

	/** @return what is to be known of a directory to read it */
	ConfigurationSchema schema();

	/**
	 * Tries settings, looking at a few entries only.
	 *
	 * @param configuration passed the check of the schema
	 * @param secrets       gives a copy of a secret field by its key, which is wiped after use; empty when it has no value
	 * @param progress      tells of cancellation
	 * @return whether all is well, or which setting is at fault and what to do about it
	 */
	Verification test(Configuration configuration, Function<String, Optional<char[]>> secrets, Progress progress);

	/**
	 * Reads all of a directory.
	 *
	 * @param configuration passed the check of the schema
	 * @param secrets       gives a copy of a secret field by its key, which is wiped after use; empty when it has no value
	 * @param progress      takes news and tells of cancellation
	 * @return everything, or nothing at all
	 * @throws DirectoryTrouble when it cannot be read to its end, or when that was called off
	 */
	DirectoryContent read(Configuration configuration, Function<String, Optional<char[]>> secrets, Progress progress) throws DirectoryTrouble;
}
