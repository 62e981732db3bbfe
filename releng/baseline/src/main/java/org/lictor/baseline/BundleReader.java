package org.lictor.baseline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Clazz;
import aQute.bnd.osgi.Descriptors.TypeRef;
import aQute.bnd.osgi.Jar;
import aQute.bnd.service.diff.Tree;
import aQute.bnd.service.diff.Type;
import aQute.bnd.version.Version;

/** Reads what a built bundle exports. */
public final class BundleReader {

	private static final Set<Type> TOLD = EnumSet.of(Type.CLASS, Type.INTERFACE, Type.ENUM, Type.ANNOTATION, Type.EXTENDS, Type.IMPLEMENTS,
			Type.FIELD, Type.METHOD, Type.RETURN, Type.ACCESS);

	private BundleReader() {
	}

	/**
	 * @param jar    of a bundle
	 * @param prefix of the packages that are wanted
	 * @return its exported packages, in no order
	 */
	public static List<ExportedPackage> read(Path jar, String prefix) {
		try (Jar content = new Jar(jar.toFile()); Analyzer analyzer = new WithoutJava(content)) {
			List<ExportedPackage> packages = new ArrayList<>();
			for (Tree each : new DiffPluginImpl().tree(analyzer).get("<api>").getChildren()) {
				if (each.getType() == Type.PACKAGE && each.getName().startsWith(prefix)) {
					packages.add(new ExportedPackage(content.getBsn(), version(each), told(each).tree()));
				}
			}
			return packages;
		} catch (Exception e) {
			throw new IllegalStateException(jar + " cannot be read as a bundle.", e);
		}
	}

	private static Version version(Tree exported) {
		for (Tree child : exported.getChildren()) {
			if (child.getType() == Type.VERSION) {
				return Version.parseVersion(child.getName());
			}
		}
		throw new IllegalStateException(exported.getName() + " is exported without a version.");
	}

	private static Node told(Tree tree) {
		Node node = new Node(tree.getType(), tree.getName());
		for (Tree child : tree.getChildren()) {
			if (TOLD.contains(child.getType())
					|| child.getType() == Type.ANNOTATED && child.getName().startsWith("org.osgi.annotation.versioning.")) {
				node.add(told(child));
			}
		}
		return node;
	}

	/** What a type has from Java's own is not ours to version, and another JDK has more of it. */
	private static final class WithoutJava extends Analyzer {

		WithoutJava(Jar jar) throws Exception {
			super(jar);
		}

		@Override
		public Clazz findClass(TypeRef type) throws Exception {
			return type.isJava() ? null : super.findClass(type);
		}
	}
}
