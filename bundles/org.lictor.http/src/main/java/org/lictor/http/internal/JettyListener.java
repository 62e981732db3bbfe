package org.lictor.http.internal;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.OptionalInt;

import org.lictor.core.Node;
import org.lictor.core.NodeListener;
import org.lictor.service.ServiceException;
import org.osgi.service.component.annotations.Component;

/** Lets others reach a node over HTTPS. */
@Component
public final class JettyListener implements NodeListener {

	@Override
	public AutoCloseable start(Node node, Path dataFolder, OptionalInt port) throws ServiceException {
		return HttpsServer.start(node, dataFolder, port.orElse(HttpsServer.DEFAULT_PORT), InstantSource.system());
	}
}
