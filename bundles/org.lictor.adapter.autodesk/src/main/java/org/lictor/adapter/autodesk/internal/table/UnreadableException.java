package org.lictor.adapter.autodesk.internal.table;

/** A file that cannot be read, or not any further. */
public final class UnreadableException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String table;
	private final long line;

	/**
	 * @param sentence what is wrong and what to do, for people
	 * @param table    the name of the sheet, empty when it is the file
	 * @param line     the line or row where it shows, 0 when that is not known
	 */
	public UnreadableException(String sentence, String table, long line) {
		super(sentence);
		this.table = table;
		this.line = line;
	}

	/** @return the name of the sheet, empty when it is the file */
	public String table() {
		return table;
	}

	/** @return the line or row where it shows, 0 when that is not known */
	public long line() {
		return line;
	}
}
