package org.lictor.core.internal.directory;

import java.util.List;

import org.lictor.store.Stored;
import org.lictor.store.StoredDirectory;
import org.lictor.store.Transaction;

/** Keeps what is known of directories in memory until one is read again or changed. Safe for use by many threads. */
public final class DirectoryIndex {

	private record Kept(List<Long> revisions, DirectoryPeople people) {
	}

	private volatile Kept kept = new Kept(List.of(), DirectoryPeople.NONE);

	/**
	 * @param transaction of a store, always the same one
	 * @return what is known in it
	 */
	public DirectoryPeople of(Transaction transaction) {
		List<StoredDirectory> directories = transaction.directories().all();
		List<Long> revisions = directories.stream().map(StoredDirectory::revision).toList();
		Kept last = kept;
		if (!last.revisions().equals(revisions)) {
			last = new Kept(revisions, new DirectoryPeople(directories.stream().map(each -> known(transaction, each)).toList()));
			kept = last;
		}
		return last.people();
	}

	private static DirectoryPeople.Known known(Transaction transaction, StoredDirectory directory) {
		return new DirectoryPeople.Known(directory.domains(), transaction.directories().entries(directory.id()).stream().map(Stored::fact).toList(),
				transaction.directories().members(directory.id()).stream().map(Stored::fact).toList());
	}
}
