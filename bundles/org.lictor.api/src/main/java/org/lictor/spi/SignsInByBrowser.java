package org.lictor.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a {@link ServerType} implements besides when its servers can be signed in to by a person with a browser, on the
 * vendor's own page. The field that keeps what is left of it is marked with {@link Field#bySignIn()}.
 *
 * <p>Somebody calls {@link #beginSignIn}, has the person open the address, waits on this machine for the browser to be sent
 * to the redirect address, and hands the query of that request to {@link #finishSignIn}.
 */
@ConsumerType
public interface SignsInByBrowser {

	/**
	 * Begins a sign-in. Reaches nobody.
	 *
	 * @param configuration values that passed {@link ConfigurationSchema#check}
	 * @return where the person has to go, or which fields are at fault
	 */
	SignInStart beginSignIn(Configuration configuration);

	/**
	 * Ends a sign-in: redeems what the browser brought.
	 *
	 * @param begun         from {@link #beginSignIn} with the same configuration
	 * @param query         the raw query with which the browser was sent to the redirect address. It comes from outside and may
	 *                      be anything
	 * @param configuration as it was when the sign-in was begun
	 * @param context       what the type may use. Secrets that are replaced are not stored
	 * @param call          deadline, cancellation, progress
	 * @return the secrets to be stored, or a status that says why there are none
	 */
	SignInResult finishSignIn(SignInStart.Begun begun, String query, Configuration configuration, MonitorContext context, Call call);
}
