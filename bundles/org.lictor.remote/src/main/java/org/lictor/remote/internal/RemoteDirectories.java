package org.lictor.remote.internal;

import static org.lictor.remote.protocol.ApiPaths.DIRECTORIES;
import static org.lictor.remote.protocol.ApiPaths.DIRECTORY_SCHEMA;
import static org.lictor.remote.protocol.ApiPaths.DIRECTORY_TESTS;
import static org.lictor.remote.protocol.ApiPaths.below;

import java.util.List;

import org.lictor.model.Progress;
import org.lictor.remote.internal.Transport.Outgoing;
import org.lictor.remote.protocol.NewRefresh;
import org.lictor.service.Directories;
import org.lictor.service.DirectoryDefinition;
import org.lictor.service.DirectoryInfo;
import org.lictor.service.ServiceException;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Verification;

/** Directories of a server elsewhere. */
final class RemoteDirectories implements Directories {

	private final Asking asking;

	RemoteDirectories(Asking asking) {
		this.asking = asking;
	}

	@Override
	public ConfigurationSchema schema() throws ServiceException {
		return asking.one(Outgoing.of("GET", DIRECTORY_SCHEMA), ConfigurationSchema.class);
	}

	@Override
	public List<DirectoryInfo> list() throws ServiceException {
		return asking.list(DIRECTORIES, DirectoryInfo.class);
	}

	@Override
	public DirectoryInfo show(String name) throws ServiceException {
		return asking.one(Outgoing.of("GET", below(DIRECTORIES, name)), DirectoryInfo.class);
	}

	@Override
	public DirectoryInfo add(DirectoryDefinition definition) throws ServiceException {
		return asking.one(Outgoing.of("POST", DIRECTORIES).json(definition), DirectoryInfo.class);
	}

	@Override
	public DirectoryInfo update(DirectoryDefinition definition) throws ServiceException {
		return asking.one(Outgoing.of("PUT", below(DIRECTORIES, definition.name())).json(definition), DirectoryInfo.class);
	}

	@Override
	public void remove(String name) throws ServiceException {
		asking.tell(Outgoing.of("DELETE", below(DIRECTORIES, name)));
	}

	@Override
	public Verification test(DirectoryDefinition definition, Progress progress) throws ServiceException {
		return asking.task(Outgoing.of("POST", DIRECTORY_TESTS).json(definition), Verification.class, progress);
	}

	@Override
	public DirectoryInfo refresh(String name, boolean accept, Progress progress) throws ServiceException {
		return asking.task(Outgoing.of("POST", below(DIRECTORIES, name, "refresh")).json(new NewRefresh(accept)), DirectoryInfo.class, progress);
	}
}
