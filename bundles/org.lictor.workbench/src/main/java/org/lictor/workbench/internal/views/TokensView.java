package org.lictor.workbench.internal.views;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.swt.widgets.ToolBar;
import org.lictor.query.Query;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Queries;
import org.lictor.workbench.internal.grid.GridSpec;

/** The tokens used, by month, category and product. */
public final class TokensView extends ReportView {

	@Override
	protected GridSpec spec() {
		return new GridSpec("tokens", "months", List.of("server", "contract", "month", "category", "product"), "product",
				GridSpec.Hint.of("No tokens yet",
						"They come with Token Flex, or with the usage of an account that has Flex: switch Token Flex on in the settings of a licence server, or import a usage file."),
				Optional.empty());
	}

	@Override
	protected Query query(ZoneId zone) {
		return Query.of(Queries.TOKENS, zone);
	}

	@Override
	protected Set<Topic> topics() {
		return Set.of(Topic.SERVERS, Topic.SESSIONS);
	}

	@Override
	protected void addActions(ToolBar bar) {
		// the rows can be sorted, filtered and exported as everywhere; there is nothing to do about them
	}
}
