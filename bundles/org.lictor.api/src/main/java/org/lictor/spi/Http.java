package org.lictor.spi;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.osgi.annotation.versioning.ProviderType;

/** HTTP as the installation allows it: its proxies, its trust store, its time-outs. */
@ProviderType
public interface Http {

	/**
	 * Sends a request and waits for the answer's head. Redirects are followed from https to https only.
	 *
	 * @param request what to send; without a time-out of its own the installation's is taken
	 * @return the answer; the caller closes its body
	 * @throws IOException          when no answer came
	 * @throws InterruptedException when the call was cancelled while waiting
	 */
	HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException;
}
