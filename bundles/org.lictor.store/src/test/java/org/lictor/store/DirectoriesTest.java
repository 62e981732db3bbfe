package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.store.Opened.T;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.lictor.model.DirectoryEntry;
import org.lictor.model.Status;

/** Companies' directories and what was read of them. */
@Tag(TestDatabase.BOTH)
class DirectoriesTest {

	private static Opened opened;

	@BeforeAll
	static void open() throws Exception {
		opened = new Opened();
	}

	@AfterAll
	static void close() throws Exception {
		opened.close();
	}

	private static DirectoryEntryFact entry(String id, String name) {
		return new DirectoryEntryFact(new DirectoryEntry(id, DirectoryEntry.Kind.USER, "CN=Ünal", name, name + "@acme.local", "", List.of("a@acme.com", "b@acme.com"),
				"Structures", true), T, Optional.empty());
	}

	@Test
	void keepsSettingsSecretsAndStatus() throws Exception {
		Status down = Status.down(Status.Detail.COMMUNICATION, "It does not answer.");
		long id = opened.write(tx -> tx.directories().add("Acme", Map.of("url", "ldaps://dc", "user-filter", "(a=b)")));
		opened.write(tx -> {
			tx.directories().secrets(id, Map.of("password", new byte[] { 1, -2, 3 }));
			tx.directories().status(id, down);
			return null;
		});
		assertTrue(opened.write(tx -> tx.directories().claim(id, Optional.empty(), T)));
		assertFalse(opened.write(tx -> tx.directories().claim(id, Optional.empty(), T.plusSeconds(1))), "somebody else was first");
		assertTrue(opened.write(tx -> tx.directories().claim(id, Optional.of(T), T.plusSeconds(2))));
		long before = opened.read(tx -> tx.directories().byName("acme")).orElseThrow().revision();
		opened.write(tx -> {
			tx.directories().read(id, List.of("acme.local", "acme"), T.plusSeconds(3));
			return null;
		});

		opened.reopen();

		StoredDirectory kept = opened.read(tx -> tx.directories().byName("acme")).orElseThrow();
		assertEquals(new StoredDirectory(id, "Acme", Map.of("url", "ldaps://dc", "user-filter", "(a=b)"), List.of("acme.local", "acme"), down,
				Optional.of(T.plusSeconds(3)), Optional.of(T.plusSeconds(2)), kept.revision()), kept);
		assertTrue(kept.revision() > before);
		assertArrayEquals(new byte[] { 1, -2, 3 }, opened.read(tx -> tx.directories().secrets(id)).get("password"));
	}

	@Test
	void keepsWhatEntriesWereWhen() throws Exception {
		long id = opened.write(tx -> tx.directories().add("Entries", Map.of()));
		long other = opened.write(tx -> tx.directories().add("Other", Map.of()));
		opened.write(tx -> {
			tx.directories().addEntries(id, List.of(entry("1", "ann"), entry("2", "bob")));
			tx.directories().addEntries(other, List.of(entry("1", "cleo")));
			tx.directories().addMembers(id, List.of(new DirectoryMemberFact("7", "1", T, Optional.empty()), new DirectoryMemberFact("7", "2", T, Optional.empty())));
			return null;
		});
		long ann = opened.read(tx -> tx.directories().entries(id)).stream().filter(each -> each.fact().entry().id().equals("1")).findFirst().orElseThrow().id();
		long member = opened.read(tx -> tx.directories().members(id)).stream().filter(each -> each.fact().member().equals("2")).findFirst().orElseThrow().id();
		opened.write(tx -> {
			tx.directories().endEntries(List.of(ann), T.plusSeconds(9));
			tx.directories().endMembers(List.of(member), T.plusSeconds(8));
			return null;
		});
		DirectoryEntryFact was = entry("1", "ann");
		assertEquals(Set.of(new DirectoryEntryFact(was.entry(), T, Optional.of(T.plusSeconds(9))), entry("2", "bob")),
				opened.read(tx -> tx.directories().entries(id)).stream().map(Stored::fact).collect(Collectors.toSet()));
		assertEquals(Set.of(new DirectoryMemberFact("7", "1", T, Optional.empty()), new DirectoryMemberFact("7", "2", T, Optional.of(T.plusSeconds(8)))),
				opened.read(tx -> tx.directories().members(id)).stream().map(Stored::fact).collect(Collectors.toSet()));

		opened.write(tx -> {
			tx.directories().remove(id);
			return null;
		});
		assertEquals(List.of(), opened.read(tx -> tx.directories().entries(id)));
		assertEquals(List.of(), opened.read(tx -> tx.directories().members(id)));
		assertEquals(List.of(entry("1", "cleo")), opened.read(tx -> tx.directories().entries(other)).stream().map(Stored::fact).toList());
	}
}
