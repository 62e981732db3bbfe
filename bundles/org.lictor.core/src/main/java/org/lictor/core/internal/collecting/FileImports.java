package org.lictor.core.internal.collecting;

import org.lictor.core.internal.collect.ServerTypes;
import org.lictor.model.Progress;
import org.lictor.service.ImportResult;
import org.lictor.service.Imports;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Capability;
import org.lictor.spi.Evidence;
import org.lictor.spi.ServerType;
import org.lictor.store.Store;
import org.lictor.store.StoredServer;

/** Takes files that people hand in. */
public final class FileImports implements Imports {

	/** How many bytes a file may have: 256 MB. */
	public static final long LARGEST_FILE = 256_000_000;

	private final Store store;
	private final ServerTypes types;
	private final Collector collector;

	/**
	 * @param store     has the servers
	 * @param types     the installed server types
	 * @param collector keeps and understands files
	 */
	public FileImports(Store store, ServerTypes types, Collector collector) {
		this.store = store;
		this.types = types;
		this.collector = collector;
	}

	@Override
	public ImportResult run(String server, Evidence file, Progress progress) throws ServiceException {
		if (file.origin() != Evidence.Origin.FILE) {
			throw new ServiceException(Reason.INVALID, "Only files can be imported.");
		}
		StoredServer found = store.read(transaction -> transaction.servers().byName(server)).orElseThrow(
				() -> new ServiceException(Reason.NOT_FOUND, "There is no licence server '" + server + "'."));
		ServerType type = types.find(found.type()).orElseThrow(
				() -> new ServiceException(Reason.UNAVAILABLE, Collector.missing(found.type()).message()));
		if (!type.capabilities().contains(Capability.IMPORT)) {
			throw new ServiceException(Reason.INVALID,
					"Servers of the type '" + type.label() + "' take no files; they are polled.");
		}
		return collector.take(found, type, file, progress);
	}
}
