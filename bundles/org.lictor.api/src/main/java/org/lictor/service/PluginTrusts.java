package org.lictor.service;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Whom the installation that this process was started from trusts to bring plug-ins. Published as an OSGi service. What is
 * installed already stays, whoever is trusted later.
 */
@ProviderType
public interface PluginTrusts {

	/**
	 * @return how it stands
	 * @throws ServiceException UNAVAILABLE
	 */
	PluginTrust read() throws ServiceException;

	/**
	 * @param policy from now on
	 * @return how it stands then
	 * @throws ServiceException IN_USE while others change the installation, UNAVAILABLE
	 */
	PluginTrust policy(TrustPolicy policy) throws ServiceException;

	/**
	 * Trusts the owners of keys.
	 *
	 * @param file OpenPGP public keys, armored or not, or X.509 certificates, PEM or DER
	 * @return how it stands then
	 * @throws ServiceException INVALID when there is no such key in it, IN_USE, UNAVAILABLE
	 */
	PluginTrust add(byte[] file) throws ServiceException;

	/**
	 * Trusts the owner of a key no more.
	 *
	 * @param fingerprint of a key in the list; blanks, colons and upper or lower case do not matter
	 * @return how it stands then
	 * @throws ServiceException NOT_FOUND, FORBIDDEN when it came with the product, IN_USE, UNAVAILABLE
	 */
	PluginTrust remove(String fingerprint) throws ServiceException;

	/**
	 * Reads repositories of a host without encryption too.
	 *
	 * @param host name or address of it, without a port
	 * @return how it stands then
	 * @throws ServiceException INVALID when it is no name of a host, IN_USE, UNAVAILABLE
	 */
	PluginTrust allowHttp(String host) throws ServiceException;

	/**
	 * Reads repositories of a host only encrypted.
	 *
	 * @param host name or address of it
	 * @return how it stands then
	 * @throws ServiceException NOT_FOUND when it was not allowed, IN_USE, UNAVAILABLE
	 */
	PluginTrust forbidHttp(String host) throws ServiceException;

	/**
	 * Says what may be changed over HTTPS.
	 *
	 * @param remote from now on
	 * @return how it stands then
	 * @throws ServiceException IN_USE, UNAVAILABLE
	 */
	PluginTrust remote(RemoteChange remote) throws ServiceException;
}
