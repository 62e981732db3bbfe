package org.lictor.core.internal.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;

/** Makes files that only their owner may read. */
final class OwnersFile {

	private OwnersFile() {
	}

	/**
	 * Makes an empty file. Where the file system knows POSIX permissions the file is the owner's alone from the beginning;
	 * where it knows access control lists (Windows), before this returns and so before anything is written to it.
	 *
	 * @param folder where it is made
	 * @param prefix the beginning of its name
	 * @return the file
	 * @throws IOException when it cannot be made, or not be kept for its owner
	 */
	static Path make(Path folder, String prefix) throws IOException {
		if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			FileAttribute<?> ownerOnly = PosixFilePermissions
					.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
			return Files.createTempFile(folder, prefix, ".tmp", ownerOnly);
		}
		Path file = Files.createTempFile(folder, prefix, ".tmp");
		AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
		if (view != null) {
			keepForOwner(view);
		}
		return file;
	}

	/**
	 * Puts a list in place of the one the file has, inherited entries included, that lets the owner do everything and nobody
	 * else anything.
	 *
	 * @param view of the file
	 * @throws IOException when the list cannot be set
	 */
	static void keepForOwner(AclFileAttributeView view) throws IOException {
		view.setAcl(List.of(AclEntry.newBuilder().setType(AclEntryType.ALLOW).setPrincipal(view.getOwner())
				.setPermissions(EnumSet.allOf(AclEntryPermission.class)).build()));
	}
}
