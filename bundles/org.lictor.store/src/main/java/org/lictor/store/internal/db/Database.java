package org.lictor.store.internal.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.lictor.service.ServiceException;
import org.lictor.store.internal.folder.DataFolder;

/** A database engine, with what is its own. Everything outside its class speaks portable SQL. */
public interface Database extends AutoCloseable {

	/** @return what EclipseLink calls this kind of database */
	String persistenceName();

	/**
	 * Makes the database ready for connections, and takes it for this process alone. Also after it failed.
	 *
	 * @throws ServiceException with a sentence when it cannot be used; then nothing of it is open
	 */
	void boot() throws ServiceException;

	/** @return gives new connections */
	DataSource source();

	/** @return how it is spoken to */
	Dialect dialect();

	/**
	 * Makes sure that the database belongs to this process until the end of a transaction.
	 *
	 * @param connection at the beginning of a transaction that writes
	 * @throws SQLException when another process has taken it over, or it fails; that is fatal
	 */
	void claim(Connection connection) throws SQLException;

	/**
	 * Takes hold of this moment. Changes go on meanwhile.
	 *
	 * @param scratch an empty folder, needed until the moment is closed
	 * @return all that is committed now
	 * @throws SQLException     when it fails
	 * @throws ServiceException with a sentence when there is no room for it
	 */
	Moment moment(DataFolder scratch) throws SQLException, ServiceException;

	/**
	 * @return about how many bytes of disk it takes
	 * @throws SQLException when it fails
	 */
	long bytes() throws SQLException;

	/**
	 * @param problem why something failed
	 * @return whether the database is of no use any more until it was booted again
	 */
	boolean isFatal(Throwable problem);

	/**
	 * @param problem why the database failed
	 * @return a sentence about it
	 */
	ServiceException cannotBeUsed(Throwable problem);

	/** Gives the database back. */
	@Override
	void close();

	/**
	 * @param problem why something failed
	 * @return it and what caused it, also what a driver reports beside it, the outermost first
	 */
	static Stream<Throwable> causes(Throwable problem) {
		return Stream.iterate(problem, cause -> cause != null,
				cause -> cause instanceof SQLException sql && sql.getNextException() != null ? sql.getNextException()
						: cause.getCause());
	}

	/**
	 * @param problem why something failed
	 * @return what its innermost cause says, without a full stop
	 */
	static String innermost(Throwable problem) {
		Throwable last = problem;
		for (Iterator<Throwable> causes = causes(problem).iterator(); causes.hasNext();) {
			last = causes.next();
		}
		String message = last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
		return message.replaceFirst("[.]+$", "");
	}
}
