package org.lictor.service;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import org.lictor.model.Progress;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The plug-ins of an installation: {@link OwnInstallation} has those of this process, {@link Lictor#plugins()} those of the process
 * that answers. A change that fails, or ends with the process, leaves the installation as it was. Safe for use by many threads.
 */
@ProviderType
public interface Plugins {

	/**
	 * @return what is installed beside Lictor itself, by id
	 * @throws ServiceException UNAVAILABLE, FORBIDDEN
	 */
	List<InstalledPlugin> installed() throws ServiceException;

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
	 * Removes a plug-in.
	 *
	 * @param id       of an installed plug-in
	 * @param progress takes news, and may cancel
	 * @return what became other
	 * @throws ServiceException NOT_FOUND when it is not installed, IN_USE, UNAVAILABLE, CANCELLED
	 */
	PluginChange remove(String id, Progress progress) throws ServiceException;

	/**
	 * @return whom the installation trusts to bring plug-ins
	 * @throws ServiceException UNAVAILABLE
	 */
	PluginTrust trust() throws ServiceException;
}
