package org.lictor.sbom;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Metadata;

/**
 * A task of Ant for the build of a product: for each installation below a folder it writes {@code sbom.cdx.json} into it, and beside
 * the archives. Ant sets the properties that the setters name, then calls {@link #execute()}.
 */
public final class SbomTask {

	private static final int MOST_FOLDERS = 7;
	private static final int PLATFORM = 3;

	private String name = "";
	private String version = "";
	private String archive = "";
	private Path products = Path.of("");
	private Optional<Path> into = Optional.empty();
	private Optional<Path> runtime = Optional.empty();
	private Optional<Path> procrun = Optional.empty();
	private String procrunVersion = "";

	/** @param name of the product */
	public void setName(String name) {
		this.name = name;
	}

	/** @param version of the product */
	public void setVersion(String version) {
		this.version = version;
	}

	/** @param products folder with one installation, or one for each platform in {@code os/ws/arch} */
	public void setProducts(File products) {
		this.products = products.toPath();
	}

	/** @param archive path of the archive without platform and ending */
	public void setArchive(String archive) {
		this.archive = archive;
	}

	/** @param into folder that takes the place of the installation, which stays as it is */
	public void setInto(File into) {
		this.into = Optional.of(into.toPath());
	}

	/** @param runtime folder of a Java runtime that comes with the product */
	public void setRuntime(File runtime) {
		this.runtime = Optional.of(runtime.toPath());
	}

	/** @param procrun the program of Commons Daemon that comes with the product */
	public void setProcrun(File procrun) {
		this.procrun = Optional.of(procrun.toPath());
	}

	/** @param procrunVersion version of Commons Daemon */
	public void setProcrunVersion(String procrunVersion) {
		this.procrunVersion = procrunVersion;
	}

	/**
	 * Writes them.
	 *
	 * @throws IOException              when something cannot be read or written
	 * @throws IllegalArgumentException when something that would be shipped has no known licence
	 */
	public void execute() throws IOException {
		List<Path> installations = installations();
		if (installations.isEmpty()) {
			throw new IllegalArgumentException("No product was built in " + products + ".");
		}
		for (Path installation : installations) {
			String text = sbom(installation);
			Files.writeString(Files.createDirectories(into.orElse(installation)).resolve("sbom.cdx.json"), text);
			Files.writeString(Path.of(archive + platform(installation) + ".cdx.json"), text);
		}
	}

	private List<Path> installations() throws IOException {
		try (Stream<Path> folders = Files.walk(products, MOST_FOLDERS)) {
			return folders.filter(folder -> Files.isDirectory(folder.resolve("plugins")) && Files.isDirectory(folder.resolve("p2"))).sorted()
					.toList();
		}
	}

	/** As the archives are named: {@code -linux.gtk.x86_64}; empty where only one installation is. */
	private String platform(Path installation) {
		Path relative = products.relativize(installation);
		return relative.getNameCount() <= PLATFORM ? "" : "-" + relative.getName(0) + "." + relative.getName(1) + "." + relative.getName(2);
	}

	/** The text of an SBOM: the same for the same content. */
	private String sbom(Path installation) throws IOException {
		Parts parts = new Parts(installation, Licences.read(installation.resolve("licences")));
		Bom bom = new Bom();
		for (Component bundle : parts.bundles()) {
			bom.addComponent(bundle);
		}
		if (runtime.isPresent()) {
			bom.addComponent(parts.runtime(runtime.get()));
		}
		if (procrun.isPresent()) {
			bom.addComponent(parts.file(procrun.get(), "commons-daemon", "commons-daemon", procrunVersion));
		}
		Component product = new Component();
		product.setType(Component.Type.APPLICATION);
		product.setName(name);
		product.setVersion(version);
		product.setBomRef(name);
		Metadata metadata = new Metadata();
		// the library puts the time of now here, which would make every build another
		metadata.setTimestamp(null);
		metadata.setComponent(product);
		bom.setMetadata(metadata);
		StringBuilder content = new StringBuilder(name + version);
		bom.getComponents().forEach(part -> content.append(part.getBomRef()).append(part.getHashes().getFirst().getValue()));
		bom.setSerialNumber("urn:uuid:" + UUID.nameUUIDFromBytes(content.toString().getBytes(StandardCharsets.UTF_8)));
		try {
			return BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString();
		} catch (GeneratorException e) {
			throw new IOException("The SBOM of " + name + " cannot be written.", e);
		}
	}
}
