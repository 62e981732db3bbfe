package org.lictor.store.internal.db;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A numbered script that takes the schema from one version to the next.
 *
 * @param version the version it leads to, from 1
 * @param name    its file's name
 * @param text    its statements, each ended by a semicolon; {@code --} begins a comment, texts stand in single quotes and
 *                names in double ones
 */
record SqlScript(int version, String name, String text) {

	/** Normalises the ends of lines, so that a checksum does not depend on how the file was checked out. */
	SqlScript {
		text = text.replace("\r\n", "\n").replace('\r', '\n');
	}

	/**
	 * @param version the version it leads to
	 * @param name    a file beside this class, in the folder {@code schema}
	 * @return the script
	 */
	static SqlScript load(int version, String name) {
		try (InputStream in = SqlScript.class.getResourceAsStream("schema/" + name)) {
			if (in == null) {
				throw new IllegalStateException("the script " + name + " is missing in this build of Lictor");
			}
			return new SqlScript(version, name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
		} catch (IOException e) {
			throw new IllegalStateException("the script " + name + " cannot be read", e);
		}
	}

	/** @return CRC-32 of the text */
	long checksum() {
		CRC32 crc = new CRC32();
		crc.update(text.getBytes(StandardCharsets.UTF_8));
		return crc.getValue();
	}

	/** @return the statements, in order, without semicolons and comments */
	List<String> statements() {
		List<String> statements = new ArrayList<>();
		StringBuilder statement = new StringBuilder();
		int index = 0;
		while (index < text.length()) {
			char c = text.charAt(index);
			if (c == '\'' || c == '"') {
				int end = text.indexOf(c, index + 1);
				if (end < 0) {
					throw new IllegalStateException(name + " has a " + c + " without an end");
				}
				statement.append(text, index, end + 1);
				index = end + 1;
			} else if (text.startsWith("--", index)) {
				int end = text.indexOf('\n', index);
				index = end < 0 ? text.length() : end;
			} else {
				if (c == ';') {
					add(statements, statement);
				} else {
					statement.append(c);
				}
				index++;
			}
		}
		add(statements, statement);
		return statements;
	}

	private static void add(List<String> statements, StringBuilder statement) {
		String text = statement.toString().strip();
		if (!text.isEmpty()) {
			statements.add(text);
		}
		statement.setLength(0);
	}
}
