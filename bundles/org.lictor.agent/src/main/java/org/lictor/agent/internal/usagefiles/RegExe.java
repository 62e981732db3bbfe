package org.lictor.agent.internal.usagefiles;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.lictor.agent.internal.tools.Tool;

/** Reads the registry by {@code reg.exe query}, which every Windows has. Each call ends within a time limit. */
final class RegExe implements Registry {

	private static final int MOST = 1 << 20;

	private final Tool tool;

	/**
	 * @param command that is followed by the key
	 * @param limit   how long a call may take
	 */
	RegExe(List<String> command, Duration limit) {
		this.tool = new Tool(command, limit, MOST);
	}

	/** @return the program of this Windows */
	static RegExe ofThisHost() {
		String root = System.getenv().getOrDefault("SystemRoot", "C:\\Windows");
		return new RegExe(List.of(root + "\\System32\\reg.exe", "query"), Duration.ofSeconds(5));
	}

	@Override
	public Map<String, String> values(String key) throws IOException {
		Map<String, String> values = new LinkedHashMap<>();
		for (String line : query(key)) {
			String[] fields = line.strip().split(" {4}|\t", 3);
			if (line.startsWith(" ") && fields.length == 3 && fields[1].strip().startsWith("REG_")) {
				String data = fields[2].strip();
				values.put(fields[0].strip(), fields[1].strip().equals("REG_DWORD") && data.startsWith("0x")
						? Long.toString(Long.parseLong(data.substring(2), 16))
						: data);
			}
		}
		return values;
	}

	@Override
	public List<String> subkeys(String key) throws IOException {
		List<String> names = new ArrayList<>();
		int depth = key.split("\\\\").length + 1;
		for (String line : query(key)) {
			String[] path = line.strip().split("\\\\");
			if (line.startsWith("HKEY_") && path.length == depth) {
				names.add(path[depth - 1]);
			}
		}
		return names;
	}

	private List<String> query(String key) throws IOException {
		try {
			Tool.Answer answer = tool.run(key).filter(each -> each.exit() <= 1).orElseThrow(() -> new IOException(
					"the registry key " + key + " could not be read within " + tool.limit().toSeconds() + " s"));
			// 1: there is no such key
			return answer.exit() == 1 ? List.of() : new String(answer.output(), Charset.defaultCharset()).lines().toList();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("interrupted while the registry was read");
		}
	}
}
