package org.lictor.workbench.internal.servers;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jface.wizard.IWizardPage;
import org.lictor.service.Lictor;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServerInfo;
import org.lictor.service.ServerTypeInfo;
import org.lictor.service.ServiceException;

/** Adds a licence server, or changes one. */
final class ServerWizard extends SavingWizard {

	private final Lictor lictor;
	private final Optional<ServerInfo> existing;
	private final Set<String> taken;
	private final TypePage typePage;
	private Optional<Draft> draft = Optional.empty();

	/**
	 * @param lictor   does it
	 * @param types    of servers that are installed
	 * @param servers  there are
	 * @param existing the server to be changed, whose type is among the types; empty for a new one
	 */
	ServerWizard(Lictor lictor, List<ServerTypeInfo> types, List<ServerInfo> servers, Optional<ServerInfo> existing) {
		super(new ConfigurationPage(lictor, lictor.servers()::verify));
		this.lictor = lictor;
		this.existing = existing;
		this.taken = servers.stream().map(ServerInfo::name).collect(Collectors.toSet());
		this.typePage = new TypePage(types);
		setWindowTitle(existing.isPresent() ? "Edit License Server" : "New License Server");
		existing.ifPresent(server -> types.stream().filter(type -> type.id().equals(server.type())).findFirst()
				.ifPresent(this::describe));
	}

	@Override
	public void addPages() {
		if (existing.isEmpty()) {
			addPage(typePage);
		}
		addPage(page());
	}

	@Override
	public IWizardPage getNextPage(IWizardPage page) {
		if (page == typePage) {
			typePage.type().ifPresent(this::describe);
		}
		return super.getNextPage(page);
	}

	private void describe(ServerTypeInfo type) {
		if (draft.isEmpty() || !draft.get().type().id().equals(type.id())) {
			draft = Optional.of(new Draft(type, existing, taken));
			page().describe(draft.get());
		}
	}

	@Override
	public boolean canFinish() {
		return getContainer().getCurrentPage() == page() && super.canFinish();
	}

	/** @return name of the server that was added or changed */
	String name() {
		return draft.map(Draft::name).orElse("");
	}

	@Override
	Draft draft() {
		return draft.orElseThrow();
	}

	@Override
	void save(ServerDefinition definition) throws ServiceException {
		if (existing.isPresent()) {
			lictor.servers().update(definition);
		} else {
			lictor.servers().add(definition);
		}
	}
}
