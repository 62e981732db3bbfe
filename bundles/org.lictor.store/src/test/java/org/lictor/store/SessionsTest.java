package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.store.Opened.ACAD;
import static org.lictor.store.Opened.MAYA;
import static org.lictor.store.Opened.T;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lictor.model.LicenceType;
import org.lictor.model.Product;

@Tag(TestDatabase.BOTH)
class SessionsTest {

	private static final SessionUnit AGENT = SessionUnit.agent(5);

	private Opened opened;
	private long server;

	@BeforeEach
	void open() throws Exception {
		opened = new Opened();
		server = opened.server("licences");
	}

	@AfterEach
	void close() throws Exception {
		opened.close();
	}

	private SessionFact session(SessionUnit unit, int key, Product product, int start, Integer end) {
		return new SessionFact(unit, new UUID(key, -key), server, product, "host" + key % 3, "DOM\\user" + key % 2, 1,
				T.plusSeconds(start), T.plusSeconds(end == null ? start + 1 : end),
				Optional.ofNullable(end).map(second -> new SessionFact.End(T.plusSeconds(second), key % 2 == 0)), key, key % 2 == 0 ? "session" + key : "",
				key % 2 == 0 ? new SessionInput(Duration.ofSeconds(key), Duration.ofMillis(7), SessionInput.State.IDLE, T) : SessionInput.NONE);
	}

	private void put(SessionFact... sessions) throws Exception {
		opened.write(tx -> {
			tx.sessions().put(List.of(sessions));
			return null;
		});
	}

	/** Evidence numbers, which the tests make the same as the keys, of what streams by. */
	private List<Long> stream(SessionFilter filter) throws Exception {
		return opened.read(tx -> {
			List<Long> seen = new ArrayList<>();
			tx.sessions().stream(filter, row -> seen.add(tx.sessions().byId(row.id()).orElseThrow().evidence()));
			return seen;
		});
	}

	@Test
	void keepsSessionsAsTheyWere() throws Exception {
		SessionFact open = session(AGENT, 1, ACAD, 0, null);
		SessionFact ended = session(SessionUnit.checkouts(server), 2, MAYA, 10, 20);
		put(open, ended);
		opened.reopen();

		assertEquals(List.of(open), opened.read(tx -> tx.sessions().of(AGENT)).stream().map(Stored::fact).toList());
		assertEquals(Map.of(ended.key(), ended), opened.read(tx -> tx.sessions()
				.byKeys(SessionUnit.checkouts(server), List.of(ended.key(), ended.key(), open.key()))));
		assertEquals(List.of(AGENT, SessionUnit.checkouts(server)), opened.read(tx -> tx.sessions().units()));
		assertEquals(Optional.empty(), opened.read(tx -> tx.sessions().byId(-1)));
	}

	@Test
	void changesASessionThatComesAgain() throws Exception {
		put(session(AGENT, 1, ACAD, 0, null), session(AGENT, 2, ACAD, 0, null));
		long id = opened.read(tx -> tx.sessions().of(AGENT)).getFirst().id();
		SessionFact ended = session(AGENT, 1, MAYA, 3, 9);

		put(ended, session(AGENT, 3, ACAD, 0, null));

		assertEquals(List.of(new Stored<>(id, ended), 2L, 3L),
				List.of(opened.read(tx -> tx.sessions().of(AGENT)).getFirst(),
						opened.read(tx -> tx.sessions().of(AGENT)).get(1).fact().evidence(),
						opened.read(tx -> tx.sessions().of(AGENT)).get(2).fact().evidence()));
	}

	@Test
	void findsEachOfManySessionsOfSeveralUnitsThatComeAgain() throws Exception {
		SessionUnit other = SessionUnit.checkouts(server);
		List<SessionFact> first = new ArrayList<>();
		List<SessionFact> again = new ArrayList<>();
		for (int key = 1; key <= 2000; key++) {
			first.add(session(AGENT, key, ACAD, key, null));
			first.add(session(other, key, MAYA, key, key + 1));
			again.add(session(AGENT, key + 1000, ACAD, key + 1000, key + 1050));
			again.add(session(other, key, MAYA, key, key + 1));
		}
		put(first.toArray(SessionFact[]::new));
		List<Stored<SessionFact>> stand = opened.read(tx -> tx.sessions().of(AGENT));
		put(again.toArray(SessionFact[]::new));

		List<Stored<SessionFact>> now = opened.read(tx -> tx.sessions().of(AGENT));
		assertEquals(3000, now.size(), "a thousand are new");
		assertEquals(stand.stream().map(Stored::id).toList(), now.subList(0, 2000).stream().map(Stored::id).toList(), "the others keep their numbers");
		assertEquals(again.stream().filter(each -> each.unit().equals(AGENT)).toList(), now.subList(1000, 3000).stream().map(Stored::fact).toList());
		assertEquals(2000, opened.read(tx -> tx.sessions().of(other)).size());
		assertEquals(3000, opened.read(tx -> tx.sessions().byKeys(AGENT, now.stream().map(each -> each.fact().key()).toList())).size());
	}

	@Test
	void findsThoseOfALargeBatchThatStandWhetherTheUnitHasFewOrMany() throws Exception {
		List<SessionFact> all = IntStream.range(0, 10_100).mapToObj(number -> new SessionFact(AGENT, new UUID(number % 3, number), server, MAYA,
				"h", "u", 1, T, T, Optional.empty(), 1)).toList();
		// few stand: 100 of those that come again, and one with half of the key of another
		put(all.subList(0, 100).toArray(SessionFact[]::new));
		put(twin(all.get(500), AGENT, 77));
		put(all.subList(0, 9_000).toArray(SessionFact[]::new));
		assertEquals(9_001, sessionsOf(AGENT));

		// many stand: more than eight times as many as come
		List<SessionFact> again = all.subList(8_990, 10_090).stream().map(session -> new SessionFact(AGENT, session.key(), server, MAYA, "h", "u",
				2, T, T, Optional.empty(), 1)).toList();
		put(again.toArray(SessionFact[]::new));
		assertEquals(10_091, sessionsOf(AGENT));
		assertEquals(2, opened.read(tx -> tx.sessions().byKeys(AGENT, List.of(all.get(8_990).key()))).get(all.get(8_990).key()).licences());
	}

	private int sessionsOf(SessionUnit unit) throws Exception {
		return opened.read(tx -> tx.sessions().of(unit)).size();
	}

	/** Of units that large batches came for, the store remembers keys: neither what is removed nor what is undone may deceive it. */
	@Test
	void keepsEachSessionOnceWhateverIsPutRemovedAndUndone() throws Exception {
		Random random = new Random(7);
		Map<SessionUnit, Map<UUID, SessionFact>> all = new HashMap<>(Map.of(AGENT, Map.of(), SessionUnit.checkouts(server), Map.of()));
		for (int step = 0; step < 40; step++) {
			SessionUnit unit = random.nextBoolean() ? AGENT : SessionUnit.checkouts(server);
			Map<UUID, SessionFact> now = new HashMap<>(all.get(unit));
			int removed = random.nextInt(4);
			List<UUID> gone = now.keySet().stream().filter(key -> removed == 0 || removed == 1 && key.hashCode() % 3 == 0).toList();
			int first = random.nextInt(3_000);
			List<SessionFact> told = IntStream.range(first, first + (random.nextInt(3) == 0 ? 20 : 1_100))
					.mapToObj(key -> session(unit, key, random.nextBoolean() ? ACAD : MAYA, key % 100, key % 100 + 1 + random.nextInt(9))).toList();
			boolean undone = random.nextInt(4) == 0;
			gone.forEach(now::remove);
			told.forEach(session -> now.put(session.key(), session));
			Store.Work<Void> work = tx -> {
				tx.sessions().remove(unit, gone);
				tx.sessions().put(told);
				if (undone) {
					throw new IllegalStateException("undone");
				}
				return null;
			};
			if (undone) {
				assertThrows(IllegalStateException.class, () -> opened.write(work));
			} else {
				opened.write(work);
				all.put(unit, now);
			}
			if (random.nextInt(8) == 0) {
				opened.reopen();
			}
			List<SessionFact> kept = opened.read(tx -> tx.sessions().of(unit)).stream().map(Stored::fact).toList();
			assertEquals(all.get(unit).size(), kept.size(), "step " + step);
			assertEquals(all.get(unit), kept.stream().collect(Collectors.toMap(SessionFact::key, fact -> fact)), "step " + step);
		}
	}

	@Test
	void tellsTheSameKeyOfTwoUnitsApart() throws Exception {
		put(session(AGENT, 1, ACAD, 0, null), session(SessionUnit.agent(6), 1, ACAD, 0, null),
				session(SessionUnit.checkouts(5), 1, ACAD, 0, null));

		assertEquals(3, opened.number(tx -> tx.sessions().count(SessionFilter.ALL)));
	}

	@Test
	void tellsKeysApartThatHaveOneHalfInCommon() throws Exception {
		SessionFact one = session(AGENT, 1, ACAD, 0, 10);
		SessionFact twin = twin(one, AGENT, one.key().getMostSignificantBits() + 1);
		SessionFact elsewhere = twin(one, SessionUnit.usageFiles(5), twin.key().getMostSignificantBits());
		SessionFact other = twin(one, AGENT, one.key().getMostSignificantBits() + 2);
		put(one, twin, elsewhere);
		SessionFact changed = new SessionFact(AGENT, twin.key(), server, MAYA, "h", "u", 3, T, T, Optional.empty(), 9);

		put(changed);

		assertEquals(Set.of(one, changed), opened.read(tx -> Set.copyOf(tx.sessions().of(AGENT).stream().map(Stored::fact).toList())));
		assertEquals(Map.of(one.key(), one, changed.key(), changed), opened.read(tx -> tx.sessions().byKeys(AGENT,
				List.of(one.key(), changed.key(), other.key()))));
		opened.write(tx -> {
			tx.sessions().remove(AGENT, List.of(one.key(), other.key()));
			return null;
		});
		assertEquals(List.of(changed), opened.read(tx -> tx.sessions().of(AGENT)).stream().map(Stored::fact).toList());
		assertEquals(List.of(elsewhere), opened.read(tx -> tx.sessions().of(SessionUnit.usageFiles(5))).stream().map(Stored::fact).toList());
	}

	private static SessionFact twin(SessionFact of, SessionUnit unit, long high) {
		return new SessionFact(unit, new UUID(high, of.key().getLeastSignificantBits()), of.server(), of.product(), of.host(), of.hostUser(),
				of.licences(), of.start(), of.lastProven(), of.end(), of.evidence(), of.osSession(), of.input());
	}

	@Test
	void refusesASessionThatIsGivenTwice() throws Exception {
		SessionFact one = session(AGENT, 1, ACAD, 0, 10);

		assertThrows(IllegalArgumentException.class, () -> put(one, session(AGENT, 1, MAYA, 0, 20)));
		put(one);
		assertThrows(IllegalArgumentException.class, () -> put(session(AGENT, 1, MAYA, 0, 20), session(AGENT, 1, MAYA, 0, 30)));
		assertEquals(List.of(one), opened.read(tx -> tx.sessions().of(AGENT)).stream().map(Stored::fact).toList());
	}

	@Test
	void keepsWhatIsWrittenDownOnlyWhereItDiffers() throws Exception {
		List<SessionFact> all = new ArrayList<>();
		for (long licences : new long[] { 1, 0, Long.MAX_VALUE }) {
			for (int proven : new int[] { 5, 10, 12 }) {
				for (SessionInput input : List.of(SessionInput.NONE, new SessionInput(Duration.ZERO, Duration.ZERO, SessionInput.State.USED, Instant.EPOCH),
						new SessionInput(Duration.ofMillis(1), Duration.ZERO, SessionInput.State.UNKNOWN, Instant.EPOCH))) {
					for (Optional<SessionFact.End> end : List.of(Optional.<SessionFact.End>empty(),
							Optional.of(new SessionFact.End(T.plusSeconds(10), all.size() % 2 == 0)))) {
						all.add(new SessionFact(AGENT, new UUID(all.size(), 1), server, ACAD, "", "", licences, T, T.plusSeconds(proven), end, 1, "",
								input));
					}
				}
			}
		}
		put(all.toArray(SessionFact[]::new));
		opened.reopen();

		assertEquals(all, opened.read(tx -> tx.sessions().of(AGENT)).stream().map(Stored::fact).toList());
		assertEquals(List.of(), opened.read(tx -> tx.sessions().checkColumns()));
	}

	@Test
	void knowsWhichSessionsAreOpenWhateverBecameOfThem() throws Exception {
		put(session(AGENT, 1, ACAD, 0, null), session(AGENT, 2, ACAD, 0, 10), session(AGENT, 3, MAYA, 0, null), session(AGENT, 4, ACAD, 7, null));
		assertEquals(List.of(1L, 3L, 4L), open(SessionFilter.ALL));
		put(session(AGENT, 1, ACAD, 0, 10), session(AGENT, 2, ACAD, 0, null), session(AGENT, 4, ACAD, 8, null));
		assertEquals(List.of(2L, 3L, 4L), open(SessionFilter.ALL));
		assertEquals(List.of(2L, 4L), open(SessionFilter.ALL.product("AutoCAD")));
		assertEquals(List.of(), open(SessionFilter.ALL.server(server + 1)));
		assertEquals(List.of(2L, 3L), open(SessionFilter.ALL.between(T, T.plusSeconds(8))));
		opened.write(tx -> {
			tx.sessions().remove(AGENT, List.of(new UUID(3, -3)));
			return null;
		});
		opened.reopen();
		assertEquals(List.of(2L, 4L), open(SessionFilter.ALL));
		assertEquals(List.of(1L, 2L, 4L), opened.read(tx -> tx.sessions().of(AGENT)).stream().map(each -> each.fact().evidence()).toList());
	}

	/** As a transaction sees them that writes. */
	private List<Long> open(SessionFilter filter) throws Exception {
		return opened.write(tx -> {
			List<Long> seen = new ArrayList<>();
			tx.sessions().stream(filter.open(), row -> seen.add(tx.sessions().byId(row.id()).orElseThrow().evidence()));
			return seen;
		});
	}

	@Test
	void namesSessionsThatEndedBeforeAMoment() throws Exception {
		put(session(AGENT, 1, ACAD, 0, 10), session(AGENT, 2, MAYA, 0, 20), session(AGENT, 3, ACAD, 5, null), session(AGENT, 4, ACAD, 0, 30));

		assertEquals(List.of(1L, 2L), opened.read(tx -> tx.sessions().byIds(tx.sessions().endedBefore(T.plusSeconds(30), 9)))
				.stream().map(each -> each.fact().evidence()).sorted().toList());
		assertEquals(1, opened.read(tx -> tx.sessions().endedBefore(T.plusSeconds(30), 1)).size());
		assertEquals(List.of(), opened.read(tx -> tx.sessions().endedBefore(T.plusSeconds(10), 9)));
	}

	@Test
	void refusesNumbersThatDoNotFit() throws Exception {
		put(session(SessionUnit.agent(Integer.MAX_VALUE / 4), 1, ACAD, 0, 10));
		for (long id : new long[] { Integer.MAX_VALUE / 4 + 1L, Long.MAX_VALUE, -1 }) {
			assertThrows(IllegalStateException.class, () -> put(session(SessionUnit.agent(id), 1, ACAD, 0, 10)));
		}
		assertEquals(List.of(SessionUnit.agent(Integer.MAX_VALUE / 4)), opened.read(tx -> tx.sessions().units()));
	}

	@Test
	void streamsNumbersThatTheDictionaryExplains() throws Exception {
		SessionFact fact = session(AGENT, 2, ACAD, 10, 20);
		put(fact);

		opened.read(tx -> {
			tx.sessions().stream(SessionFilter.ALL.newest(), row -> {
				assertEquals(fact, new SessionFact(new SessionUnit(row.origin(), row.agent()), fact.key(), row.server(),
						tx.dictionary().product(row.product()), tx.dictionary().text(row.host()),
						tx.dictionary().text(row.hostUser()), row.licences(), Instant.ofEpochMilli(row.start()),
						Instant.ofEpochMilli(row.lastProven()),
						Optional.of(new SessionFact.End(Instant.ofEpochMilli(row.end()), row.endExact())),
						fact.evidence(), tx.dictionary().text(row.osSession()),
						new SessionInput(Duration.ofMillis(row.inputIdle()), Duration.ofMillis(row.inputUsed()), row.inputState(),
								Instant.ofEpochMilli(row.inputSince()))));
				assertTrue(row.ended());
				return true;
			});
			assertThrows(IllegalArgumentException.class, () -> tx.dictionary().text(0));
			assertThrows(IllegalArgumentException.class, () -> tx.dictionary().product(4711));
			return null;
		});
	}

	@Test
	void showsOpenSessionsWithoutAnEnd() throws Exception {
		put(session(SessionUnit.checkouts(server), 1, ACAD, 10, null));

		for (SessionFilter filter : List.of(SessionFilter.ALL, SessionFilter.ALL.newest())) {
			opened.read(tx -> {
				tx.sessions().stream(filter, row -> {
					assertFalse(row.ended());
					assertFalse(row.endExact());
					assertEquals(Long.MAX_VALUE, row.end());
					assertEquals(0, row.agent());
					assertEquals(SessionUnit.Origin.CHECKOUT, row.origin());
					return true;
				});
				return null;
			});
		}
	}

	@Test
	void narrowsByServerProductTimeAndState() throws Exception {
		Product acad25 = new Product("AutoCAD", "2025", LicenceType.NAMED_USER, "ACD");
		put(session(AGENT, 1, ACAD, 0, 10), session(AGENT, 2, acad25, 5, 20), session(AGENT, 3, MAYA, 10, 30),
				session(AGENT, 4, ACAD, 15, null));

		assertEquals(List.of(4L, 3L, 2L, 1L), stream(SessionFilter.ALL.newest()));
		assertEquals(List.of(4L, 3L), stream(SessionFilter.ALL.newest(2)));
		assertEquals(List.of(4L, 2L, 1L), stream(SessionFilter.ALL.product("AutoCAD").newest()));
		assertEquals(List.of(), stream(SessionFilter.ALL.product("nothing").newest()));
		assertEquals(List.of(4L, 3L), stream(SessionFilter.ALL.server(server).newest(2)));
		assertEquals(List.of(), stream(SessionFilter.ALL.server(server + 1)));
		assertEquals(List.of(3L, 2L), stream(SessionFilter.ALL.between(T.plusSeconds(10), T.plusSeconds(15)).newest()));
		assertEquals(List.of(4L, 3L), stream(SessionFilter.ALL.between(T.plusSeconds(20), T.plusSeconds(99)).newest(9)));
		assertEquals(List.of(4L), stream(SessionFilter.ALL.open()));
		assertEquals(3, opened.number(tx -> tx.sessions().count(SessionFilter.ALL.product("AutoCAD").newest(1))));
		assertEquals(0, opened.number(tx -> tx.sessions().count(SessionFilter.ALL.product("nothing"))));
	}

	@Test
	void ordersTheSameWayWithAndWithoutALimit() throws Exception {
		Random random = new Random(7);
		List<SessionFact> sessions = new ArrayList<>();
		for (int key = 1; key <= 2500; key++) {
			sessions.add(session(AGENT, key, ACAD, random.nextInt(500) - 250, null));
		}
		opened.write(tx -> {
			tx.sessions().put(sessions);
			return null;
		});
		List<Long> expected = sessions.stream().sorted(Comparator.comparing(SessionFact::start).reversed()
				.thenComparing(Comparator.comparing(SessionFact::evidence).reversed())).map(SessionFact::evidence).toList();

		assertEquals(expected, stream(SessionFilter.ALL.newest()));
		assertEquals(expected.subList(0, 700), stream(SessionFilter.ALL.newest(700)));
	}

	@Test
	void stopsWhenTheVisitorHasSeenEnough() throws Exception {
		put(session(AGENT, 1, ACAD, 0, 10), session(AGENT, 2, ACAD, 5, 20), session(AGENT, 3, MAYA, 10, 30));

		for (SessionFilter filter : List.of(SessionFilter.ALL, SessionFilter.ALL.newest(), SessionFilter.ALL.newest(3))) {
			int[] seen = { 0 };
			opened.read(tx -> {
				tx.sessions().stream(filter, row -> ++seen[0] < 2);
				return null;
			});
			assertEquals(2, seen[0]);
		}
	}

	@Test
	void removesSessions() throws Exception {
		put(session(AGENT, 1, ACAD, 0, 10), session(AGENT, 2, ACAD, 5, 20));

		opened.write(tx -> {
			tx.sessions().remove(tx.sessions().of(AGENT).subList(0, 1));
			return null;
		});

		assertEquals(List.of(2L), stream(SessionFilter.ALL));
	}

	@Test
	void tellsSessionsOfUsageFilesApart() throws Exception {
		SessionUnit files = SessionUnit.usageFiles(5);
		SessionFact ofFiles = session(files, 1, ACAD, 0, 10);
		put(session(AGENT, 1, ACAD, 0, 10), ofFiles, session(files, 2, ACAD, 5, 20));
		opened.reopen();

		assertEquals(List.of(AGENT, files), opened.read(tx -> tx.sessions().units()));
		for (SessionFilter filter : List.of(SessionFilter.ALL, SessionFilter.ALL.newest())) {
			List<SessionUnit.Origin> origins = new ArrayList<>();
			opened.read(tx -> {
				tx.sessions().stream(filter, row -> origins.add(row.origin()) && row.agent() == 5);
				return null;
			});
			assertEquals(2, origins.stream().filter(SessionUnit.Origin.USAGE_FILES::equals).count());
		}
		assertEquals(List.of(2L), stream(SessionFilter.ALL.endingAfter(T.plusSeconds(10))));

		opened.write(tx -> {
			tx.sessions().remove(files, List.of(new UUID(2, -2), new UUID(3, 3)));
			return null;
		});
		assertEquals(List.of(ofFiles), opened.read(tx -> tx.sessions().of(files)).stream().map(Stored::fact).toList());
		assertEquals(1, opened.read(tx -> tx.sessions().of(AGENT)).size(), "the same key in another unit stays");
	}

	@Test
	void removesWhatWasToldOfUsageFilesWithTheirServer() throws Exception {
		long agent = opened.agent("installation");
		SessionFact goes = session(SessionUnit.usageFiles(agent), 1, ACAD, 0, 10);
		ConsentFact consent = new ConsentFact(agent, "licences", "acad", "AutoCAD", "ann", "MISSING", "Tick it.", T);
		ConsentFact other = new ConsentFact(agent, "other", "acad", "AutoCAD", "ann", "GIVEN", "", T);
		put(goes);
		opened.write(tx -> {
			tx.agentEvidence().append(agent, List.of(event(1, false, goes.key())));
			tx.consents().replace(agent, List.of(consent, other));
			tx.consents().replace(agent + 1, List.of());
			return null;
		});
		opened.reopen();
		assertEquals(List.of(consent, other), opened.read(tx -> tx.consents().all()));

		opened.write(tx -> {
			tx.servers().remove(server);
			return null;
		});

		assertEquals(List.of(), opened.read(tx -> tx.sessions().of(SessionUnit.usageFiles(agent))));
		assertEquals(List.of(other), opened.read(tx -> tx.consents().of(agent)));
		opened.read(tx -> {
			tx.agentEvidence().forEach(agent, event -> {
				throw new AssertionError(event + " is still there");
			});
			return null;
		});
	}

	@Test
	void removesAllThatWasCollectedFromAServer() throws Exception {
		long other = opened.server("other");
		long agent = opened.agent("installation");
		SessionUnit unit = SessionUnit.agent(agent);
		SessionFact goes = session(unit, 1, ACAD, 0, 10);
		SessionFact stays = new SessionFact(unit, new UUID(2, 2), other, ACAD, "h", "u", 1, T, T, Optional.empty(), 1);
		AgentEvent started = event(1, false, goes.key());
		AgentEvent otherStarted = event(2, false, stays.key());
		AgentEvent running = event(3, true, goes.key(), stays.key());
		put(goes, stays);
		opened.write(tx -> {
			tx.agentEvidence().append(agent, List.of(started, otherStarted, running));
			tx.groups().assign(tx.groups().add("group", true, T).id(), server, T);
			tx.servers().secret(server, "password", new byte[] { 1 });
			return null;
		});

		opened.write(tx -> {
			tx.servers().remove(server);
			return null;
		});

		assertEquals(Optional.empty(), opened.read(tx -> tx.servers().byName("licences")));
		assertEquals(List.of(stays), opened.read(tx -> tx.sessions().of(unit)).stream().map(Stored::fact).toList());
		assertEquals(List.of(), opened.read(tx -> tx.groups().assignments()));
		List<AgentEvent> left = new ArrayList<>();
		opened.read(tx -> {
			tx.agentEvidence().forEach(agent, left::add);
			return null;
		});
		assertEquals(List.of(otherStarted, event(3, true, stays.key())), left);
		assertEquals(3, opened.number(tx -> tx.agentEvidence().contiguous(agent, "run")));
		assertEquals(List.of(), opened.write(tx -> tx.agentEvidence().append(agent, List.of(started, running))));
	}

	private static AgentEvent event(long sequence, boolean heartbeat, UUID... sessions) {
		return new AgentEvent("run", sequence, "X", heartbeat, List.of(sessions), T, 0, Optional.empty(), T, T, "");
	}
}
