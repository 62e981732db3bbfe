package org.lictor.plugins.internal;

import java.net.URI;
import java.util.Set;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.ProvisionException;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.query.IQueryResult;
import org.eclipse.equinox.p2.query.QueryUtil;
import org.eclipse.equinox.p2.repository.metadata.IMetadataRepository;
import org.eclipse.equinox.p2.repository.metadata.IMetadataRepositoryManager;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** What p2 repositories offer. */
final class Repositories {

	private final IProvisioningAgent agent;
	private final Set<String> httpHosts;

	/**
	 * @param agent     whose p2 reads them
	 * @param httpHosts names of hosts that need no encryption, lower case
	 */
	Repositories(IProvisioningAgent agent, Set<String> httpHosts) {
		this.agent = agent;
		this.httpHosts = Set.copyOf(httpHosts);
	}

	/**
	 * @param repository an address
	 * @param httpHosts  names of hosts that need no encryption, lower case
	 * @throws ServiceException INVALID when nothing is installed from there: others between here and there could change it
	 */
	static void check(URI repository, Set<String> httpHosts) throws ServiceException {
		if (!NamedHttpHosts.safe(repository, httpHosts)) {
			throw new ServiceException(Reason.INVALID, "Plug-ins are not taken from '" + repository
					+ "': the address of a repository begins with https:// or is a folder or ZIP file of this machine."
					+ (repository.toString().contains("http:") ? " 'plugins trust allow-http HOST' makes an exception for a host." : ""));
		}
	}

	/**
	 * @param repository address of a repository
	 * @param monitor    may cancel
	 * @return the features in it that are meant to be installed, each in its newest version
	 * @throws ServiceException INVALID, UNAVAILABLE, CANCELLED
	 */
	IQueryResult<IInstallableUnit> offered(URI repository, IProgressMonitor monitor) throws ServiceException {
		IMetadataRepository loaded = load(repository, monitor);
		IQueryResult<IInstallableUnit> categories = loaded.query(QueryUtil.createIUCategoryQuery(), monitor);
		return loaded.query(QueryUtil.createLatestQuery(categories.isEmpty() ? QueryUtil.createIUGroupQuery()
				: QueryUtil.createCompoundQuery(categories.stream().map(QueryUtil::createIUCategoryMemberQuery).toList(), false)), monitor);
	}

	/**
	 * @param unit       id of a unit
	 * @param repository address of a repository
	 * @param monitor    may cancel
	 * @return the newest version of it there, or none
	 * @throws ServiceException INVALID, UNAVAILABLE, CANCELLED
	 */
	IQueryResult<IInstallableUnit> newest(String unit, URI repository, IProgressMonitor monitor) throws ServiceException {
		return load(repository, monitor).query(QueryUtil.createLatestQuery(QueryUtil.createIUQuery(unit)), monitor);
	}

	private IMetadataRepository load(URI repository, IProgressMonitor monitor) throws ServiceException {
		check(repository, httpHosts);
		try {
			return agent.getService(IMetadataRepositoryManager.class).loadRepository(repository, monitor);
		} catch (ProvisionException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "No plug-ins can be read from " + repository + ": " + Statuses.words(e.getStatus())
					+ " Check the address, and whether this machine reaches it.", e);
		} catch (OperationCanceledException e) {
			throw new ServiceException(Reason.CANCELLED, "Reading " + repository + " was called off.", e);
		}
	}
}
