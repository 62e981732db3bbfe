package org.lictor.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Tree;
import aQute.bnd.service.diff.Type;

/**
 * A package, a type, a member, or what is said of one of them. What it means when a node comes or goes follows from what it is; the
 * rules are bnd's, but for one: bnd takes any method of an interface for an addition once it has seen a default method there, and
 * any new method of a class. Here an abstract method is a break, unless only providers implement the type.
 */
final class Node {

	private static final String PROVIDER = "org.osgi.annotation.versioning.ProviderType";

	private final Type type;
	private final String name;
	private final List<Node> children = new ArrayList<>();

	Node(Type type, String name) {
		this.type = Objects.requireNonNull(type, "type");
		this.name = Objects.requireNonNull(name, "name");
	}

	Node add(Node child) {
		children.add(child);
		return this;
	}

	/** The tree that bnd compares. */
	Tree tree() {
		try {
			return new DiffPluginImpl().deserialize(data(false));
		} catch (Exception e) {
			throw new IllegalStateException("bnd makes no tree of " + name, e);
		}
	}

	private Tree.Data data(boolean ofProviders) {
		boolean providers = ofProviders || says(Type.ANNOTATED, PROVIDER);
		Tree.Data data = new Tree.Data();
		data.type = type;
		data.name = name;
		data.add = added(ofProviders);
		data.rem = removed();
		data.children = children.stream().map(child -> child.data(providers)).toArray(Tree.Data[]::new);
		return data;
	}

	private boolean says(Type about, String what) {
		return children.stream().anyMatch(child -> child.type == about && child.name.equals(what));
	}

	private Delta added(boolean ofProviders) {
		return switch (type) {
		case ACCESS -> Delta.MAJOR;
		case METHOD -> says(Type.ACCESS, "abstract") && !ofProviders ? Delta.MAJOR : Delta.MINOR;
		case EXTENDS, ANNOTATED -> Delta.MICRO;
		default -> Delta.MINOR;
		};
	}

	private Delta removed() {
		return switch (type) {
		case ACCESS -> name.equals("static") ? Delta.MAJOR : Delta.MINOR;
		case ANNOTATED -> Delta.MICRO;
		default -> Delta.MAJOR;
		};
	}
}
