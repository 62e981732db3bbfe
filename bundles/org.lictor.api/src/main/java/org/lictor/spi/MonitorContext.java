package org.lictor.spi;

import java.time.InstantSource;

import org.osgi.annotation.versioning.ProviderType;

/** What a server type may use while it works for one server. */
@ProviderType
public interface MonitorContext {

	/** @return the time; never ask the system for it */
	InstantSource clock();

	/** @return HTTP as this installation allows it */
	Http http();

	/** @return the secrets of this server */
	Secrets secrets();
}
