package org.lictor.service;

import java.util.Objects;
import java.util.Set;

import org.lictor.spi.Capability;
import org.lictor.spi.ConfigurationSchema;

/**
 * A server type that is installed.
 *
 * @param id           its stable id
 * @param label        its name for people
 * @param description  what it monitors and what it needs
 * @param schema       the fields to fill in
 * @param capabilities what its servers can tell
 */
public record ServerTypeInfo(String id, String label, String description, ConfigurationSchema schema,
		Set<Capability> capabilities) {

	/** Copies the set. */
	public ServerTypeInfo {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(label, "label");
		Objects.requireNonNull(description, "description");
		Objects.requireNonNull(schema, "schema");
		capabilities = Set.copyOf(capabilities);
	}
}
