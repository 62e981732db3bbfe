package org.lictor.service;

import java.util.List;

import org.lictor.model.Progress;
import org.lictor.spi.Verification;
import org.osgi.annotation.versioning.ProviderType;

/** Administration of the licence servers being monitored. Safe for use by many threads. */
@ProviderType
public interface Servers {

	/**
	 * @return the server types that are installed, sorted by label
	 * @throws ServiceException when they cannot be asked for
	 */
	List<ServerTypeInfo> types() throws ServiceException;

	/**
	 * @return all servers, sorted by name
	 * @throws ServiceException when they cannot be read
	 */
	List<ServerInfo> list() throws ServiceException;

	/**
	 * @param name of a server
	 * @return that server
	 * @throws ServiceException NOT_FOUND when there is none of that name
	 */
	ServerInfo show(String name) throws ServiceException;

	/**
	 * Adds a server and begins to monitor it.
	 *
	 * @param definition checked by form; whether the source answers shows in its status
	 * @return the new server
	 * @throws ServiceException INVALID naming each field at fault, ALREADY_EXISTS, NOT_FOUND when there is no such type
	 */
	ServerInfo add(ServerDefinition definition) throws ServiceException;

	/**
	 * Changes settings, secrets or the enabled flag of a server; its type stays. Secrets that are not given stay as they
	 * are. Collected data stay.
	 *
	 * @param definition with the name of an existing server
	 * @return the changed server
	 * @throws ServiceException INVALID naming each field at fault, NOT_FOUND
	 */
	ServerInfo update(ServerDefinition definition) throws ServiceException;

	/**
	 * Removes a server and all that was collected from it.
	 *
	 * @param name of a server
	 * @throws ServiceException NOT_FOUND
	 */
	void remove(String name) throws ServiceException;

	/**
	 * Tries a definition without saving it.
	 *
	 * @param definition what is to be tried; secrets that are not given are taken from the server of that name
	 * @param progress   takes news and tells of cancellation
	 * @return how it went, with the fields at fault
	 * @throws ServiceException NOT_FOUND when there is no such type
	 */
	Verification verify(ServerDefinition definition, Progress progress) throws ServiceException;

	/**
	 * Polls a server now.
	 *
	 * @param name     of a server
	 * @param progress takes news and tells of cancellation
	 * @return the server with its new status
	 * @throws ServiceException NOT_FOUND, or INVALID when servers of this type are not polled
	 */
	ServerInfo poll(String name, Progress progress) throws ServiceException;

	/**
	 * Begins a sign-in of a person with a browser. What is needed to finish it stays where Lictor monitors, in memory, for ten
	 * minutes.
	 *
	 * @param definition what is signed in to, saved or not; secrets that are not given are taken from the server of that name
	 * @return where the person has to go
	 * @throws ServiceException INVALID naming each field at fault, or when servers of this type are not signed in to;
	 *                          NOT_FOUND when there is no such type
	 */
	SignIn beginSignIn(ServerDefinition definition) throws ServiceException;

	/**
	 * Finishes a sign-in. When it went well, what came of it is kept for an hour, to be saved by {@link #add} or
	 * {@link #update} with {@link ServerDefinition#signedIn}. Each sign-in can be finished once, whether it goes well or not.
	 *
	 * @param id       of a sign-in that was begun
	 * @param query    the raw query with which the browser was sent to the redirect address
	 * @param progress takes news and tells of cancellation
	 * @return whether it went well, or why not, with the fields at fault
	 * @throws ServiceException NOT_FOUND when there is no such sign-in any more
	 */
	Verification finishSignIn(String id, String query, Progress progress) throws ServiceException;
}
