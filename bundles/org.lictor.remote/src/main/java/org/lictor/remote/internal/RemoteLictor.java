package org.lictor.remote.internal;

import org.lictor.remote.internal.Transport.Outgoing;
import org.lictor.remote.protocol.About;
import org.lictor.remote.protocol.ApiPaths;
import org.lictor.remote.protocol.News;
import org.lictor.service.AccessTokens;
import org.lictor.service.AgentGroups;
import org.lictor.service.Agents;
import org.lictor.service.Changes;
import org.lictor.service.Directories;
import org.lictor.service.Imports;
import org.lictor.service.Lictor;
import org.lictor.service.Maintenance;
import org.lictor.service.People;
import org.lictor.service.Plugins;
import org.lictor.service.Prices;
import org.lictor.service.Queries;
import org.lictor.service.ReportGroups;
import org.lictor.service.Servers;
import org.lictor.service.ServiceException;

/** An open connection to a server. */
final class RemoteLictor implements Lictor {

	private final String place;
	private final String version;
	private final Asking asking;
	private final Servers servers;
	private final Imports imports;
	private final AgentGroups groups;
	private final Agents agents;
	private final People people;
	private final ReportGroups reportGroups;
	private final Directories directories;
	private final Prices prices;
	private final AccessTokens tokens;
	private final Queries queries;
	private final Maintenance maintenance;
	private final Plugins plugins;
	private final RemoteChanges changes;

	private RemoteLictor(String place, About about, News now, Asking asking) {
		this.place = place;
		this.version = about.version();
		this.asking = asking;
		this.servers = new RemoteServers(asking);
		this.imports = new RemoteImports(asking);
		this.groups = new RemoteAgentGroups(asking);
		this.agents = new RemoteAgents(asking);
		this.people = new RemotePeople(asking);
		this.reportGroups = new RemoteReportGroups(asking);
		this.directories = new RemoteDirectories(asking);
		this.prices = new RemotePrices(asking);
		this.tokens = new RemoteAccessTokens(asking);
		this.queries = new RemoteQueries(asking);
		this.maintenance = new RemoteMaintenance(asking);
		this.plugins = new RemotePlugins(asking);
		this.changes = new RemoteChanges(asking, now.since());
	}

	/**
	 * Asks who is there, so that a wrong address or token is told at once.
	 *
	 * @param place     for people
	 * @param transport reaches the server; closed with the connection, or when it cannot be opened
	 * @return the open connection
	 * @throws ServiceException UNAVAILABLE, FORBIDDEN
	 */
	static RemoteLictor open(String place, Transport transport) throws ServiceException {
		Asking asking = new Asking(transport);
		boolean open = false;
		try {
			About about = asking.one(Outgoing.of("GET", ApiPaths.API), About.class);
			// the moment from which on changes are told
			News now = asking.one(Outgoing.of("GET", ApiPaths.CHANGES), News.class);
			RemoteLictor lictor = new RemoteLictor(place, about, now, asking);
			open = true;
			return lictor;
		} finally {
			if (!open) {
				asking.close();
			}
		}
	}

	@Override
	public String place() {
		return place;
	}

	@Override
	public String version() {
		return version;
	}

	@Override
	public Servers servers() {
		return servers;
	}

	@Override
	public Imports imports() {
		return imports;
	}

	@Override
	public AgentGroups groups() {
		return groups;
	}

	@Override
	public Agents agents() {
		return agents;
	}

	@Override
	public People people() {
		return people;
	}

	@Override
	public ReportGroups reportGroups() {
		return reportGroups;
	}

	@Override
	public Directories directories() {
		return directories;
	}

	@Override
	public Prices prices() {
		return prices;
	}

	@Override
	public AccessTokens tokens() {
		return tokens;
	}

	@Override
	public Queries queries() {
		return queries;
	}

	@Override
	public Maintenance maintenance() {
		return maintenance;
	}

	@Override
	public Plugins plugins() {
		return plugins;
	}

	@Override
	public Changes changes() {
		return changes;
	}

	@Override
	public void close() {
		changes.close();
		asking.close();
	}
}
