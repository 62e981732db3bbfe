package org.lictor.simulator.autodesk;

/** With what a request proved who sent it. */
public enum CredentialKind {
	/** with nothing */
	NONE,
	/** client id and secret in the header */
	CLIENT_HEADER,
	/** client id, with or without a secret, in the form */
	CLIENT_FORM,
	/** a token that stands for the application alone */
	TWO_LEGGED,
	/** a token that stands for the administrator */
	THREE_LEGGED,
	/** a token of the application, and the administrator's personal access token in a header */
	PERSONAL_TOKEN_HEADER,
	/** a token that is not known, or not any more */
	UNKNOWN_TOKEN,
	/** user name and password */
	PASSWORD,
	/** what is in a download address */
	SIGNED_ADDRESS
}
