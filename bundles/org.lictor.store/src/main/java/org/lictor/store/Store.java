package org.lictor.store;

import java.nio.file.Path;

import org.lictor.model.Progress;
import org.lictor.service.Backup;
import org.lictor.service.ServiceException;
import org.lictor.spi.Content;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An open data folder. Safe for use by many threads.
 *
 * <p>Any number of threads read at once, or one writes; who comes first is served first. So work in a transaction must be
 * short: never wait for a network, a person or another thread in it, and never begin a transaction within a transaction
 * (that is refused with an {@link IllegalStateException}).
 */
@ProviderType
public interface Store extends AutoCloseable {

	/** The greatest number of characters of any text that is kept; longer ones are refused with an exception. */
	int MAX_TEXT = 32_000;

	/**
	 * Reads. All that the work reads belongs together: nobody writes meanwhile.
	 *
	 * @param <T>  what the work gives
	 * @param work done at once, in this thread; must not keep the transaction or its parts
	 * @return what the work gave
	 * @throws ServiceException what the work threw, or UNAVAILABLE when the data cannot be read
	 */
	<T> T read(Work<T> work) throws ServiceException;

	/**
	 * Writes. When this returns everything is on the disk; when it throws, or the process dies before, nothing is.
	 *
	 * @param <T>  what the work gives
	 * @param work done at once, in this thread; must not keep the transaction or its parts. Any exception undoes
	 *             everything it did
	 * @return what the work gave
	 * @throws ServiceException what the work threw, or UNAVAILABLE when the data cannot be written
	 */
	<T> T write(Work<T> work) throws ServiceException;

	/**
	 * Copies content into the folder, outside of any transaction, so that {@link SourceEvidenceStore#add} can refer to
	 * it. When this returns the bytes are on the disk.
	 *
	 * @param content  read once, as a stream
	 * @param progress gets the number of bytes copied, and may cancel
	 * @return the copy, to be closed by the caller after the transaction; bytes that no evidence refers to are removed then
	 * @throws ServiceException UNAVAILABLE when the content cannot be read or the disk is full, CANCELLED
	 */
	ReceivedContent receive(Content content, Progress progress) throws ServiceException;

	/**
	 * The bytes of a piece of evidence. May be used outside of transactions.
	 *
	 * @param evidence one that was read from this store
	 * @return its bytes; opening them fails with an {@link java.io.IOException} that names the file when it is gone or
	 *         damaged, or when the evidence was removed together with its server
	 */
	Content content(StoredEvidence evidence);

	/**
	 * Makes a backup of all that is kept at one moment. Other threads read and write meanwhile; bytes of evidence that are to go
	 * stay until the end. It is read again and compared before it gets its name.
	 *
	 * @param order    what backup
	 * @param progress takes news, and may cancel
	 * @return the backup
	 * @throws ServiceException ALREADY_EXISTS, NOT_FOUND when its folder does not exist, IN_USE when one is being made, CANCELLED, also
	 *                          when the store closes, or UNAVAILABLE, also when there is no room; then nothing is left of it
	 */
	Backup backup(BackupOrder order, Progress progress) throws ServiceException;

	/** @return the data folder */
	Path folder();

	/**
	 * Waits for transactions that run, then gives the folder back. Harmless when called twice. Transactions begun
	 * afterwards fail with UNAVAILABLE.
	 */
	@Override
	void close();

	/**
	 * Something done in a transaction.
	 *
	 * @param <T> what it gives
	 */
	@FunctionalInterface
	interface Work<T> {

		/**
		 * @param transaction good until this method returns
		 * @return anything
		 * @throws ServiceException to give up; a write undoes everything
		 */
		T in(Transaction transaction) throws ServiceException;
	}
}
