package org.lictor.service;

import java.util.Objects;

/**
 * Something that is installed, or could be, beside what Lictor itself is made of.
 *
 * @param id      of the feature, such as {@code com.example.licences.feature}
 * @param version such as {@code 1.2.0.202611290800}
 * @param label   its name for people
 * @param vendor  who made it; empty when it does not say
 * @param from    the address of the repository it was installed from; empty when that is not known
 */
public record Plugin(String id, String version, String label, String vendor, String from) {

	public Plugin {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(version, "version");
		Objects.requireNonNull(label, "label");
		Objects.requireNonNull(vendor, "vendor");
		Objects.requireNonNull(from, "from");
	}
}
