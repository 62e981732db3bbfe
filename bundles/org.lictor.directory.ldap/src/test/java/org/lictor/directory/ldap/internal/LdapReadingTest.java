package org.lictor.directory.ldap.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ResultCode;

import org.junit.jupiter.api.Test;

import org.lictor.core.DirectoryContent;
import org.lictor.core.DirectoryTrouble;
import org.lictor.model.DirectoryEntry;
import org.lictor.model.Progress;
import org.lictor.model.Status;

class LdapReadingTest {

	private static final UUID ANN = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

	private static DirectoryContent read(TestDirectory directory) throws DirectoryTrouble {
		return new LdapDirectoryReader().read(directory.configuration(), TestDirectory.password(TestDirectory.PASSWORD), Progress.NONE);
	}

	private static Map<String, DirectoryEntry> byName(DirectoryContent content) {
		return content.entries().stream().collect(Collectors.toMap(DirectoryEntry::userName, Function.identity()));
	}

	/** As Active Directory stores a GUID: the first three parts with the least byte first. */
	private static byte[] adBytes(UUID id) {
		return ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putInt((int) (id.getMostSignificantBits() >>> 32))
				.putShort((short) (id.getMostSignificantBits() >>> 16)).putShort((short) id.getMostSignificantBits())
				.order(ByteOrder.BIG_ENDIAN).putLong(id.getLeastSignificantBits()).array();
	}

	private static Entry adUser(String name, UUID id, int flags, String... mails) {
		Entry user = new Entry("CN=" + name + "," + TestDirectory.BASE, new Attribute("objectClass", "top", "person", "user"),
				new Attribute("objectCategory", "person"), new Attribute("sAMAccountName", name),
				new Attribute("userPrincipalName", name + "@acme.local"), new Attribute("objectGUID", adBytes(id)),
				new Attribute("userAccountControl", Integer.toString(flags)), new Attribute("displayName", name + " Archer"),
				new Attribute("department", "Structures"));
		if (mails.length > 0) {
			user.addAttribute("mail", mails[0]);
			user.addAttribute("proxyAddresses", mails);
		}
		return user;
	}

	private static Entry adGroup(String name, List<String> members) {
		return new Entry("CN=" + name + "," + TestDirectory.BASE, new Attribute("objectClass", "group"), new Attribute("objectCategory", "group"),
				new Attribute("objectGUID", adBytes(UUID.nameUUIDFromBytes(name.getBytes()))),
				new Attribute("member", members));
	}

	@Test
	void readsUsersAsActiveDirectoryTellsOfThem() throws Exception {
		try (TestDirectory directory = new TestDirectory(false).with("unencrypted", "true")) {
			directory.add(adUser("ann", ANN, 512, "SMTP:Ann.Archer@acme.com", "smtp:aa@acme.com", "X500:/o=Acme"));
			directory.add(adUser("bob", UUID.randomUUID(), 514));
			directory.add(new Entry("CN=PC1," + TestDirectory.BASE, new Attribute("objectClass", "user", "computer"),
					new Attribute("objectCategory", "computer"), new Attribute("sAMAccountName", "PC1$"), new Attribute("objectGUID", adBytes(UUID.randomUUID()))));
			DirectoryContent content = read(directory);
			Map<String, DirectoryEntry> users = byName(content);
			assertEquals(Set.of("ann", "bob"), users.keySet());
			assertEquals(new DirectoryEntry(ANN.toString(), DirectoryEntry.Kind.USER, "CN=ann," + TestDirectory.BASE, "ann", "ann@acme.local", "ann Archer",
					List.of("ann.archer@acme.com", "aa@acme.com"), "Structures", false), users.get("ann"));
			assertTrue(users.get("bob").disabled(), "flag 2 is ACCOUNTDISABLE");
			assertEquals(List.of("acme.local", "acme"), content.domains());
		}
	}

	@Test
	void readsAllPagesAndAllRangesOfMembers() throws Exception {
		try (TestDirectory directory = new TestDirectory(false).with("unencrypted", "true").with("page-size", "7")) {
			directory.behaviour().range = 4;
			List<String> dns = new ArrayList<>();
			for (int number = 0; number < 20; number++) {
				Entry user = adUser("user" + number, new UUID(7, number), 512);
				directory.add(user);
				dns.add(user.getDN().toUpperCase());
			}
			directory.add(adGroup("Everybody", dns));
			directory.add(adGroup("Few", List.of(dns.get(3), "CN=Everybody," + TestDirectory.BASE, "CN=Stranger,DC=other")));
			DirectoryContent content = read(directory);
			assertEquals(22, content.entries().size());
			Map<String, DirectoryEntry> entries = byName(content);
			Set<String> expected = new TreeSet<>();
			for (int number = 0; number < 20; number++) {
				expected.add(new UUID(7, number).toString());
			}
			assertEquals(expected, new TreeSet<>(content.members().get(entries.get("Everybody").id())));
			assertEquals(Set.of(new UUID(7, 3).toString(), entries.get("Everybody").id()), content.members().get(entries.get("Few").id()));
			assertEquals(List.of(7, 7, 6), directory.behaviour().pages.subList(0, 3));
			assertEquals(List.of("1 members of groups are neither users nor groups that the filters find."), content.notes());
		}
	}

	@Test
	void readsUsersAndAllKindsOfGroupsAsOpenLdapTellsOfThem() throws Exception {
		try (TestDirectory directory = new TestDirectory(false).with("unencrypted", "true").with("type", "openldap")) {
			directory.add("dn: uid=ann," + TestDirectory.BASE, "objectClass: inetOrgPerson", "uid: ann", "cn: Ann", "sn: Archer", "mail: ann@acme.com",
					"mail: Ann.Archer@acme.com", "departmentNumber: S1", "displayName: Ann Archer");
			directory.add("dn: uid=bob," + TestDirectory.BASE, "objectClass: inetOrgPerson", "uid: bob", "cn: Bob", "sn: Baker",
					"pwdAccountLockedTime: 000001010000Z");
			directory.add("dn: cn=structures," + TestDirectory.BASE, "objectClass: groupOfNames", "cn: structures", "member: uid=ann, " + TestDirectory.BASE);
			directory.add("dn: cn=unique," + TestDirectory.BASE, "objectClass: groupOfUniqueNames", "cn: unique", "uniqueMember: UID=BOB," + TestDirectory.BASE);
			directory.add("dn: cn=posix," + TestDirectory.BASE, "objectClass: posixGroup", "cn: posix", "gidNumber: 7", "memberUid: ann", "memberUid: BOB");
			DirectoryContent content = read(directory);
			Map<String, DirectoryEntry> entries = byName(content);
			assertEquals(Set.of("ann", "bob", "structures", "unique", "posix"), entries.keySet());
			assertEquals(List.of("ann@acme.com", "ann.archer@acme.com"), entries.get("ann").mails());
			assertEquals("S1", entries.get("ann").department());
			assertTrue(entries.get("bob").disabled());
			String ann = entries.get("ann").id();
			String bob = entries.get("bob").id();
			assertEquals(Set.of(ann), content.members().get(entries.get("structures").id()));
			assertEquals(Set.of(bob), content.members().get(entries.get("unique").id()));
			assertEquals(Set.of(ann, bob), content.members().get(entries.get("posix").id()));
		}
	}

	@Test
	void aDirectoryThatBreaksOffInTheMiddleGivesNothing() throws Exception {
		try (TestDirectory directory = new TestDirectory(false).with("unencrypted", "true").with("page-size", "2")) {
			for (int number = 0; number < 9; number++) {
				directory.add(adUser("user" + number, new UUID(7, number), 512));
			}
			directory.behaviour().searches = ResultCode.SIZE_LIMIT_EXCEEDED;
			directory.behaviour().goodPages = 2;
			DirectoryTrouble trouble = assertThrows(DirectoryTrouble.class, () -> read(directory));
			assertEquals("page-size", trouble.verification().problems().getFirst().key());
		}
	}

	@Test
	void stopsBetweenPagesWhenItIsCalledOff() throws Exception {
		try (TestDirectory directory = new TestDirectory(false).with("unencrypted", "true").with("page-size", "2")) {
			for (int number = 0; number < 9; number++) {
				directory.add(adUser("user" + number, new UUID(7, number), 512));
			}
			int[] read = { 0 };
			Progress afterTwoPages = new Progress() {

				@Override
				public void begin(String task, long total) {
					// not looked at
				}

				@Override
				public void worked(long units) {
					read[0] += units;
				}

				@Override
				public boolean cancelled() {
					return read[0] >= 4;
				}
			};
			DirectoryTrouble trouble = assertThrows(DirectoryTrouble.class, () -> new LdapDirectoryReader().read(directory.configuration(),
					TestDirectory.password(TestDirectory.PASSWORD), afterTwoPages));
			assertEquals(4, read[0]);
			assertEquals(Status.State.UNKNOWN, trouble.verification().status().state());
		}
	}
}
