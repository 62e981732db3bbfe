package org.lictor.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;

import org.lictor.model.Diagnostic.Severity;
import org.lictor.model.LogEntry;
import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;

/**
 * Writes to a store what a seed says, each step in one transaction that also says which step it was. The same seed and number of
 * steps give the same data, row for row.
 */
final class RandomLife {

	private static final String STEP = "step";
	private static final String ODD = "nul \0 half \uD83D tab \t return \r line \n \\N \uE000 Zürich";

	private final Store store;
	private final Random random;
	private final List<SessionFact> open = new ArrayList<>();
	private final List<Long> pieces = new ArrayList<>();
	private long steps;
	private long server;

	RandomLife(Store store, long seed) {
		this.store = store;
		this.random = new Random(seed);
	}

	/** @return how many steps a store has seen */
	static long steps(Store store) throws ServiceException {
		return store.read(tx -> tx.settings().get(STEP)).map(Long::parseLong).orElse(0L);
	}

	/** Does so many steps more. */
	void live(long more) throws ServiceException {
		for (long step = 0; step < more; step++) {
			step();
		}
	}

	private void step() throws ServiceException {
		Instant now = Opened.T.plus(Duration.ofMinutes(steps));
		int what = random.nextInt(10);
		if (server == 0 || what == 0) {
			in(tx -> {
				if (server > 0) {
					tx.servers().remove(server);
					pieces.clear();
					open.clear();
				}
				server = tx.servers().add("server " + steps, "test", Map.of("a", ODD), true, now).id();
				tx.servers().secret(server, "password", new byte[] { 0, -1, 9, 10, 92 });
				if (tx.agents().history().isEmpty()) {
					tx.agents().add("i", "hash", ODD, "linux", "1", now);
				}
			});
		} else if (what <= 3) {
			keep(now, Optional.empty());
		} else if (what <= 5 && !pieces.isEmpty()) {
			keep(now, Optional.of(pieces.get(random.nextInt(pieces.size()))));
		} else {
			UUID key = new UUID(random.nextLong(), random.nextLong());
			boolean ends = !open.isEmpty() && random.nextBoolean();
			SessionFact fact = ends ? ended(open.remove(random.nextInt(open.size())), now)
					: new SessionFact(SessionUnit.agent(1), key, server, Opened.ACAD, "h" + random.nextInt(9), "u" + random.nextInt(9), 1, now,
							now, Optional.empty(), 1);
			if (!ends) {
				open.add(fact);
			}
			in(tx -> {
				tx.sessions().put(List.of(fact));
				tx.facts().denials().add(new FactUnit(server, Evidence.Origin.FILE), List.of(new DenialFact(Opened.ACAD, now, "u", ODD,
						OptionalLong.of(steps), ODD + steps, 1, 1)));
				tx.agentEvidence().append(1, List.of(new AgentEvent("run", steps + 1, "X", false, List.of(key), now, 5, Optional.empty(), now,
						now, ODD + steps)));
			});
		}
	}

	private static SessionFact ended(SessionFact fact, Instant end) {
		return new SessionFact(fact.unit(), fact.key(), fact.server(), fact.product(), fact.host(), fact.hostUser(), 1, fact.start(), end,
				Optional.of(new SessionFact.End(end, true)), 1);
	}

	/** Keeps new evidence, or puts other bytes in the place of those of a piece. */
	private void keep(Instant now, Optional<Long> replaced) throws ServiceException {
		byte[] bytes = ("evidence " + steps + " " + random.nextLong()).repeat(1 + random.nextInt(50)).getBytes(StandardCharsets.UTF_8);
		try (ReceivedContent content = store.receive(Content.of(bytes), Progress.NONE)) {
			in(tx -> {
				if (replaced.isPresent()) {
					tx.sourceEvidence().replace(replaced.get(), content);
				} else {
					pieces.add(tx.sourceEvidence().add(server, Evidence.Origin.FILE, "f" + steps, now, content, now).evidence().id());
				}
			});
		}
	}

	private interface Work {
		void in(Transaction transaction) throws ServiceException;
	}

	private void in(Work work) throws ServiceException {
		store.write(tx -> {
			work.in(tx);
			tx.eventLog().append(List.of(new LogEntry(Opened.T, Severity.INFO, "life", ODD + steps)));
			tx.settings().put(STEP, Long.toString(steps + 1));
			return null;
		});
		steps++;
	}
}
