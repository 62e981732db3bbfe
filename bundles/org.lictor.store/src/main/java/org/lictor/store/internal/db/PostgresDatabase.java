package org.lictor.store.internal.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.internal.folder.DataFolder;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database on a PostgreSQL server. The table {@code lictor_owner} says whose it is.
 * <p>
 * A connection of its own holds an advisory lock as long as the database is open, so that a second process is refused. The
 * server may end that connection and let a second process in while this one still has others. So whoever opens the database
 * raises the epoch in that table, which waits for all transactions that hold it, and each transaction that writes holds it and
 * finds another one when the database was taken over.
 */
final class PostgresDatabase implements Database {

	private static final int OLDEST = 15;
	/** Any number; the same in every version of Lictor. "Lictor" in ASCII. */
	private static final long LOCK = 0x4c6963746f72L;
	private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
	/** The server or a person ended the connection, or the server is starting or stopping. */
	private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03");
	private static final String FORBIDDEN = "42501";
	/** A lock was not to be had in time. */
	private static final String LOCKED = "55P03";
	/** Of this class: another process has taken the database over. */
	private static final String TAKEN_OVER = "LC001";
	private static final int CONNECT_SECONDS = 10;
	/** So that the server sees within 20 seconds that the machine of a Lictor is gone, and lets one in that stands by. */
	private static final String NOTICE_THE_DEAD = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";

	private final DataFolder folder;
	private final DatabaseSettings settings;
	private final Optional<String> move;
	private final PGSimpleDataSource source = new PGSimpleDataSource();
	private Connection owner;
	private volatile long epoch;

	/**
	 * @param folder   whose database it is; this process has the folder
	 * @param settings where it is
	 * @param move     the id of the move when data are being moved into it
	 */
	PostgresDatabase(DataFolder folder, DatabaseSettings settings, Optional<String> move) {
		this.folder = folder;
		this.settings = settings;
		this.move = move;
		source.setUrl(settings.url());
		source.setUser(settings.user());
		source.setPassword(settings.password());
		source.setApplicationName("Lictor");
		source.setConnectTimeout(CONNECT_SECONDS);
		source.setLoginTimeout(CONNECT_SECONDS);
		source.setTcpKeepAlive(true);
		source.setReWriteBatchedInserts(true);
		if (source.getOptions() == null) {
			source.setOptions(NOTICE_THE_DEAD);
		}
		if (source.getSslMode() == null && !LOOPBACK.containsAll(List.of(source.getServerNames()))) {
			source.setSslMode("verify-full");
			if (source.getSslRootCert() == null) {
				source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
			}
		}
	}

	@Override
	public String persistenceName() {
		return "PostgreSQL";
	}

	@Override
	public Dialect dialect() {
		return new PostgresDialect();
	}

	@Override
	public void boot() throws ServiceException {
		close();
		try {
			owner = source.getConnection();
			check();
			own();
			checkMove();
		} catch (SQLException e) {
			close();
			throw cannotBeUsed(e);
		} catch (ServiceException e) {
			close();
			throw e;
		}
	}

	private void check() throws SQLException, ServiceException {
		int version = owner.getMetaData().getDatabaseMajorVersion();
		if (version < OLDEST) {
			throw refused("is PostgreSQL " + version + ". Lictor needs PostgreSQL " + OLDEST + " or later.");
		}
		if (!"UTF8".equals(answer("SHOW server_encoding"))) {
			throw refused("does not keep texts in UTF8. Make a database with ENCODING 'UTF8' and name that one.");
		}
		// a moment is enough for the server to see that a process has just ended
		change("SET lock_timeout = '1s'");
		answer("SELECT pg_advisory_lock(" + LOCK + ")");
		if ("t".equals(answer("""
				SELECT count(*) > 0 AND count(*) FILTER (WHERE table_name = 'lictor_owner') = 0
				FROM information_schema.tables WHERE table_schema = current_schema()"""))) {
			throw refused("holds tables that are not Lictor's. Make an empty database and name that one.");
		}
	}

	/** Makes the database that of the folder, and takes it from a process that had it and may not know yet. */
	private void own() throws SQLException, ServiceException {
		String id = FolderId.orNew(folder);
		change("CREATE TABLE IF NOT EXISTS lictor_owner (folder VARCHAR(36) NOT NULL, epoch BIGINT NOT NULL)");
		change("INSERT INTO lictor_owner SELECT '" + id + "', 0 WHERE NOT EXISTS (SELECT 1 FROM lictor_owner)");
		if (!id.equals(answer("SELECT folder FROM lictor_owner"))) {
			throw refused("belongs to another data folder than " + folder.path()
					+ ". Name the database of this folder, or an empty one for a new folder.");
		}
		change("SET lock_timeout = '" + CONNECT_SECONDS + "s'");
		long raised = Long.parseLong(answer("UPDATE lictor_owner SET epoch = epoch + 1 RETURNING epoch"));
		if (epoch > 0 && raised != epoch + 1) {
			// what this process remembers of it may hold no longer
			throw refused("was in use by another Lictor meanwhile. Start this one again.");
		}
		epoch = raised;
	}

	private void checkMove() throws SQLException, ServiceException {
		MoveLog log = new MoveLog(owner);
		if (move.isPresent() && !log.begin(move.get())) {
			throw refused("holds data of a Lictor already. Move into an empty database.");
		}
		if (move.isEmpty() && log.state() == MoveLog.State.UNFINISHED) {
			throw refused("holds data whose move into it was not finished. Finish it with the command move, or name another database.");
		}
	}

	private void change(String change) throws SQLException {
		try (Statement statement = owner.createStatement()) {
			statement.execute(change);
		}
	}

	private String answer(String query) throws SQLException {
		return answer(owner, query);
	}

	private static String answer(Connection connection, String query) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
			rows.next();
			return rows.getString(1);
		}
	}

	private ServiceException inUse() {
		return new ServiceException(Reason.IN_USE, "The database " + settings.url()
				+ " is in use by another Lictor. Stop that one first, or name another database in "
				+ folder.databaseSettings() + ".");
	}

	private ServiceException refused(String why) {
		return new ServiceException(Reason.UNAVAILABLE,
				"The database " + settings.url() + " " + why + (move.isPresent() ? "" : " It is named in " + folder.databaseSettings() + "."));
	}

	@Override
	public DataSource source() {
		return source;
	}

	@Override
	public void claim(Connection connection) throws SQLException {
		if (Long.parseLong(answer(connection, "SELECT epoch FROM lictor_owner FOR SHARE")) != epoch) {
			throw new SQLException("another Lictor has taken it over", TAKEN_OVER);
		}
	}

	@Override
	public Moment moment(DataFolder scratch) throws SQLException {
		Connection connection = source.getConnection();
		try {
			connection.setAutoCommit(false);
			connection.setReadOnly(true);
			connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
			// the moment is that of the first question
			answer(connection, "SELECT epoch FROM lictor_owner");
			return new Moment(connection, dialect(), () -> {
				// the server lets it go with the transaction
			});
		} catch (SQLException e) {
			connection.close();
			throw e;
		}
	}

	@Override
	public long bytes() throws SQLException {
		try (Connection connection = source.getConnection()) {
			return Long.parseLong(answer(connection, "SELECT pg_database_size(current_database())"));
		}
	}

	@Override
	public boolean isFatal(Throwable problem) {
		return states(problem)
				.anyMatch(state -> state.startsWith("08") || ENDED.contains(state) || state.equals(TAKEN_OVER));
	}

	@Override
	public ServiceException cannotBeUsed(Throwable problem) {
		List<String> states = states(problem).toList();
		if (states.contains(LOCKED)) {
			return inUse();
		}
		String what;
		if (states.stream().anyMatch(state -> state.startsWith("28"))) {
			what = " does not let user " + settings.user() + " in. Check user and password in "
					+ folder.databaseSettings() + ", and what the server allows (pg_hba.conf): ";
		} else if (states.contains("3D000")) {
			what = " does not exist on that server. Make it, or name another in " + folder.databaseSettings() + ": ";
		} else if (states.contains(FORBIDDEN)) {
			what = " does not let user " + settings.user() + " make what Lictor needs. Make that user its owner (ALTER DATABASE"
					+ " ... OWNER TO ...): ";
		} else if (states.stream().anyMatch(state -> state.startsWith("08") || ENDED.contains(state))) {
			what = " cannot be reached. Check that the server runs and that " + folder.databaseSettings()
					+ " names it rightly; Lictor goes on by itself: ";
		} else {
			what = " failed: ";
		}
		return new ServiceException(Reason.UNAVAILABLE,
				"The database " + settings.url() + what + Database.innermost(problem) + ".", problem);
	}

	private static Stream<String> states(Throwable problem) {
		return Database.causes(problem).flatMap(cause -> cause instanceof SQLException sql
				? Optional.ofNullable(sql.getSQLState()).stream()
				: Stream.empty());
	}

	@Override
	public void close() {
		if (owner == null) {
			return;
		}
		try {
			owner.close();
		} catch (SQLException e) {
			// It was broken; the server gives up its lock by itself.
			System.getLogger(PostgresDatabase.class.getName()).log(System.Logger.Level.DEBUG, e.getMessage());
		}
		owner = null;
	}
}
