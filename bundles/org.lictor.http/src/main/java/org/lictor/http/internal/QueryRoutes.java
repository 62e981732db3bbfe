package org.lictor.http.internal;

import static org.lictor.http.internal.Guard.NOBODY;
import static org.lictor.http.internal.Guard.READER;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.lictor.core.Health;
import org.lictor.core.Node;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.remote.protocol.ApiPaths;
import org.lictor.remote.protocol.QueryParameters;
import org.lictor.report.RenderOptions;
import org.lictor.report.Renderer;
import org.lictor.report.Renderers;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** Reports, news of changes, and whether the node is well. */
final class QueryRoutes {

	private static final String FORMAT = "format";
	private static final String SINCE = "since";
	private static final String WAIT = "wait";
	private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

	private QueryRoutes() {
	}

	/**
	 * @param node   answers
	 * @param feed   knows what changed when
	 * @param routes takes the routes
	 */
	static void add(Node node, ChangeFeed feed, Routes routes) {
		Set<String> parameters = new HashSet<>(QueryParameters.ALL);
		parameters.add(FORMAT);
		routes.get(ApiPaths.HEALTH, NOBODY, call -> {
			Health health = node.health();
			return Answer.json(health.state() == Health.State.OK ? 200 : 503, health);
		});
		routes.get(ApiPaths.REPORTS, READER, call -> Answer.json(node.queries().reports()));
		routes.get(ApiPaths.REPORTS + "/{report}", READER, parameters, call -> report(node, call));
		routes.get(ApiPaths.CHANGES, READER, Set.of(SINCE, WAIT),
				call -> new Answer.Later(feed
						.after(call.parameters().get(SINCE), call.parameters().seconds(WAIT, LONGEST_WAIT))
						.thenApply(Answer::json)));
	}

	private static Answer report(Node node, Call call) throws ServiceException {
		String format = call.parameters().get(FORMAT).orElse(Renderers.JSON.name());
		Renderer renderer = Renderers.byName(format).orElseThrow(() -> new ServiceException(Reason.INVALID,
				"'" + FORMAT + "' should be one of "
						+ String.join(", ", Renderers.all().stream().map(Renderer::name).toList()) + ", not '" + format + "'."));
		Map<String, String> words = new HashMap<>(call.parameters().all());
		words.remove(FORMAT);
		Query query = QueryParameters.parse(call.name("report"), words, ZoneOffset.UTC);
		return new Answer.Task(progress -> node.queries().run(query, progress),
				table -> new Answer.Streamed(renderer.mediaType(), file(renderer, query),
						out -> renderer.render((ResultTable) table, RenderOptions.DEFAULT, out)));
	}

	/** The name of a report that was answered has no characters that would need care. */
	private static Map<String, String> file(Renderer renderer, Query query) {
		return Map.of("Content-Disposition",
				"inline; filename=\"" + query.report() + "." + renderer.fileExtension() + "\"");
	}
}
