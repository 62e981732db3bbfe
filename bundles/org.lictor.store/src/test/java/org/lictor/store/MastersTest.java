package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.store.Opened.T;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lictor.model.Privacy;
import org.lictor.model.Role;
import org.lictor.model.Status;

/** What people and agents edit. */
@Tag(TestDatabase.BOTH)
class MastersTest {

	private static Opened opened;

	@BeforeAll
	static void open() throws Exception {
		opened = new Opened();
	}

	@AfterAll
	static void close() throws Exception {
		opened.close();
	}

	@Test
	void keepsAServerAcrossAReopening() throws Exception {
		StoredServer added = opened.write(
				tx -> tx.servers().add("Zürich", "autodesk", Map.of("folder", "/data", "zone", "Europe/Zurich"), true, T));
		Status down = Status.down(Status.Detail.QUOTA, "Too many questions. Wait until tomorrow.");
		opened.write(tx -> {
			tx.servers().status(added.id(), down, Optional.of(T), Optional.of(T.plusSeconds(5)));
			return null;
		});

		opened.reopen();

		assertEquals(Optional.of(new StoredServer(added.id(), "Zürich", "autodesk",
				Map.of("folder", "/data", "zone", "Europe/Zurich"), true, down, Optional.of(T),
				Optional.of(T.plusSeconds(5)), T)), opened.read(tx -> tx.servers().byName("Zürich")));
		assertTrue(opened.read(tx -> tx.servers().byId(added.id())).isPresent());
	}

	@Test
	void beginsWithNothingKnownOfAServer() throws Exception {
		StoredServer added = opened.write(tx -> tx.servers().add("new", "custom", Map.of(), false, T));

		assertEquals(Status.State.UNKNOWN, added.status().state());
		assertEquals(Status.Detail.NO_DATA_YET, added.status().detail());
		assertEquals(Optional.empty(), added.lastSuccess());
		assertFalse(added.enabled());
	}

	@Test
	void replacesAllSettingsOfAServer() throws Exception {
		long id = opened.write(tx -> tx.servers().add("settings", "custom", Map.of("a", "1", "b", "2"), true, T)).id();

		opened.write(tx -> {
			tx.servers().update(id, Map.of("b", "3", "c", ""), false);
			return null;
		});

		StoredServer server = opened.read(tx -> tx.servers().byId(id)).orElseThrow();
		assertEquals(Map.of("b", "3", "c", ""), server.settings());
		assertFalse(server.enabled());
	}

	@Test
	void keepsSecretsApartFromSettings() throws Exception {
		long id = opened.server("secrets");
		byte[] ciphertext = { 0, -1, 5, 127, -128 };
		opened.write(tx -> {
			tx.servers().secret(id, "password", new byte[] { 1 });
			tx.servers().secret(id, "password", ciphertext);
			tx.servers().secret(id, "token", new byte[20_000]);
			return null;
		});

		Map<String, byte[]> secrets = opened.read(tx -> tx.servers().secrets(id));
		assertEquals(Set.of("password", "token"), secrets.keySet());
		assertArrayEquals(ciphertext, secrets.get("password"));
		assertEquals(Map.of(), opened.read(tx -> tx.servers().byId(id)).orElseThrow().settings());

		opened.write(tx -> {
			tx.servers().removeSecret(id, "password");
			return null;
		});
		assertEquals(Set.of("token"), opened.read(tx -> tx.servers().secrets(id)).keySet());
	}

	@Test
	void sortsServersForPeople() throws Exception {
		try (Opened own = new Opened()) {
			own.server("beta");
			own.server("Alpha");
			own.server("alpha");

			assertEquals(List.of("Alpha", "alpha", "beta"),
					own.read(tx -> tx.servers().all().stream().map(StoredServer::name).toList()));
		}
	}

	@Test
	void neverGivesANumberTwice() throws Exception {
		long first = opened.server("short-lived");
		opened.write(tx -> {
			tx.servers().remove(first);
			return null;
		});

		assertNotEquals(first, opened.server("short-lived"));
	}

	@Test
	void knowsNothingOfServersThatAreNotThere() throws Exception {
		assertEquals(Optional.empty(), opened.read(tx -> tx.servers().byName("nobody")));
		assertEquals(Optional.empty(), opened.read(tx -> tx.servers().byId(-1)));
		assertThrows(IllegalArgumentException.class, () -> opened.write(tx -> {
			tx.servers().update(-1, Map.of(), true);
			return null;
		}));
	}

	@Test
	void keepsSettings() throws Exception {
		opened.write(tx -> {
			tx.settings().put("port", "7443");
			tx.settings().put("port", "7444");
			tx.settings().put("gone", "x");
			tx.settings().remove("gone");
			tx.settings().remove("never there");
			return null;
		});

		assertEquals(Optional.of("7444"), opened.read(tx -> tx.settings().get("port")));
		assertEquals(Optional.empty(), opened.read(tx -> tx.settings().get("gone")));
		assertEquals(Map.of("port", "7444"), opened.read(tx -> tx.settings().all()));
	}

	@Test
	void remembersWhoWasInAGroupWhen() throws Exception {
		long agent = opened.agent("member");
		StoredGroup group = opened.write(tx -> tx.groups().add("Drafting", true, T));

		assertTrue(opened.says(tx -> tx.groups().join(group.id(), agent, T)));
		assertFalse(opened.says(tx -> tx.groups().join(group.id(), agent, T.plusSeconds(1))));
		assertTrue(opened.says(tx -> tx.groups().leave(group.id(), agent, T.plusSeconds(2))));
		assertFalse(opened.says(tx -> tx.groups().leave(group.id(), agent, T.plusSeconds(3))));
		assertTrue(opened.says(tx -> tx.groups().join(group.id(), agent, T.plusSeconds(4))));

		assertEquals(List.of(new Membership(group.id(), agent, T.plusSeconds(4), Optional.empty())), opened
				.read(tx -> tx.groups().memberships().stream().filter(m -> m.group() == group.id()).toList()));
		assertEquals(
				List.of(new Membership(group.id(), agent, T, Optional.of(T.plusSeconds(2))),
						new Membership(group.id(), agent, T.plusSeconds(4), Optional.empty())),
				opened.read(
						tx -> tx.groups().membershipHistory().stream().filter(m -> m.group() == group.id()).toList()));
	}

	@Test
	void saysWhichServersAnAgentWatchesFor() throws Exception {
		long agent = opened.agent("watcher");
		long first = opened.server("watched-1");
		long second = opened.server("watched-2");
		long other = opened.server("watched-by-others");
		opened.write(tx -> {
			StoredGroup a = tx.groups().add("watch-a", false, T);
			StoredGroup b = tx.groups().add("watch-b", false, T);
			StoredGroup c = tx.groups().add("watch-c", false, T);
			tx.groups().join(a.id(), agent, T);
			tx.groups().join(b.id(), agent, T);
			assertTrue(tx.groups().assign(a.id(), second, T));
			assertFalse(tx.groups().assign(a.id(), second, T));
			assertTrue(tx.groups().assign(b.id(), first, T));
			assertTrue(tx.groups().assign(b.id(), second, T));
			assertTrue(tx.groups().assign(c.id(), other, T));
			return null;
		});
		assertEquals(List.of(first, second), opened.read(tx -> tx.groups().serversOf(agent)));

		opened.write(tx -> {
			StoredGroup a = tx.groups().byName("watch-a").orElseThrow();
			assertTrue(tx.groups().unassign(a.id(), second, T.plusSeconds(1)));
			assertFalse(tx.groups().unassign(a.id(), second, T.plusSeconds(1)));
			tx.groups().remove(tx.groups().byName("watch-b").orElseThrow().id(), T.plusSeconds(2));
			return null;
		});
		assertEquals(List.of(), opened.read(tx -> tx.groups().serversOf(agent)));
		long bSecond = opened.read(tx -> tx.groups().assignmentHistory().stream()
				.filter(a -> a.server() == second && a.until().equals(Optional.of(T.plusSeconds(2)))).count());
		assertEquals(1, bSecond);
	}

	@Test
	void theStrictestGroupOfAnAgentSaysWhatItTells() throws Exception {
		long agent = opened.agent("i-privacy");
		long open = opened.write(tx -> tx.groups().add("open", true, T)).id();
		long strict = opened.write(tx -> tx.groups().add("strict", true, T)).id();
		assertEquals(Privacy.CLEAR, opened.read(tx -> tx.groups().privacyOf(agent)));
		opened.write(tx -> {
			tx.groups().join(open, agent, T);
			tx.groups().join(strict, agent, T);
			tx.groups().privacy(open, Privacy.PSEUDONYM);
			tx.groups().privacy(strict, Privacy.COUNTS);
			return null;
		});
		assertEquals(Privacy.COUNTS, opened.read(tx -> tx.groups().privacyOf(agent)));
		opened.write(tx -> tx.groups().leave(strict, agent, T.plusSeconds(1)));
		assertEquals(Privacy.PSEUDONYM, opened.read(tx -> tx.groups().privacyOf(agent)));
		opened.write(tx -> {
			tx.groups().remove(open, T.plusSeconds(2));
			return null;
		});
		assertEquals(Privacy.CLEAR, opened.read(tx -> tx.groups().privacyOf(agent)));
	}

	@Test
	void freesTheNameOfARemovedGroup() throws Exception {
		StoredGroup first = opened.write(tx -> tx.groups().add("again", true, T));
		opened.write(tx -> {
			tx.groups().autoAssign(first.id(), false);
			return null;
		});
		assertFalse(opened.read(tx -> tx.groups().byName("again")).orElseThrow().autoAssign());
		opened.write(tx -> {
			tx.groups().remove(first.id(), T);
			return null;
		});
		assertEquals(Optional.empty(), opened.read(tx -> tx.groups().byName("again")));
		assertFalse(opened.read(tx -> tx.groups().all()).stream().anyMatch(group -> group.name().equals("again")));

		StoredGroup second = opened.write(tx -> tx.groups().add("again", true, T));

		assertNotEquals(first.id(), second.id());
		assertEquals(Optional.of(second), opened.read(tx -> tx.groups().byName("again")));
	}

	@Test
	void findsAgentsByHostWithoutRegardToCase() throws Exception {
		long first = opened.agent("i-host-1");
		long second = opened.agent("i-host-2");
		String host = "Zürich-" + "x".repeat(80);
		opened.write(tx -> {
			for (long id : List.of(first, second)) {
				StoredAgent agent = tx.agents().byId(id).orElseThrow();
				tx.agents().update(new StoredAgent(id, agent.installation(), agent.secretHash(), id == first ? host : host + "y", "linux", "1",
						T, Optional.empty(), Optional.empty(), "", Optional.empty(), List.of(), OptionalLong.empty(), false));
			}
			return null;
		});

		assertEquals(List.of(first), opened.read(tx -> tx.agents().byHost(host.toUpperCase(Locale.ROOT))).stream().map(StoredAgent::id).toList());
		assertEquals(List.of(second), opened.read(tx -> tx.agents().byHost(host + "Y")).stream().map(StoredAgent::id).toList());
		assertEquals(List.of(), opened.read(tx -> tx.agents().byHost("Zürich")));
		opened.write(tx -> {
			tx.agents().remove(first, T.plusSeconds(9));
			return null;
		});
		assertEquals(List.of(), opened.read(tx -> tx.agents().byHost(host)));
	}

	@Test
	void keepsAllThatIsKnownOfAnAgent() throws Exception {
		long id = opened.agent("i-1");
		StoredAgent heard = new StoredAgent(id, "i-1", "new hash", "HOST-7", "windows x86_64", "1.2.0",
				T.plusSeconds(1), Optional.of(T.plusSeconds(2)), Optional.of(Duration.ofMillis(-3_600_123)),
				"The spool is full.", Optional.empty(), List.of("u:1", "n:2"), OptionalLong.of(3), true);

		opened.write(tx -> {
			tx.agents().update(heard);
			return null;
		});

		assertEquals(Optional.of(heard), opened.read(tx -> tx.agents().byId(id)));
		assertEquals(Optional.of(heard), opened.read(tx -> tx.agents().byInstallation("i-1")));
		assertEquals(Optional.of(heard), opened.read(tx -> tx.agents().bySecretHash("new hash")));
		assertEquals(Optional.empty(), opened.read(tx -> tx.agents().bySecretHash("hash of i-1")));
		assertFalse(heard.toString().contains("new hash"));
	}

	@Test
	void remembersRemovedAgentsButTrustsThemNoMore() throws Exception {
		long id = opened.agent("i-2");
		opened.write(tx -> {
			StoredGroup group = tx.groups().add("of-removed", true, T);
			tx.groups().join(group.id(), id, T);
			tx.agents().remove(id, T.plusSeconds(9));
			return null;
		});

		assertEquals(Optional.empty(), opened.read(tx -> tx.agents().bySecretHash("hash of i-2")));
		assertEquals(Optional.empty(), opened.read(tx -> tx.agents().byInstallation("i-2")));
		assertFalse(opened.read(tx -> tx.agents().all()).stream().anyMatch(agent -> agent.id() == id));
		assertTrue(opened.read(tx -> tx.agents().history()).stream().anyMatch(agent -> agent.id() == id));
		assertEquals(Optional.of(T.plusSeconds(9)), opened.read(tx -> tx.agents().byId(id)).orElseThrow().removedAt());
		assertFalse(opened.read(tx -> tx.groups().memberships()).stream().anyMatch(member -> member.agent() == id));
		assertNotEquals(id, opened.agent("i-2"));
	}

	@Test
	void forgetsEnrolmentTokensOnlyWhenAsked() throws Exception {
		EnrolmentToken plain = new EnrolmentToken("h1", OptionalLong.empty(), T, T.plusSeconds(60));
		EnrolmentToken grouped = new EnrolmentToken("h2", OptionalLong.of(7), T, T.plusSeconds(600));
		opened.write(tx -> {
			tx.enrolmentTokens().add(plain);
			tx.enrolmentTokens().add(grouped);
			return null;
		});
		assertEquals(Optional.of(plain), opened.read(tx -> tx.enrolmentTokens().byHash("h1")));
		assertEquals(Optional.of(grouped), opened.read(tx -> tx.enrolmentTokens().byHash("h2")));

		assertEquals(1, opened.number(tx -> tx.enrolmentTokens().removeExpired(T.plusSeconds(61))));

		assertEquals(Optional.empty(), opened.read(tx -> tx.enrolmentTokens().byHash("h1")));
		assertEquals(Optional.of(grouped), opened.read(tx -> tx.enrolmentTokens().byHash("h2")));
	}

	@Test
	void keepsAccessTokensByNameAndHash() throws Exception {
		StoredAccessToken reader = new StoredAccessToken("ci", "hash-ci", Role.READER, T, Optional.empty());
		StoredAccessToken admin = new StoredAccessToken("Boss", "hash-boss", Role.ADMINISTRATOR, T,
				Optional.of(T.plusSeconds(1)));
		opened.write(tx -> {
			tx.accessTokens().add(reader);
			tx.accessTokens().add(admin);
			return null;
		});

		assertEquals(List.of(admin, reader), opened.read(tx -> tx.accessTokens().all()));
		assertEquals(Optional.of(admin), opened.read(tx -> tx.accessTokens().byHash("hash-boss")));
		assertTrue(opened.says(tx -> tx.accessTokens().remove("ci")));
		assertFalse(opened.says(tx -> tx.accessTokens().remove("ci")));
		assertEquals(Optional.empty(), opened.read(tx -> tx.accessTokens().byHash("hash-ci")));
	}

	@Test
	void keepsMappingsWithTheirTime() throws Exception {
		StoredMapping always = new StoredMapping("jdoe", "jane@example.com", Optional.empty(), Optional.empty());
		StoredMapping later = new StoredMapping("JDoe", "john@example.com", Optional.of(T), Optional.empty());
		Stored<StoredMapping> first = opened.write(tx -> tx.mappings().add(always));
		Stored<StoredMapping> second = opened.write(tx -> tx.mappings().add(later));
		assertEquals(List.of(second, first), opened.read(tx -> tx.mappings().all()));

		StoredMapping ended = new StoredMapping("jdoe", "jane@example.com", Optional.empty(), Optional.of(T));
		opened.write(tx -> {
			tx.mappings().update(first.id(), ended);
			tx.mappings().remove(second.id());
			tx.mappings().remove(4711);
			return null;
		});

		assertEquals(List.of(new Stored<>(first.id(), ended)), opened.read(tx -> tx.mappings().all()));
	}

	@Test
	void keepsReportGroupsWithTheirMembers() throws Exception {
		StoredReportGroup empty = new StoredReportGroup("b", "HOSTS", List.of());
		StoredReportGroup full = new StoredReportGroup("A", "USERS", List.of(new StoredReportGroup.Member("ann", Optional.empty(), Optional.of(T)),
				new StoredReportGroup.Member("ann", Optional.of(T.plusSeconds(9)), Optional.empty()),
				new StoredReportGroup.Member("Ben", Optional.empty(), Optional.empty())));
		opened.write(tx -> {
			tx.reportGroups().put(empty);
			tx.reportGroups().put(new StoredReportGroup("A", "USERS", List.of(new StoredReportGroup.Member("x", Optional.empty(), Optional.empty()))));
			tx.reportGroups().put(full);
			return null;
		});
		assertEquals(List.of(full, empty), opened.read(tx -> tx.reportGroups().all()));
		assertEquals(Optional.of(full), opened.read(tx -> tx.reportGroups().byName("A")));
		assertEquals(Optional.empty(), opened.read(tx -> tx.reportGroups().byName("a")));

		opened.write(tx -> {
			tx.reportGroups().remove("A");
			tx.reportGroups().remove("none");
			return null;
		});
		assertEquals(List.of(empty), opened.read(tx -> tx.reportGroups().all()));
	}

	@Test
	void cutsInstantsToMilliseconds() throws Exception {
		Instant fine = Instant.parse("2026-01-01T00:00:00.123456789Z");

		StoredServer server = opened.write(tx -> tx.servers().add("fine", "test", Map.of(), true, fine));

		assertEquals(Instant.parse("2026-01-01T00:00:00.123Z"), server.createdAt());
		assertEquals(Optional.of(server), opened.read(tx -> tx.servers().byId(server.id())));
	}
}
