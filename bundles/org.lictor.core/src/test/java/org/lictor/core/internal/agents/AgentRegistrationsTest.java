package org.lictor.core.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.EventDetail.Registrations;
import org.lictor.agent.protocol.RegisteredProduct;
import org.lictor.agent.protocol.RegisteredProduct.Method;
import org.lictor.core.internal.Site;
import org.lictor.model.Progress;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;

/** What agents tell of the products that are registered on their hosts, from the entrance to the report. */
@Timeout(120)
class AgentRegistrationsTest {

	@TempDir
	private Path folder;
	private Site site;
	private Site.Host host;

	@BeforeEach
	void open() throws Exception {
		site = new Site(folder);
		site.addServer("Cloud");
		site.watch("All", "Cloud");
		host = site.enrol("pc1");
	}

	@AfterEach
	void close() {
		site.close();
	}

	private void tell(Registrations outcome, String message, String... keys) throws Exception {
		host.tell(new EventDetail.ProductsRegistered(outcome, message, Stream.of(keys)
				.map(key -> new RegisteredProduct("ACD", key, "2025.0.0.F", "02ZQ1", "2025.0.0.F", Method.NAMED_USER,
						Set.of(Method.NETWORK, Method.NAMED_USER)))
				.toList()));
		host.send();
	}

	private List<Object> rows() throws Exception {
		ResultTable table = site.report(Queries.REGISTRATIONS);
		return IntStream.range(0, table.rowCount()).<Object>mapToObj(row -> table.value(row, "key")).toList();
	}

	@Test
	void areShownWithWhatTheirKeysMean() throws Exception {
		tell(Registrations.LISTED, "", "001Q1", "ZZZQ1");

		ResultTable table = site.report(Queries.REGISTRATIONS);

		assertEquals(List.of("001Q1", "ZZZQ1"), rows());
		assertEquals("pc1", table.value(0, "host"));
		assertEquals("AutoCAD of 001Q1", table.value(0, "product"));
		assertEquals(Unknown.UNKNOWN, table.value(1, "product"));
		assertEquals("02ZQ1", table.value(0, "run_as"));
		assertEquals("named user", table.value(0, "method"));
		assertEquals("network, named user", table.value(0, "methods"));
		assertEquals(List.of(), table.notes());
	}

	@Test
	void areThoseOfTheLastListAndStayWhenTheHelperFails() throws Exception {
		tell(Registrations.LISTED, "", "001Q1");
		site.after(Duration.ofMinutes(1));
		tell(Registrations.IN_PART, "It breaks off.", "001Q1", "057Q1");
		site.after(Duration.ofMinutes(1));
		tell(Registrations.FAILED, "It hangs.");

		assertEquals(List.of("001Q1", "057Q1"), rows());
		assertEquals(List.of("pc1: It hangs."), site.report(Queries.REGISTRATIONS).notes());
		ResultTable events = site.report(Queries.EVENTS);
		assertTrue(IntStream.range(0, events.rowCount()).anyMatch(row -> events.value(row, "message").equals("It hangs.")));

		site.node.maintenance().rebuild(Progress.NONE);
		assertEquals(List.of("001Q1", "057Q1"), rows());
		assertEquals(List.of("pc1: It hangs."), site.report(Queries.REGISTRATIONS).notes());

		site.after(Duration.ofMinutes(1));
		tell(Registrations.ABSENT, "");
		assertEquals(List.of(), rows());
		assertEquals(List.of(), site.report(Queries.REGISTRATIONS).notes());
	}

	@Test
	void areAskedForWhereATypeOfServerWantsThem() throws Exception {
		assertTrue(asked());

		site.node.servers().remove("Cloud");

		assertFalse(asked());
	}

	private boolean asked() throws Exception {
		return site.node.agentGateway().configuration(host.agent, Optional.empty(), Duration.ZERO).toCompletableFuture().get()
				.orElseThrow().registrations();
	}
}
