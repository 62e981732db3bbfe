package org.lictor.plugins.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

import org.eclipse.equinox.p2.core.IProvisioningAgentProvider;
import org.eclipse.equinox.p2.core.ProvisionException;
import org.eclipse.osgi.service.datalocation.Location;
import org.lictor.model.FileTrouble;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The installation that this process was started from: read and changed on copies, one change at a time. */
@Component(service = Installation.class)
public final class Installation {

	private final IProvisioningAgentProvider agents;
	private final Path folder;
	private final String profile;

	/**
	 * @param context of this bundle
	 * @param agents  make p2 work on any folder
	 * @param folder  the installation
	 */
	@Activate
	public Installation(BundleContext context, @Reference IProvisioningAgentProvider agents,
			@Reference(target = "(type=osgi.install.area)") Location folder) {
		this.agents = agents;
		// the framework gives addresses of folders with their blanks as they are
		this.folder = Path.of(new File(folder.getURL().getPath()).getPath());
		this.profile = context.getProperty("eclipse.p2.profile");
	}

	/**
	 * What is done with a copy.
	 *
	 * @param <T> what comes of it
	 */
	interface Task<T> {

		/**
		 * @param p2   works on the copy
		 * @param copy the folder of it
		 * @return what came of it
		 */
		T run(P2 p2, Path copy) throws ServiceException, IOException;
	}

	Path folder() {
		return folder;
	}

	/**
	 * p2 writes where it reads, so that it is asked about a copy: who asks need not be allowed to change the installation.
	 *
	 * @param question what is asked
	 * @return the answer
	 * @throws ServiceException UNAVAILABLE, or the question's own
	 */
	<T> T read(Task<T> question) throws ServiceException {
		try {
			if (Files.isWritable(folder)) {
				NextInstallation.recover(folder);
			}
			Path copy = Files.createTempDirectory("lictor-plugins-");
			try {
				Folders.copy(folder.resolve("p2"), copy.resolve("p2"));
				try (P2 p2 = open(copy)) {
					return question.run(p2, copy);
				}
			} finally {
				Folders.delete(copy);
			}
		} catch (IOException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "What is installed in " + folder + " cannot be read: " + FileTrouble.why(e) + ".", e);
		}
	}

	/**
	 * Has p2 change a copy, and switches to that when all went well.
	 *
	 * @param change what is done
	 * @param kept   whether the installation is to become what the copy is then
	 * @return what came of it
	 * @throws ServiceException IN_USE, UNAVAILABLE, or the change's own
	 */
	<T> T change(Task<T> change, Predicate<T> kept) throws ServiceException {
		try (NextInstallation next = NextInstallation.copy(folder).orElseThrow(() -> new ServiceException(Reason.IN_USE,
				"Somebody else is changing the plug-ins in " + folder + ". Try again when that is done."))) {
			T outcome;
			try (P2 p2 = open(next.folder())) {
				outcome = change.run(p2, next.folder());
			}
			if (kept.test(outcome)) {
				next.switchOver();
			}
			return outcome;
		} catch (IOException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "The installation in " + folder + " cannot be changed: " + FileTrouble.why(e)
					+ ". Give the command as a user who may write there.", e);
		}
	}

	private P2 open(Path copy) throws ServiceException {
		try {
			return new P2(agents.createAgent(copy.resolve("p2").toUri()), folder, profile);
		} catch (ProvisionException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "What is installed in " + copy + " cannot be read: " + Statuses.words(e.getStatus()), e);
		}
	}
}
