package org.lictor.store.internal.db;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import javax.sql.DataSource;

import org.apache.derby.jdbc.EmbeddedDataSource;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.internal.folder.DataFolder;
import org.lictor.store.internal.folder.FileTree;
import org.lictor.store.internal.folder.FolderLock;

/**
 * The embedded Derby database of a data folder. The only class that knows Derby: everything else speaks portable SQL.
 */
final class DerbyDatabase implements Database {

	/** SQLState with which Derby says that another process has booted the database. */
	private static final String IN_USE = "XSDB6";
	/** SQLState with which Derby says that a database was shut down as asked. */
	private static final String SHUT_DOWN = "08006";
	/** SQLState with which Derby says that a database it should shut down is not booted. */
	private static final String NOT_BOOTED = "XJ004";
	/** From this error code on Derby ends the connection, from greater ones on the database. */
	private static final int SESSION_SEVERITY = 40_000;

	private static final int PAGE_SIZE = 8192;

	private final DataFolder folder;
	private final EmbeddedDataSource source = new EmbeddedDataSource();

	/**
	 * @param folder where it is, or is made; this process has the folder
	 */
	DerbyDatabase(DataFolder folder) {
		this.folder = folder;
		tune(folder);
		source.setDatabaseName(folder.database().toString());
		source.setCreateDatabase("create");
	}

	/**
	 * Otherwise Derby would look through all of a large table for each piece of it.
	 *
	 * @param constraint name of a primary key
	 * @return stands between the name of the table and WHERE, and has rows found by that key
	 */
	static String by(String constraint) {
		return " --DERBY-PROPERTIES constraint='" + constraint + "'\n";
	}

	@Override
	public String persistenceName() {
		return "Derby";
	}

	/** Derby gives up a database that it cannot write to, as on a full disk. */
	@Override
	public void boot() throws ServiceException {
		close();
		try (Connection connection = source.getConnection()) {
			if (connection.isReadOnly()) {
				// Derby does so when it cannot write, and would not try again.
				throw new SQLException("the database can be read, but not written");
			}
		} catch (SQLException e) {
			close();
			throw cannotBeUsed(e);
		}
	}

	@Override
	public boolean isFatal(Throwable problem) {
		return Database.causes(problem)
				.anyMatch(cause -> cause instanceof SQLException sql && (sql.getErrorCode() >= SESSION_SEVERITY
						|| sql.getSQLState() != null && sql.getSQLState().startsWith("08")));
	}

	/**
	 * The engine is one for the whole process and reads these once, at its first start. Whoever runs Lictor may set them
	 * on the command line.
	 */
	private static void tune(DataFolder folder) {
		setUnlessSet("derby.stream.error.file", folder.logs().resolve("derby.log").toString());
		// Otherwise tables with long texts get pages of 32 KiB, and the cache counts pages, not bytes.
		setUnlessSet("derby.storage.pageSize", String.valueOf(PAGE_SIZE));
		long pages = Runtime.getRuntime().maxMemory() / 8 / PAGE_SIZE;
		setUnlessSet("derby.storage.pageCacheSize", String.valueOf(Math.clamp(pages, 1_000, 20_000)));
	}

	private static void setUnlessSet(String name, String value) {
		if (System.getProperty(name) == null) {
			System.setProperty(name, value);
		}
	}

	@Override
	public Dialect dialect() {
		return Dialect.PORTABLE;
	}

	/** Derby lets only one process have a database. */
	@Override
	public void claim(Connection connection) {
		// it is this one
	}

	@Override
	public DataSource source() {
		return source;
	}

	/**
	 * Derby copies its files while they are used, and what was written to its log meanwhile; the copy is a database of its own.
	 */
	@Override
	public Moment moment(DataFolder scratch) throws SQLException, ServiceException {
		folder.requireSpace(bytes(), "a copy of the database");
		try (Connection connection = source.getConnection();
				CallableStatement copy = connection.prepareCall("CALL SYSCS_UTIL.SYSCS_BACKUP_DATABASE(?)")) {
			copy.setString(1, scratch.path().toString());
			copy.execute();
		}
		DerbyDatabase copy = new DerbyDatabase(scratch);
		copy.boot();
		try {
			Connection connection = copy.source.getConnection();
			connection.setAutoCommit(false);
			return new Moment(connection, dialect(), copy::close);
		} catch (SQLException e) {
			copy.close();
			throw e;
		}
	}

	@Override
	public long bytes() {
		try {
			return FileTree.bytes(folder.database());
		} catch (IOException e) {
			// it comes and goes while the database works; an estimate does
			return 0;
		}
	}

	@Override
	public ServiceException cannotBeUsed(Throwable problem) {
		if (Database.causes(problem)
				.anyMatch(cause -> cause instanceof SQLException sql && IN_USE.equals(sql.getSQLState()))) {
			return FolderLock.inUse(folder);
		}
		Optional<ServiceException> full = folder.full(problem);
		if (full.isPresent()) {
			return full.get();
		}
		return new ServiceException(Reason.UNAVAILABLE,
				"The database in " + folder.database() + " failed: " + Database.innermost(problem) + ". "
						+ folder.logs().resolve("derby.log") + " may tell more.",
				problem);
	}

	/**
	 * Shuts down this database alone. The engine stays: shutting it down too while another store or a pool lives breaks
	 * it for the rest of the process.
	 */
	@Override
	public void close() {
		EmbeddedDataSource shutdown = new EmbeddedDataSource();
		shutdown.setDatabaseName(source.getDatabaseName());
		shutdown.setShutdownDatabase("shutdown");
		try {
			// Derby answers with an exception in any case; which one tells how it went.
			shutdown.getConnection().close();
		} catch (SQLException e) {
			if (!SHUT_DOWN.equals(e.getSQLState()) && !NOT_BOOTED.equals(e.getSQLState())) {
				System.getLogger(DerbyDatabase.class.getName()).log(System.Logger.Level.WARNING,
						"The database in " + Path.of(source.getDatabaseName()) + " was not shut down as it should: "
								+ e.getMessage() + ". It repairs itself at the next start.");
			}
		}
	}
}
