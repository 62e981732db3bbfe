package org.lictor.spi;

import java.net.URI;
import java.util.List;
import java.util.Objects;

/** The beginning of a sign-in with a browser. */
public sealed interface SignInStart {

	/**
	 * A person can sign in.
	 *
	 * @param address  what the person opens in a browser
	 * @param redirect where the vendor sends the browser afterwards: {@code http} on the loopback address
	 * @param state    what the server type has to know at the end; a secret that stays on the machine that monitors
	 */
	record Begun(URI address, URI redirect, String state) implements SignInStart {

		/** Checks that nothing is null. */
		public Begun {
			Objects.requireNonNull(address, "address");
			Objects.requireNonNull(redirect, "redirect");
			Objects.requireNonNull(state, "state");
		}

		/** @return nothing that is secret */
		@Override
		public String toString() {
			return "Begun[redirect=" + redirect + "]";
		}
	}

	/**
	 * Nobody can sign in with this configuration.
	 *
	 * @param problems the fields at fault, at least one
	 */
	record Refused(List<FieldProblem> problems) implements SignInStart {

		/** Copies the list. */
		public Refused {
			problems = List.copyOf(problems);
		}
	}
}
