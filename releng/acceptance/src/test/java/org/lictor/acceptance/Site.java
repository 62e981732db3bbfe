package org.lictor.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server, an agent and a workplace, each from the built archives and with a folder of its own. */
final class Site {

	/** Name of the licence server. */
	static final String AUTODESK = "Autodesk";
	/** Name of the agent group. */
	static final String GROUP = "Design";

	private static final Pattern ENROLMENT = Pattern.compile("lictor1:[A-Za-z0-9_-]+");

	private final Stage stage;
	private final LictorServer server;
	private final LictorAgent agent;
	private final Workplace workplace;

	/** @param stage on which it plays */
	Site(Stage stage) {
		this.stage = stage;
		// archives must work wherever people unpack them
		Path serverScript = Products.unpack("lictor-server", stage.folder("Prüf stand/server"));
		Path agentScript = Products.unpack("lictor-agent", stage.folder("Prüf stand/agent"));
		this.server = stage.closing(new LictorServer(serverScript, stage.folder().resolve("server data")).shortLived());
		this.agent = stage.closing(new LictorAgent(agentScript, stage.folder().resolve("agent data")));
		this.workplace = stage.closing(new Workplace(stage.folder("opt")));
	}

	LictorServer server() {
		return server;
	}

	LictorAgent agent() {
		return agent;
	}

	Workplace workplace() {
		return workplace;
	}

	/** Adds the Autodesk account and what its administrator exported. */
	void addAutodesk() {
		server.command("servers", "add", "--name", AUTODESK, "--type", "autodesk").good();
		importFiles(ExportFiles.putAll(stage.folder("exports"))).good();
	}

	/** Hands files in for the Autodesk account. */
	Outcome importFiles(List<String> files) {
		List<String> words = new ArrayList<>(List.of("import", "--server", AUTODESK));
		words.addAll(files);
		return server.command(words.toArray(String[]::new));
	}

	/** Makes the agent group. */
	void addGroup() {
		server.command("groups", "add", GROUP).good();
	}

	/** Has the agents of the group watch for the Autodesk account. */
	void assignGroup() {
		server.command("groups", "assign", GROUP, "--server", AUTODESK).good();
	}

	/** Makes an enrolment string. */
	String enrolment(String... options) {
		List<String> words = new ArrayList<>(List.of("agents", "token"));
		words.addAll(List.of(options));
		String out = server.command(words.toArray(String[]::new)).good().out();
		Matcher matcher = ENROLMENT.matcher(out);
		if (!matcher.find()) {
			throw new AssertionError("no enrolment string in: " + out);
		}
		return matcher.group();
	}
}
