package org.lictor.baseline;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

import aQute.bnd.service.diff.Tree;
import aQute.bnd.service.diff.Type;
import aQute.bnd.version.Version;

/**
 * A package as text for people to read: a line for each type and, indented, for each member. What is said of a member stands behind
 * it: {@code method close() | access abstract | return void}.
 */
public final class PackageText {

	private static final String INDENT = "\t";
	private static final String BEHIND = " | ";

	private PackageText() {
	}

	/**
	 * @param exported the package
	 * @return its text, which ends with a line break
	 */
	public static String write(ExportedPackage exported) {
		StringBuilder text = new StringBuilder();
		text.append("bundle ").append(exported.bundle()).append('\n');
		text.append("version ").append(exported.version()).append('\n');
		write(exported.api(), "", text);
		return text.toString();
	}

	private static void write(Tree tree, String indent, StringBuilder text) {
		text.append(indent).append(line(tree));
		boolean member = tree.getType() == Type.METHOD || tree.getType() == Type.FIELD;
		if (member) {
			Arrays.stream(tree.getChildren()).forEach(said -> text.append(BEHIND).append(line(said)));
		}
		text.append('\n');
		if (!member) {
			Arrays.stream(tree.getChildren()).forEach(child -> write(child, indent + INDENT, text));
		}
	}

	private static String line(Tree tree) {
		return tree.getType().name().toLowerCase(Locale.ROOT) + " " + tree.getName();
	}

	/**
	 * @param text what {@link #write} gave
	 * @return the package
	 * @throws IllegalArgumentException when it is something else; the message names the line
	 */
	public static ExportedPackage read(String text) {
		List<String> lines = text.lines().toList();
		if (lines.size() < 3 || !lines.get(0).startsWith("bundle ") || !lines.get(1).startsWith("version ")) {
			throw new IllegalArgumentException("The first two lines should name the bundle and the version.");
		}
		Deque<Node> open = new ArrayDeque<>();
		Node top = null;
		for (String line : lines.subList(2, lines.size())) {
			String unindented = line.stripLeading();
			int depth = line.length() - unindented.length();
			String[] parts = unindented.split(" \\| ");
			Node node = node(parts[0]);
			Arrays.stream(parts).skip(1).forEach(said -> node.add(node(said)));
			while (open.size() > depth) {
				open.pop();
			}
			if (open.size() < depth || depth == 0 && top != null) {
				throw new IllegalArgumentException("This line belongs to none above: " + line);
			}
			if (depth == 0) {
				top = node;
			} else {
				open.peek().add(node);
			}
			open.push(node);
		}
		return new ExportedPackage(after(lines.get(0)), Version.parseVersion(after(lines.get(1))), top.tree());
	}

	private static String after(String line) {
		return line.substring(line.indexOf(' ') + 1);
	}

	private static Node node(String text) {
		try {
			return new Node(Type.valueOf(text.substring(0, Math.max(text.indexOf(' '), 0)).toUpperCase(Locale.ROOT)), after(text));
		} catch (IllegalArgumentException e) {
			throw new IllegalArgumentException("This line says nothing of a package: " + text, e);
		}
	}
}
