package org.lictor.service;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.lictor.model.Progress;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The plug-ins of the installation that this process was started from. Published as an OSGi service. A change that fails,
 * or ends with the process, leaves the installation as it was.
 */
@ProviderType
public interface Plugins {

	/**
	 * @return what is installed beside Lictor itself, by id
	 * @throws ServiceException UNAVAILABLE
	 */
	List<Plugin> installed() throws ServiceException;

	/**
	 * @param repository address of a p2 repository
	 * @param progress   takes news, and may cancel
	 * @return what can be installed from it, by id, each in its newest version
	 * @throws ServiceException INVALID when the address is none to install from, UNAVAILABLE, CANCELLED
	 */
	List<Plugin> offered(URI repository, Progress progress) throws ServiceException;

	/**
	 * Installs the newest version of a plug-in.
	 *
	 * @param id         of a plug-in that is not installed
	 * @param repository address of a p2 repository with it, and with all it needs that is not installed
	 * @param doubts     is asked when nobody trusted has signed it and the policy is to ask
	 * @param progress   takes news, and may cancel
	 * @return what became other
	 * @throws ServiceException ALREADY_EXISTS, NOT_FOUND when the repository does not offer it, INVALID when it does not fit,
	 *                          FORBIDDEN when it is not trusted, IN_USE while others change the installation, UNAVAILABLE,
	 *                          CANCELLED
	 */
	PluginChange install(String id, URI repository, Doubts doubts, Progress progress) throws ServiceException;

	/**
	 * Replaces plug-ins by the newest version there is.
	 *
	 * @param id         of an installed plug-in; all of them when it is empty
	 * @param repository address of a p2 repository; the one that each was installed from when it is empty
	 * @param doubts     is asked when nobody trusted has signed them and the policy is to ask
	 * @param progress   takes news, and may cancel
	 * @return what became other; nothing when no newer version is offered
	 * @throws ServiceException NOT_FOUND when it is not installed, otherwise as {@link #install}
	 */
	PluginChange update(Optional<String> id, Optional<URI> repository, Doubts doubts, Progress progress) throws ServiceException;

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
	 * Removes a plug-in.
	 *
	 * @param id       of an installed plug-in
	 * @param progress takes news, and may cancel
	 * @return what became other
	 * @throws ServiceException NOT_FOUND when it is not installed, IN_USE, UNAVAILABLE, CANCELLED
	 */
	PluginChange remove(String id, Progress progress) throws ServiceException;

	/**
	 * Has this process take in what is changed in its installation from now on, as far as that goes without a restart.
	 *
	 * @param news takes a sentence about each change, on a thread of its own
	 * @return ends it
	 */
	AutoCloseable follow(Consumer<String> news);
}
