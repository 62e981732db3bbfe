package org.lictor.agent.internal.registrations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.lictor.agent.internal.disk.Reasons;
import org.lictor.agent.internal.tools.Tool;
import org.lictor.agent.protocol.EventDetail.ProductsRegistered;
import org.lictor.agent.protocol.EventDetail.Registrations;

/**
 * Autodesk's licensing helper, which is called with {@code list} and with nothing else. Where it lies is written here and
 * never taken from a server, which so cannot have the agent run a program of its choice.
 */
public final class LicensingHelper {

	/** How long the helper may take; its own service lets it wait half a minute. */
	private static final Duration LIMIT = Duration.ofSeconds(40);

	/** A list has some 700 bytes a product. */
	private static final int MOST = 1 << 20;

	private static final String LIST = "list";

	private final Path program;
	private final Duration limit;

	/**
	 * @param program the helper, whether it is there or not
	 * @param limit   how long it may take
	 */
	LicensingHelper(Path program, Duration limit) {
		this.program = program;
		this.limit = limit;
	}

	/** @return the helper of this host, where Autodesk's installers put it */
	public static LicensingHelper ofThisHost() {
		String system = System.getProperty("os.name");
		String programs = System.getenv().getOrDefault("CommonProgramFiles(x86)", "C:\\Program Files (x86)\\Common Files");
		Path program = system.startsWith("Windows")
				? Path.of(programs, "Autodesk Shared", "AdskLicensing", "Current", "helper", "AdskLicensingInstHelper.exe")
				: system.startsWith("Mac")
						? Path.of("/Library/Application Support/Autodesk/AdskLicensing/Current/helper/AdskLicensingInstHelper")
						: Path.of("/opt/Autodesk/AdskLicensing/Current/helper/AdskLicensingInstHelper");
		return new LicensingHelper(program, LIMIT);
	}

	/** @return where it lies, or would */
	public Path program() {
		return program;
	}

	/**
	 * Asks it what is registered. Never fails: what goes wrong is what is told.
	 *
	 * @return its answer
	 * @throws InterruptedException when the thread is asked to stop
	 */
	ProductsRegistered ask() throws InterruptedException {
		if (!Files.exists(program)) {
			return told(Registrations.ABSENT, "");
		}
		try {
			// "Current" is a link to the folder of a version
			Path real = program.toRealPath();
			if (!isSafe(real)) {
				return told(Registrations.FAILED, real + " or its folder can be changed by users of this host, so it is not run."
						+ " Let only the system's administrator write there.");
			}
			Optional<Tool.Answer> answer = new Tool(List.of(real.toString()), limit, MOST).run(LIST);
			return answer.map(LicensingHelper::understood).orElseGet(() -> told(Registrations.FAILED,
					"The licensing helper did not answer within " + limit.toMillis() / 1000
							+ " s. See whether the service AdskLicensingService runs."));
		} catch (IOException e) {
			return told(Registrations.FAILED, "The licensing helper " + program + " cannot be run: " + Reasons.of(e)
					+ ". See whether the agent's user may run it.");
		}
	}

	/** Whether nobody but an administrator, or the agent's own user, decides what is run. Windows guards its folder itself. */
	private static boolean isSafe(Path real) throws IOException {
		if (!real.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			return true;
		}
		for (Path each : List.of(real, real.getParent())) {
			Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(each);
			String owner = Files.getOwner(each).getName();
			if (permissions.contains(PosixFilePermission.OTHERS_WRITE) || permissions.contains(PosixFilePermission.GROUP_WRITE)
					|| !owner.equals("root") && !owner.equals(System.getProperty("user.name"))) {
				return false;
			}
		}
		return true;
	}

	private static ProductsRegistered understood(Tool.Answer answer) {
		HelperList list = HelperList.read(answer.output());
		String problem = answer.cut() ? "it wrote more than " + (MOST >> 20) + " MB"
				: answer.exit() != 0 ? "it ended with code " + answer.exit() : list.problem().orElse("");
		if (problem.isEmpty()) {
			return new ProductsRegistered(Registrations.LISTED, "", list.products());
		}
		if (list.products().isEmpty()) {
			return told(Registrations.FAILED, "The licensing helper did not list the registered products: " + problem
					+ ". See whether the service AdskLicensingService runs.");
		}
		return new ProductsRegistered(Registrations.IN_PART,
				"The licensing helper's list of registered products is not complete: " + problem + ".", list.products());
	}

	private static ProductsRegistered told(Registrations outcome, String message) {
		return new ProductsRegistered(outcome, message, List.of());
	}
}
