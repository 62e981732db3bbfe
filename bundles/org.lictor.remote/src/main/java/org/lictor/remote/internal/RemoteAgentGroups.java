package org.lictor.remote.internal;

import static org.lictor.remote.protocol.ApiPaths.GROUPS;
import static org.lictor.remote.protocol.ApiPaths.below;

import java.util.List;

import org.lictor.model.Privacy;
import org.lictor.remote.internal.Transport.Outgoing;
import org.lictor.remote.protocol.GroupChange;
import org.lictor.remote.protocol.NewGroup;
import org.lictor.remote.protocol.IdleChange;
import org.lictor.remote.protocol.PrivacyChange;
import org.lictor.service.AgentGroupInfo;
import org.lictor.service.AgentGroups;
import org.lictor.service.ServiceException;

/** Agent groups of a server elsewhere. */
final class RemoteAgentGroups implements AgentGroups {

	private final Asking asking;

	RemoteAgentGroups(Asking asking) {
		this.asking = asking;
	}

	@Override
	public List<AgentGroupInfo> list() throws ServiceException {
		return asking.list(GROUPS, AgentGroupInfo.class);
	}

	@Override
	public AgentGroupInfo create(String name, boolean autoAssign) throws ServiceException {
		return asking.one(Outgoing.of("POST", GROUPS).json(new NewGroup(name, autoAssign)), AgentGroupInfo.class);
	}

	@Override
	public AgentGroupInfo autoAssign(String name, boolean autoAssign) throws ServiceException {
		return asking.one(Outgoing.of("PUT", below(GROUPS, name)).json(new GroupChange(autoAssign)), AgentGroupInfo.class);
	}

	@Override
	public AgentGroupInfo privacy(String name, Privacy privacy) throws ServiceException {
		return asking.one(Outgoing.of("PUT", below(GROUPS, name, "privacy")).json(new PrivacyChange(privacy)),
				AgentGroupInfo.class);
	}

	@Override
	public AgentGroupInfo idle(String name, boolean idle) throws ServiceException {
		return asking.one(Outgoing.of("PUT", below(GROUPS, name, "idle")).json(new IdleChange(idle)), AgentGroupInfo.class);
	}

	@Override
	public void remove(String name) throws ServiceException {
		asking.tell(Outgoing.of("DELETE", below(GROUPS, name)));
	}

	@Override
	public void assign(String group, String server) throws ServiceException {
		asking.tell(Outgoing.of("PUT", below(GROUPS, group, "servers", server)));
	}

	@Override
	public void unassign(String group, String server) throws ServiceException {
		asking.tell(Outgoing.of("DELETE", below(GROUPS, group, "servers", server)));
	}

	@Override
	public void addAgent(String group, String agent) throws ServiceException {
		asking.tell(Outgoing.of("PUT", below(GROUPS, group, "agents", agent)));
	}

	@Override
	public void removeAgent(String group, String agent) throws ServiceException {
		asking.tell(Outgoing.of("DELETE", below(GROUPS, group, "agents", agent)));
	}
}
