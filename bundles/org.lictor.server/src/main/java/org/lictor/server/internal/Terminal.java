package org.lictor.server.internal;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import org.lictor.service.Connector;
import org.lictor.service.Mover;
import org.lictor.service.OwnInstallation;
import org.lictor.service.PluginTrusts;
import org.lictor.service.Restorer;

/**
 * What a command has around it.
 *
 * @param out         standard output, for results
 * @param err         standard error, for troubles
 * @param in          standard input, for secrets
 * @param interactive which of them a person sits at
 * @param environment the variables of the process
 * @param home        the home folder of the user
 * @param zone        the time zone of the user
 * @param version     of Lictor
 * @param connectors  ways to reach a Lictor, the one to be asked first in front
 * @param mover       moves data between databases, if this installation can
 * @param restorer    reads backups, if this installation can
 * @param plugins     of this installation, if it can have any
 * @param pluginTrusts whom it trusts to bring them
 */
record Terminal(PrintStream out, PrintStream err, InputStream in, Interactive interactive,
		Map<String, String> environment, Path home, ZoneId zone, String version, Supplier<List<Connector>> connectors,
		Supplier<Optional<Mover>> mover, Supplier<Optional<Restorer>> restorer,
		Supplier<Optional<OwnInstallation>> plugins, Supplier<Optional<PluginTrusts>> pluginTrusts) {

	/**
	 * Where a person sits.
	 *
	 * @param in  whether standard input is a terminal
	 * @param out whether standard output is one
	 * @param err whether standard error is one
	 */
	record Interactive(boolean in, boolean out, boolean err) {

		/** A script. */
		static final Interactive NOWHERE = new Interactive(false, false, false);
	}

	Terminal {
		Objects.requireNonNull(out, "out");
		Objects.requireNonNull(err, "err");
		Objects.requireNonNull(in, "in");
		environment = Map.copyOf(environment);
	}

	/** @return the data folder that is taken when none is named */
	Path defaultData() {
		return home.resolve(".lictor");
	}
}
