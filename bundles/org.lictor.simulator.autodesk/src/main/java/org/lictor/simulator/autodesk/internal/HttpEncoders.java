package org.lictor.simulator.autodesk.internal;

import java.util.function.Supplier;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http2.hpack.HpackEncoder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Has Jetty find what encodes statuses for HTTP/2. It looks once in the life of a class, with the loader of the thread; where
 * it does not find it, every answer with a status such as 403 is a stream that is reset. In OSGi another bundle may be the
 * first to use Jetty, without HTTP/2: so this is done when the bundle starts, before anybody listens.
 */
@Component(service = HttpEncoders.class, immediate = true)
public final class HttpEncoders {

	/** The bundle starts. */
	@Activate
	public HttpEncoders() {
		find();
	}

	/** Does it, unless it was done before. */
	public static void find() {
		seenBy(HpackEncoder.class, () -> new PreEncodedHttpField(HttpHeader.CONNECTION, "close"));
	}

	/**
	 * Does something with a loader that sees what a class sees.
	 *
	 * @param <T>       what comes of it
	 * @param neighbour whose loader it is
	 * @param work      what is done
	 * @return what came of it
	 */
	public static <T> T seenBy(Class<?> neighbour, Supplier<T> work) {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(neighbour.getClassLoader());
		try {
			return work.get();
		} finally {
			thread.setContextClassLoader(before);
		}
	}
}
