package org.lictor.store.internal.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/**
 * Brings a database to a schema, script by script, each in a transaction of its own. What was done is written down in the
 * table {@code schema_version}.
 */
public final class Migrations {

	private record Applied(int version, String name, long checksum) {
	}

	private final Schema schema;
	private final String place;
	private final InstantSource clock;
	private final Map<Integer, Conversion> conversions;
	private final Database database;

	/**
	 * @param schema      where to go
	 * @param place       the data folder, for sentences
	 * @param clock       tells when
	 * @param conversions what a script cannot do: run after the script of that version, in the same transaction
	 * @param database    to be brought there
	 */
	public Migrations(Schema schema, String place, InstantSource clock, Map<Integer, Conversion> conversions,
			Database database) {
		this.schema = schema;
		this.place = place;
		this.clock = clock;
		this.conversions = Map.copyOf(conversions);
		this.database = database;
	}

	/**
	 * @param connection to the database, in automatic commit mode before and after
	 * @param progress   takes news, and may cancel between two scripts
	 * @throws ServiceException TOO_NEW, CANCELLED, or INTERNAL when a script that was applied is not the one of this build
	 * @throws SQLException     when a script fails; the database stays as it was before that script
	 */
	public void run(Connection connection, Progress progress) throws ServiceException, SQLException {
		List<Applied> applied = appliedOrNone(connection);
		check(applied);
		List<SqlScript> scripts = schema.scripts().subList(applied.size(), schema.version());
		if (scripts.isEmpty()) {
			return;
		}
		String task = "Bringing the data to schema " + schema.version();
		int left = scripts.size();
		progress.begin(task, left);
		connection.setAutoCommit(false);
		try {
			for (SqlScript script : scripts) {
				if (progress.cancelled()) {
					throw new ServiceException(Reason.CANCELLED, "Opening " + place + " was cancelled. The data are at schema "
							+ (script.version() - 1) + "; the next opening goes on from there.");
				}
				apply(connection, script, progress);
				left--;
				if (conversions.containsKey(script.version())) {
					progress.begin(task, left); // the conversion told of itself
				} else {
					progress.worked(1);
				}
			}
		} finally {
			connection.rollback();
			connection.setAutoCommit(true);
		}
	}

	private void check(List<Applied> applied) throws ServiceException {
		int known = Math.min(applied.size(), schema.version());
		if (applied.size() > schema.version()) {
			throw new ServiceException(Reason.TOO_NEW, "The data in " + place
					+ " were written by a newer Lictor (their schema is " + applied.getLast().version
					+ ", this Lictor knows schemas up to " + schema.version()
					+ "). Install the newer Lictor, or choose another folder. Nothing was changed.");
		}
		for (int index = 0; index < known; index++) {
			SqlScript script = schema.scripts().get(index);
			Applied before = applied.get(index);
			if (before.version != script.version() || before.checksum != script.checksum()) {
				throw new ServiceException(Reason.INTERNAL, "The data in " + place + " were made with another script "
						+ before.name + " than the one in this build of Lictor (" + script.name()
						+ "), so their tables may differ. Use the build that made them. Nothing was changed.");
			}
		}
	}

	private void apply(Connection connection, SqlScript script, Progress progress) throws SQLException, ServiceException {
		try {
			database.claim(connection);
			execute(connection, script.statements().stream().map(database.dialect()::translate).toList());
			Conversion conversion = conversions.get(script.version());
			if (conversion != null) {
				conversion.run(new Sql(connection, database.dialect(), true), progress);
			}
			try (PreparedStatement insert = connection.prepareStatement(
					"INSERT INTO schema_version (version, script, checksum, applied_at) VALUES (?, ?, ?, ?)")) {
				insert.setInt(1, script.version());
				insert.setString(2, script.name());
				insert.setLong(3, script.checksum());
				insert.setLong(4, clock.millis());
				insert.executeUpdate();
			}
			connection.commit();
		} catch (SQLException e) {
			connection.rollback();
			throw new SQLException(script.name() + ": " + e.getMessage(), e.getSQLState(), e);
		} catch (DatabaseException e) {
			connection.rollback();
			throw new SQLException(script.name() + ": " + e.getMessage(), e);
		}
	}

	private static void execute(Connection connection, List<String> statements) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			for (String text : statements) {
				statement.execute(text);
			}
		}
	}

	/** Asking the database for its tables first would cost more than everything else here. */
	private static List<Applied> appliedOrNone(Connection connection) throws SQLException {
		try {
			return applied(connection);
		} catch (SQLException missing) {
			try {
				execute(connection, List.of("""
						CREATE TABLE schema_version (
							version INTEGER NOT NULL PRIMARY KEY,
							script VARCHAR(200) NOT NULL,
							checksum BIGINT NOT NULL,
							applied_at BIGINT NOT NULL)"""));
			} catch (SQLException e) {
				e.addSuppressed(missing); // it was there and could not be read
				throw e;
			}
			return List.of();
		}
	}

	private static List<Applied> applied(Connection connection) throws SQLException {
		List<Applied> applied = new ArrayList<>();
		try (Statement statement = connection.createStatement();
				ResultSet rows = statement
						.executeQuery("SELECT version, script, checksum FROM schema_version ORDER BY version")) {
			while (rows.next()) {
				applied.add(new Applied(rows.getInt(1), rows.getString(2), rows.getLong(3)));
			}
		}
		return applied;
	}
}
