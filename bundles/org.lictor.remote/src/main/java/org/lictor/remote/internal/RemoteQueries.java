package org.lictor.remote.internal;

import static org.lictor.remote.protocol.ApiPaths.REPORTS;
import static org.lictor.remote.protocol.ApiPaths.below;

import java.util.List;

import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ResultTable;
import org.lictor.remote.internal.Transport.Outgoing;
import org.lictor.remote.protocol.QueryParameters;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;

/** Reports of a server elsewhere. */
final class RemoteQueries implements Queries {

	private final Asking asking;

	RemoteQueries(Asking asking) {
		this.asking = asking;
	}

	@Override
	public List<ReportDefinition> reports() throws ServiceException {
		return asking.list(REPORTS, ReportDefinition.class);
	}

	@Override
	public ResultTable run(Query query, Progress progress) throws ServiceException {
		return asking.table(
				Outgoing.of("GET", below(REPORTS, query.report())).query(QueryParameters.write(query)), progress);
	}
}
