package org.lictor.store.internal.db;

import org.lictor.model.Progress;
import org.lictor.service.ServiceException;

/** What a script of the schema cannot do. */
@FunctionalInterface
public interface Conversion {

	/**
	 * @param sql      the transaction of the script, after it
	 * @param progress takes news, and may cancel
	 * @throws ServiceException CANCELLED; then the script was not applied either
	 */
	void run(Sql sql, Progress progress) throws ServiceException;
}
