package org.lictor.core.internal.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that only their owner may read, by POSIX permissions and by access control lists. */
class OwnersFileTest {

	private record Person(String getName) implements UserPrincipal {
	}

	/** The list of a file as Windows keeps it: what the folder hands down, until another one is set. */
	private static final class WindowsFile implements AclFileAttributeView {
		private List<AclEntry> list = List.of(entry("Administrators"), entry("Users"), entry("anna"));
		private boolean refuses;

		@Override
		public String name() {
			return "acl";
		}

		@Override
		public UserPrincipal getOwner() {
			return new Person("anna");
		}

		@Override
		public void setOwner(UserPrincipal owner) {
			throw new UnsupportedOperationException("the owner stays");
		}

		@Override
		public List<AclEntry> getAcl() {
			return list;
		}

		@Override
		public void setAcl(List<AclEntry> acl) throws IOException {
			if (refuses) {
				throw new IOException("Access is denied");
			}
			list = List.copyOf(acl);
		}

		private static AclEntry entry(String name) {
			return AclEntry.newBuilder().setType(AclEntryType.ALLOW).setPrincipal(new Person(name))
					.setPermissions(AclEntryPermission.READ_DATA).build();
		}
	}

	@Test
	void isTheOwnersAloneByPosixPermissions(@TempDir Path folder) throws IOException {
		Path file = OwnersFile.make(folder, "secrets");

		assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
		assertEquals(0, Files.size(file));
	}

	@Test
	void isTheOwnersAloneByItsAccessControlList() throws IOException {
		WindowsFile file = new WindowsFile();

		OwnersFile.keepForOwner(file);

		assertEquals(List.of(AclEntry.newBuilder().setType(AclEntryType.ALLOW).setPrincipal(new Person("anna"))
				.setPermissions(EnumSet.allOf(AclEntryPermission.class)).build()), file.getAcl());
	}

	@Test
	void failsWhenTheAccessControlListCannotBeSet() {
		WindowsFile file = new WindowsFile();
		file.refuses = true;

		assertThrows(IOException.class, () -> OwnersFile.keepForOwner(file));
	}
}
