package org.lictor.service;

/**
 * What an installation does with plug-ins that nobody whom it trusts has signed. A signature that does not fit and a file that
 * is not what its repository says are refused by each of them.
 */
public enum TrustPolicy {

	/** They are not installed. */
	REFUSE,
	/** Whoever installs them is asked. */
	ASK,
	/** They are installed. */
	ALLOW
}
