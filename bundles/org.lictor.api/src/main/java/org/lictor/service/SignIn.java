package org.lictor.service;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;

/**
 * A sign-in with a browser that was begun.
 *
 * @param id       names it towards Lictor; who knows it and is an administrator can use what comes of it
 * @param address  what the person opens in a browser
 * @param redirect where the browser is sent afterwards, to be listened on with {@link RedirectListener}
 * @param expires  when it is forgotten unless it was finished
 */
public record SignIn(String id, URI address, URI redirect, Instant expires) {

	/** Checks that nothing is null. */
	public SignIn {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(address, "address");
		Objects.requireNonNull(redirect, "redirect");
		Objects.requireNonNull(expires, "expires");
	}

	/** @return nothing with which somebody else could finish it */
	@Override
	public String toString() {
		return "SignIn[redirect=" + redirect + ", expires=" + expires + "]";
	}
}
