package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.store.Opened.T;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.Progress;
import org.lictor.service.DatabaseAddress;
import org.lictor.service.ServiceException;

/** Backups that are restored to another kind of database. */
@Tag(TestDatabase.POSTGRESQL)
class BackupAcrossDatabasesTest {

	private static final InstantSource CLOCK = InstantSource.fixed(T);

	@Test
	void fromTheFolderToPostgresAndBackAllStaysTheSame(@TempDir Path temp) throws Exception {
		Path first = temp.resolve("first");
		Path second = temp.resolve("second");
		Path third = temp.resolve("third");
		Path file = temp.resolve("a.zip");
		String database = TestPostgres.database();
		DatabaseAddress address = TestPostgres.address(database);
		try (Store store = Opened.open(first)) {
			new RandomLife(store, 12).live(60);
			store.backup(new BackupOrder(file, T, "1", notes -> Map.of()), Progress.NONE);
		}
		Stores.restore(file, second, Optional.of(address), CLOCK, Progress.NONE);
		try (Store store = Opened.open(second)) {
			assertEquals("PostgreSQL",
					store.backup(new BackupOrder(temp.resolve("b.zip"), T, "1", notes -> Map.of()), Progress.NONE).database());
		}
		Stores.restore(temp.resolve("b.zip"), third, Optional.empty(), CLOCK, Progress.NONE);
		BackupCase.assertSame(BackupCase.everythingInDerby(first), BackupCase.everythingInDerby(third));

		String message = assertThrows(ServiceException.class,
				() -> Stores.restore(file, temp.resolve("fourth"), Optional.of(address), CLOCK, Progress.NONE)).getMessage();
		assertTrue(message.contains("belongs to another data folder"), message);
		TestPostgres.drop(database);
	}
}
