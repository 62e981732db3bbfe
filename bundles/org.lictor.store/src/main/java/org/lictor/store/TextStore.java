package org.lictor.store;

import java.util.Collection;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.osgi.annotation.versioning.ProviderType;

/** Texts that are kept wherever, for those who must not stand there any more. Part of a {@link Transaction}. */
@ProviderType
public interface TextStore {

	/**
	 * Changes sentences: the Event Log, what came of reading evidence and the names of evidence, messages of servers and
	 * agents, and what monitors remember and tell of their progress.
	 *
	 * @param parts  only texts with one of these in them, in whatever case of letters, are looked at
	 * @param change gives what is to stand there, maybe the same
	 * @return how many were changed
	 */
	long rewrite(Collection<String> parts, UnaryOperator<String> change);

	/**
	 * Overwrites texts that facts named by number, and that none names any more. To be called last in a transaction.
	 *
	 * @param text which
	 */
	void forget(Predicate<String> text);
}
