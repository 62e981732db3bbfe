package org.lictor.remote.internal;

import static org.lictor.remote.protocol.ApiPaths.AGENTS;
import static org.lictor.remote.protocol.ApiPaths.ENROLMENTS;
import static org.lictor.remote.protocol.ApiPaths.SERVERS;
import static org.lictor.remote.protocol.ApiPaths.below;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.lictor.model.Progress;
import org.lictor.remote.internal.Transport.Outgoing;
import org.lictor.remote.protocol.NewEnrolment;
import org.lictor.remote.protocol.NewExamination;
import org.lictor.service.AgentInfo;
import org.lictor.service.Agents;
import org.lictor.service.Enrolment;
import org.lictor.service.Examination;
import org.lictor.service.ServiceException;
import org.lictor.spi.WatchedApplication;

/** Agents of a server elsewhere. */
final class RemoteAgents implements Agents {

	private static final String RULES = "rules";

	private final Asking asking;

	RemoteAgents(Asking asking) {
		this.asking = asking;
	}

	@Override
	public List<AgentInfo> list() throws ServiceException {
		return asking.list(AGENTS, AgentInfo.class);
	}

	@Override
	public void remove(String id) throws ServiceException {
		asking.tell(Outgoing.of("DELETE", below(AGENTS, id)));
	}

	@Override
	public Enrolment token(Optional<String> group, Duration lifetime) throws ServiceException {
		return asking.one(Outgoing.of("POST", ENROLMENTS).json(new NewEnrolment(group, lifetime)), Enrolment.class);
	}

	@Override
	public Examination examine(String id, boolean all, Progress progress) throws ServiceException {
		return examination(id, new NewExamination(all, Optional.empty()), progress);
	}

	@Override
	public Examination tryRule(String id, String server, WatchedApplication rule, boolean all, Progress progress) throws ServiceException {
		return examination(id, new NewExamination(all, Optional.of(new NewExamination.Trial(server, rule))), progress);
	}

	private Examination examination(String id, NewExamination wish, Progress progress) throws ServiceException {
		return asking.task(Outgoing.of("POST", below(AGENTS, id, "examinations")).json(wish), Examination.class, progress);
	}

	@Override
	public List<WatchedApplication> rules(String server) throws ServiceException {
		return asking.list(below(SERVERS, server, RULES), WatchedApplication.class);
	}

	@Override
	public void putRule(String server, WatchedApplication rule) throws ServiceException {
		asking.tell(Outgoing.of("PUT", below(SERVERS, server, RULES)).json(rule));
	}

	@Override
	public void removeRule(String server, String rule) throws ServiceException {
		asking.tell(Outgoing.of("DELETE", below(SERVERS, server, RULES, rule)));
	}
}
