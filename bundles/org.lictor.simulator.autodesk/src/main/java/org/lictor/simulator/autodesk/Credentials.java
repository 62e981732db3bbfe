package org.lictor.simulator.autodesk;

/**
 * All with which one may sign in to the simulated cloud. Nobody's: they open nothing else.
 *
 * @param clientId            of the registered application
 * @param clientSecret        of the registered application
 * @param personalAccessToken of the administrator, bound to the client id
 * @param user                the administrator's user name
 * @param password            the administrator's password
 * @param serviceAccount      id of a secure service account, which is an administrator, too
 * @param keyId               of the service account's key
 * @param privateKey          the service account's RSA key, PKCS #8 in PEM
 */
public record Credentials(String clientId, String clientSecret, String personalAccessToken, String user, String password,
		String serviceAccount, String keyId, String privateKey) {

	/** @return nothing that opens anything */
	@Override
	public String toString() {
		return "Credentials[" + clientId + ", " + user + "]";
	}
}
