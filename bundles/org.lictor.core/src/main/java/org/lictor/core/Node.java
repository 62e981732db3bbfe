package org.lictor.core;

import java.net.URI;

import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;
import org.osgi.annotation.versioning.ProviderType;

/** A Lictor that has a data folder open in this process. Safe for use by many threads. */
@ProviderType
public interface Node extends Lictor {

	/** @return what agents may ask and tell */
	AgentGateway agentGateway();

	/** @return who may do what */
	Access access();

	/**
	 * How this node is doing, without secrets and without names, fit to be shown to anybody. Quick.
	 *
	 * @return the state of this moment
	 */
	Health health();

	/**
	 * Told by a listener as soon as it accepts connections. The address is kept in the data folder, so that enrolment
	 * strings can be made by a command while nothing listens.
	 *
	 * @param address     as agents reach it, https with host and port
	 * @param fingerprint SHA-256 of the certificate in lower case hexadecimal
	 * @throws ServiceException UNAVAILABLE when the data folder cannot be written
	 */
	void listening(URI address, String fingerprint) throws ServiceException;
}
