package org.lictor.remote.internal;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;

import javax.net.ssl.SSLException;

import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** What to tell a person when no answer came. */
final class Sentences {

	private Sentences() {
	}

	/**
	 * @param endpoint that was asked
	 * @param failure  what the HTTP client says
	 * @return UNAVAILABLE with a sentence
	 */
	static ServiceException unanswered(Endpoint endpoint, Throwable failure) {
		URI address = endpoint.address();
		Optional<PinnedTrust.OtherCertificate> other = cause(failure, PinnedTrust.OtherCertificate.class);
		String sentence;
		if (other.isPresent()) {
			sentence = "The server at " + address + " shows another certificate than expected. Its fingerprint is "
					+ other.get().shown() + ", expected was " + endpoint.fingerprint().orElse("another")
					+ ". If its certificate was renewed, use the new fingerprint, which the server prints when it starts;"
					+ " otherwise somebody may have come between, and nothing was sent.";
		} else if (cause(failure, SSLException.class).isPresent()) {
			sentence = endpoint.fingerprint().isPresent()
					? "No secure connection to " + address + " came about: does a Lictor server listen there?"
					: "The certificate of " + address + " is not one that this machine trusts. Say which one is right by its"
							+ " fingerprint, which the server prints when it starts.";
		} else if (cause(failure, UnresolvedAddressException.class).isPresent()) {
			sentence = "There is no host named '" + address.getHost() + "'. Is the address right?";
		} else if (cause(failure, ConnectException.class).isPresent()) {
			sentence = "Nothing answers at " + address + ". Does the server run, and is the address right?";
		} else if (cause(failure, HttpTimeoutException.class).isPresent()) {
			sentence = "The server at " + address + " does not answer in time. Try again later.";
		} else {
			sentence = "The connection to the server at " + address + " broke off. Try again.";
		}
		return new ServiceException(Reason.UNAVAILABLE, sentence, failure);
	}

	/**
	 * @param endpoint that was asked
	 * @param status   HTTP status of its answer
	 * @return what to say of an answer that no Lictor gives
	 */
	static ServiceException strange(Endpoint endpoint, int status) {
		return new ServiceException(Reason.UNAVAILABLE, "What answers at " + endpoint.address() + " (HTTP status " + status
				+ ") is no Lictor server that this version understands. Is the address right, and are both of the same"
				+ " version?");
	}

	/** @return what to say when the caller called it off */
	static ServiceException cancelled() {
		return new ServiceException(Reason.CANCELLED, "Called off.");
	}

	private static <T> Optional<T> cause(Throwable thrown, Class<T> type) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return Optional.of(type.cast(cause));
			}
		}
		return Optional.empty();
	}
}
