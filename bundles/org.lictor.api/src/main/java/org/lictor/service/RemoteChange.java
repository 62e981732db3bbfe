package org.lictor.service;

/** What those may change who reach an installation over HTTPS, with the token of an administrator. Nobody else may change anything. */
public enum RemoteChange {

	/** Nothing. */
	REFUSE,
	/** They install, update and remove; nobody of them is asked about what nobody trusted has signed, so that it is not installed. */
	TRUSTED,
	/** The same, and where the policy is to ask, they are asked. */
	ASK
}
