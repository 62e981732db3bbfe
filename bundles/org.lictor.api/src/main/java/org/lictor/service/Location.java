package org.lictor.service;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Where a Lictor is. */
public sealed interface Location {

	/**
	 * A data folder on this machine, opened in this process, or, when a server runs on it, reached through that server.
	 *
	 * @param path the folder; made when it does not exist
	 */
	record Folder(Path path) implements Location {

		/** Checks that nothing is null. */
		public Folder {
			Objects.requireNonNull(path, "path");
		}
	}

	/**
	 * A server elsewhere.
	 *
	 * @param address     its address, https
	 * @param fingerprint SHA-256 of its certificate in lower case hexadecimal; empty to trust what the machine trusts
	 * @param token       an administrator's or reader's token
	 */
	record Address(URI address, Optional<String> fingerprint, String token) implements Location {

		/** Checks that nothing is null. */
		public Address {
			Objects.requireNonNull(address, "address");
			Objects.requireNonNull(fingerprint, "fingerprint");
			Objects.requireNonNull(token, "token");
		}

		/** @return everything but the token */
		@Override
		public String toString() {
			return "Address[" + address + "]";
		}
	}
}
