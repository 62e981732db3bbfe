package org.lictor.store.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

import org.apache.derby.jdbc.EmbeddedDataSource;
import org.junit.jupiter.api.Test;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.Opened;
import org.lictor.store.Store;

/** A database that gave up, as Derby does on a full disk, is opened again. */
class RecoveryTest {

	/** Takes the database away from under the store. */
	private static void shutDown(Store store) {
		EmbeddedDataSource source = new EmbeddedDataSource();
		source.setDatabaseName(store.folder().resolve("db").toString());
		source.setShutdownDatabase("shutdown");
		assertEquals("08006", assertThrows(SQLException.class, source::getConnection).getSQLState());
	}

	@Test
	void opensItAgainBeforeTheNextTransaction() throws Exception {
		try (Opened opened = new Opened()) {
			opened.write(tx -> {
				tx.settings().put("before", "1");
				return null;
			});

			shutDown(opened.store());
			assertEquals(Map.of("before", "1"), opened.read(tx -> tx.settings().all()));

			shutDown(opened.store());
			opened.write(tx -> {
				tx.settings().put("after", "2");
				return null;
			});
			assertEquals(Map.of("before", "1", "after", "2"), opened.read(tx -> tx.settings().all()));
		}
	}

	@Test
	void undoesTheTransactionInWhichItFailed() throws Exception {
		try (Opened opened = new Opened()) {
			ServiceException e = assertThrows(ServiceException.class, () -> opened.write(tx -> {
				tx.settings().put("half", "1");
				shutDown(opened.store());
				tx.settings().put("done", "2");
				return null;
			}));

			assertEquals(Reason.UNAVAILABLE, e.reason());
			assertTrue(e.getMessage().contains(opened.store().folder().toString()), e.getMessage());
			assertEquals(Map.of(), opened.read(tx -> tx.settings().all()));
			opened.write(tx -> {
				tx.settings().put("again", "3");
				return null;
			});
			opened.reopen();
			assertEquals(Optional.of("3"), opened.read(tx -> tx.settings().get("again")));
		}
	}
}
