package org.lictor.plugins.internal;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.equinox.internal.p2.repository.Transport;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.UIServices;
import org.eclipse.equinox.p2.engine.IEngine;
import org.eclipse.equinox.p2.engine.IProfile;
import org.eclipse.equinox.p2.engine.IProfileRegistry;
import org.eclipse.equinox.p2.engine.IProvisioningPlan;
import org.eclipse.equinox.p2.engine.ProvisioningContext;
import org.eclipse.equinox.p2.planner.IPlanner;
import org.eclipse.equinox.p2.planner.IProfileChangeRequest;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** p2 on a copy of an installation, with what is installed there. */
final class P2 implements AutoCloseable {

	private final IProvisioningAgent agent;
	private final Path installation;
	private final String profile;

	/**
	 * @param agent        of p2, which is stopped with this
	 * @param installation that the copy is of
	 * @param profile      name of p2's profile in it
	 */
	P2(IProvisioningAgent agent, Path installation, String profile) {
		this.agent = agent;
		this.installation = installation;
		this.profile = profile;
	}

	IProvisioningAgent agent() {
		return agent;
	}

	<T> T service(Class<T> type) {
		return agent.getService(type);
	}

	/** @return whom it trusts */
	TrustPreferences trust() throws ServiceException {
		return new TrustPreferences(agent, profile());
	}

	/** Has p2 reach only hosts that it may, and ask about what nobody trusted has signed. */
	void guard(UIServices check, Set<String> httpHosts) {
		agent.registerService(UIServices.SERVICE_NAME, check);
		agent.registerService(Transport.SERVICE_NAME, new NamedHttpHosts(agent, () -> httpHosts));
	}

	IProfile profile() throws ServiceException {
		IProfile found = profile == null ? null : service(IProfileRegistry.class).getProfile(profile);
		if (found == null) {
			throw new ServiceException(Reason.UNAVAILABLE, "The installation in " + installation
					+ " does not say what is installed (folder p2). Unpack the archive again to have plug-ins.");
		}
		return found;
	}

	IProfileChangeRequest request() throws ServiceException {
		return service(IPlanner.class).createChangeRequest(profile());
	}

	/** Has p2 work on the folder, whatever it was made in. */
	void stay(Path folder) throws ServiceException {
		place(folder, false);
	}

	/** Has p2 take the folder that it finds itself in from then on. */
	void roam() throws ServiceException {
		place(installation, true);
	}

	private void place(Path folder, boolean roaming) throws ServiceException {
		IProfileChangeRequest request = request();
		request.setProfileProperty(IProfile.PROP_INSTALL_FOLDER, folder.toString());
		request.setProfileProperty(IProfile.PROP_CACHE, folder.toString());
		request.setProfileProperty(IProfile.PROP_ROAMING, Boolean.toString(roaming));
		perform(request, List.of(), new NullProgressMonitor());
	}

	/**
	 * @param request      what is to become other
	 * @param repositories addresses of what is needed for it
	 * @param monitor      may cancel
	 * @throws ServiceException INVALID, UNAVAILABLE, CANCELLED
	 */
	void perform(IProfileChangeRequest request, List<URI> repositories, IProgressMonitor monitor) throws ServiceException {
		ProvisioningContext context = new ProvisioningContext(agent);
		context.setMetadataRepositories(repositories.toArray(URI[]::new));
		context.setArtifactRepositories(repositories.toArray(URI[]::new));
		IProvisioningPlan plan = service(IPlanner.class).getProvisioningPlan(request, context, monitor);
		check(plan.getStatus(), monitor, Reason.INVALID, "This does not fit what is installed. ");
		check(service(IEngine.class).perform(plan, monitor), monitor, Reason.UNAVAILABLE, "Nothing was changed. ");
	}

	private static void check(IStatus status, IProgressMonitor monitor, Reason reason, String beginning) throws ServiceException {
		if (monitor.isCanceled()) {
			throw new ServiceException(Reason.CANCELLED, "It was called off, and nothing was changed.");
		}
		if (status.getSeverity() >= IStatus.ERROR) {
			throw new ServiceException(reason, beginning + Statuses.words(status));
		}
	}

	@Override
	public void close() {
		agent.stop();
	}
}
