package org.lictor.server.internal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.lictor.model.FileTrouble;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The settings and secrets of a licence server or a directory. Secrets never stand among the words of a command: those are seen by all. */
final class DefinitionOptions {

	@Spec(Target.MIXEE)
	private CommandSpec command;

	@Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting; may be repeated. 'servers types' and 'directory "
			+ "settings' tell which there are.")
	private List<String> settings = new ArrayList<>();

	@Option(names = "--secret", paramLabel = "KEY", description = "A secret, read from standard input, one line each in this "
			+ "order; may be repeated.")
	private List<String> secrets = new ArrayList<>();

	@Option(names = "--secret-file", paramLabel = "KEY=FILE", description = "A secret that stands in a file; may be repeated.")
	private List<String> secretFiles = new ArrayList<>();

	/** @return the settings that were given */
	Map<String, String> settings() {
		Map<String, String> values = new LinkedHashMap<>();
		for (String setting : settings) {
			put(values, "--set", setting);
		}
		return values;
	}

	/**
	 * Reads the secrets that were given.
	 *
	 * @param terminal where they may come from
	 * @return by key
	 * @throws ServiceException INVALID when one cannot be read
	 */
	Map<String, String> secrets(Terminal terminal) throws ServiceException {
		Map<String, String> files = new LinkedHashMap<>();
		for (String file : secretFiles) {
			put(files, "--secret-file", file);
		}
		Map<String, String> values = new LinkedHashMap<>();
		for (Map.Entry<String, String> file : files.entrySet()) {
			values.put(file.getKey(), fromFile(Path.of(file.getValue())));
		}
		if (!secrets.isEmpty()) {
			// kept for all of them: it reads ahead
			BufferedReader lines = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
			for (String key : secrets) {
				if (values.put(key, typed(key, lines, terminal)) != null) {
					throw misuse("The secret '" + key + "' is given twice.");
				}
			}
		}
		return values;
	}

	private void put(Map<String, String> values, String option, String text) {
		int equals = text.indexOf('=');
		if (equals < 1) {
			throw misuse(option + " should look like key=value, not like '" + (option.equals("--set") ? text : "...") + "'.");
		}
		String key = text.substring(0, equals);
		if (values.put(key, text.substring(equals + 1)) != null) {
			throw misuse("'" + key + "' is given twice.");
		}
	}

	static String fromFile(Path file) throws ServiceException {
		try {
			return Files.readString(file).replaceFirst("\\r?\\n\\z", "");
		} catch (IOException e) {
			throw new ServiceException(Reason.INVALID,
					"The file " + file + " that should hold a secret cannot be read: " + FileTrouble.why(e) + ".", e);
		}
	}

	static String typed(String key, BufferedReader lines, Terminal terminal) throws ServiceException {
		try {
			Console console = terminal.interactive().in() ? System.console() : null;
			String line;
			if (console != null) {
				char[] hidden = console.readPassword("Secret '%s' (not shown): ", key);
				line = hidden == null ? null : new String(hidden);
			} else {
				line = lines.readLine();
			}
			if (line == null) {
				throw new ServiceException(Reason.INVALID, "The secret '" + key + "' should come on standard input, which is at its end.");
			}
			return line;
		} catch (IOException e) {
			throw new ServiceException(Reason.INVALID,
					"The secret '" + key + "' cannot be read from standard input: " + FileTrouble.why(e) + ".", e);
		}
	}

	private ParameterException misuse(String sentence) {
		return new ParameterException(command.commandLine(), sentence);
	}
}
