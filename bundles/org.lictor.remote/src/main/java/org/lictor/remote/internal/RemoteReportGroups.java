package org.lictor.remote.internal;

import static org.lictor.remote.protocol.ApiPaths.REPORT_GROUPS;
import static org.lictor.remote.protocol.ApiPaths.below;

import java.util.List;
import java.util.Map;

import org.lictor.remote.internal.Transport.Outgoing;
import org.lictor.remote.protocol.NewReportGroup;
import org.lictor.remote.protocol.QueryParameters;
import org.lictor.service.ReportGroup;
import org.lictor.service.ReportGroups;
import org.lictor.service.ServiceException;

/** Report groups of a server elsewhere. */
final class RemoteReportGroups implements ReportGroups {

	private final Asking asking;

	RemoteReportGroups(Asking asking) {
		this.asking = asking;
	}

	@Override
	public List<ReportGroup> list() throws ServiceException {
		return asking.list(REPORT_GROUPS, ReportGroup.class);
	}

	@Override
	public void add(String name, ReportGroup.Kind kind) throws ServiceException {
		asking.tell(Outgoing.of("POST", REPORT_GROUPS).json(new NewReportGroup(name, kind)));
	}

	@Override
	public void remove(String name) throws ServiceException {
		asking.tell(Outgoing.of("DELETE", below(REPORT_GROUPS, name)));
	}

	@Override
	public void include(String group, ReportGroup.Member member) throws ServiceException {
		asking.tell(Outgoing.of("POST", below(REPORT_GROUPS, group, "members")).json(member));
	}

	@Override
	public void exclude(String group, ReportGroup.Member member) throws ServiceException {
		Map<String, String> words = QueryParameters.time(member.from(), member.until());
		words.put("name", member.name());
		asking.tell(Outgoing.of("DELETE", below(REPORT_GROUPS, group, "members")).query(words));
	}
}
