package org.lictor.workbench.internal.servers;

import java.util.Optional;
import java.util.Set;

import org.lictor.service.DirectoryDefinition;
import org.lictor.service.DirectoryInfo;
import org.lictor.service.Lictor;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServerInfo;
import org.lictor.service.ServerTypeInfo;
import org.lictor.service.ServiceException;
import org.lictor.spi.ConfigurationSchema;

/** Adds a directory, or changes one: the page for servers with the fields of a directory. */
final class DirectoryWizard extends SavingWizard {

	private final Lictor lictor;
	private final Draft draft;

	/**
	 * @param lictor   does it
	 * @param schema   what is to be known of a directory
	 * @param existing the directory to be changed; empty for a new one
	 * @param taken    names of the directories there are
	 */
	DirectoryWizard(Lictor lictor, ConfigurationSchema schema, Optional<DirectoryInfo> existing, Set<String> taken) {
		super(new ConfigurationPage(lictor, (definition, progress) -> lictor.directories().test(directory(definition), progress)));
		this.lictor = lictor;
		ServerTypeInfo type = new ServerTypeInfo("directory", "Directory", "", schema, Set.of());
		this.draft = new Draft(Draft.Kind.DIRECTORY, type, existing.map(DirectoryWizard::server), taken);
		page().describe(draft);
		setWindowTitle(existing.isPresent() ? "Edit Directory" : "New Directory");
	}

	private static ServerInfo server(DirectoryInfo directory) {
		return new ServerInfo(directory.name(), "directory", "Directory", directory.settings(), directory.secretKeys(), true, directory.status(),
				directory.lastSuccess(), directory.lastAttempt(), java.util.List.of());
	}

	private static DirectoryDefinition directory(ServerDefinition definition) {
		return new DirectoryDefinition(definition.name(), definition.settings(), definition.secrets());
	}

	@Override
	public void addPages() {
		addPage(page());
	}

	/** @return name of the directory that was added or changed */
	String name() {
		return draft.name();
	}

	@Override
	Draft draft() {
		return draft;
	}

	@Override
	void save(ServerDefinition definition) throws ServiceException {
		if (draft.isNew()) {
			lictor.directories().add(directory(definition));
		} else {
			lictor.directories().update(directory(definition));
		}
	}
}
