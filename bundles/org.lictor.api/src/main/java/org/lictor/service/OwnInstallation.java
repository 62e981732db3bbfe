package org.lictor.service;

import java.net.URI;
import java.util.function.Consumer;

import org.lictor.model.Diagnostic;
import org.lictor.model.Progress;
import org.osgi.annotation.versioning.ProviderType;

/** The installation that this process was started from. Published as an OSGi service. */
@ProviderType
public interface OwnInstallation extends Plugins {

	/**
	 * Replaces Lictor itself by the newest version there is, with the plug-ins that come from the same repository.
	 *
	 * @param repository address of a p2 repository with Lictor in it
	 * @param doubts     is asked when nobody trusted has signed it and the policy is to ask
	 * @param progress   takes news, and may cancel
	 * @return what became other; nothing when no newer version is offered
	 * @throws ServiceException NOT_FOUND when the repository has no Lictor of this kind, INVALID when a plug-in that is installed does not
	 *                          fit the newer version, otherwise as {@link #install}
	 */
	PluginChange updateProduct(URI repository, Doubts doubts, Progress progress) throws ServiceException;

	/**
	 * Has this process take in what is changed in its installation from now on, as far as that goes without a restart. Any number may
	 * follow; each hears of every change.
	 *
	 * @param news takes a sentence about each change, on a thread of its own: INFO when the process became so, WARNING when only a restart
	 *             makes it so, ERROR when it should have and did not
	 * @return ends it
	 */
	AutoCloseable follow(Consumer<Diagnostic> news);
}
