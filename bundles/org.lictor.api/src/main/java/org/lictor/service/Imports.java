package org.lictor.service;

import org.lictor.model.Progress;
import org.lictor.spi.Evidence;
import org.osgi.annotation.versioning.ProviderType;

/** Takes files that people hand in. Safe for use by many threads. */
@ProviderType
public interface Imports {

	/**
	 * Keeps a file as evidence for a server and derives facts from it. The same bytes twice change nothing.
	 *
	 * @param server   name of the server the file is for
	 * @param file     of origin {@link Evidence.Origin#FILE}; its content is read twice at most
	 * @param progress takes news and tells of cancellation
	 * @return what became of it; a file that is no good is a result, not an exception
	 * @throws ServiceException NOT_FOUND, INVALID when servers of this type take no files, CANCELLED
	 */
	ImportResult run(String server, Evidence file, Progress progress) throws ServiceException;
}
