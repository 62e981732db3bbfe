package org.lictor.remote.internal;

import static org.lictor.remote.protocol.ApiPaths.ERASURES;
import static org.lictor.remote.protocol.ApiPaths.PATTERNS;
import static org.lictor.remote.protocol.ApiPaths.PEOPLE;
import static org.lictor.remote.protocol.ApiPaths.PERSON_EVIDENCE;

import java.util.List;
import java.util.Map;

import org.lictor.model.Progress;
import org.lictor.query.ResultTable;
import org.lictor.remote.internal.Transport.Outgoing;
import org.lictor.remote.protocol.NewPatterns;
import org.lictor.remote.protocol.QueryParameters;
import org.lictor.service.Erased;
import org.lictor.service.Mapping;
import org.lictor.service.People;
import org.lictor.service.Person;
import org.lictor.service.ServiceException;

/** Mappings of a server elsewhere. */
final class RemotePeople implements People {

	private final Asking asking;

	RemotePeople(Asking asking) {
		this.asking = asking;
	}

	@Override
	public List<Mapping> list() throws ServiceException {
		return asking.list(PEOPLE, Mapping.class);
	}

	@Override
	public void map(Mapping mapping) throws ServiceException {
		asking.tell(Outgoing.of("POST", PEOPLE).json(mapping));
	}

	@Override
	public void unmap(Mapping mapping) throws ServiceException {
		Map<String, String> words = QueryParameters.time(mapping.from(), mapping.until());
		words.put("host_user", mapping.hostUser());
		words.put("account", mapping.account());
		asking.tell(Outgoing.of("DELETE", PEOPLE).query(words));
	}

	@Override
	public List<String> patterns() throws ServiceException {
		return asking.list(PATTERNS, String.class);
	}

	@Override
	public void patterns(List<String> patterns) throws ServiceException {
		asking.tell(Outgoing.of("PUT", PATTERNS).json(new NewPatterns(patterns)));
	}

	@Override
	public ResultTable evidence(Person person, Progress progress) throws ServiceException {
		return asking.table(Outgoing.of("POST", PERSON_EVIDENCE).json(person), progress);
	}

	@Override
	public Erased erase(Person person, Progress progress) throws ServiceException {
		return asking.task(Outgoing.of("POST", ERASURES).json(person), Erased.class, progress);
	}
}
