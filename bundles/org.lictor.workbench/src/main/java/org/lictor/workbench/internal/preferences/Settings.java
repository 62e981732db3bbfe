package org.lictor.workbench.internal.preferences;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.IEclipsePreferences.IPreferenceChangeListener;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.widgets.Control;
import org.lictor.service.Location;
import org.lictor.workbench.internal.connection.Arguments;
import org.lictor.workbench.internal.ui.UiThread;

/** The settings of this workbench, as the preference page leaves them. Safe for use by many threads. */
public final class Settings {

	/** Where they are kept. */
	public static final String NODE = "org.lictor.workbench";
	/** Key of the time zone, empty for that of this machine. */
	public static final String ZONE = "zone";
	/** Key of the data folder, empty for the usual one. */
	public static final String FOLDER = "folder";
	/** Key of the address of a server elsewhere, empty to open the data folder. */
	public static final String ADDRESS = "address";
	/** Key of the fingerprint of that server's certificate, empty to trust what this machine trusts. */
	public static final String FINGERPRINT = "fingerprint";

	private Settings() {
	}

	private static IEclipsePreferences node() {
		return InstanceScope.INSTANCE.getNode(NODE);
	}

	/** @return in which times are shown and by which days are cut */
	public static ZoneId zone() {
		String name = node().get(ZONE, "");
		try {
			return name.isBlank() ? ZoneId.systemDefault() : ZoneId.of(name);
		} catch (DateTimeException e) {
			return ZoneId.systemDefault();
		}
	}

	/**
	 * @param owner  as long as it lives
	 * @param change run on the UI thread when another time zone was chosen
	 */
	public static void onZoneChange(Control owner, Runnable change) {
		IPreferenceChangeListener listener = event -> {
			if (event.getKey().equals(ZONE)) {
				UiThread.later(owner, change);
			}
		};
		IEclipsePreferences node = node();
		node.addPreferenceChangeListener(listener);
		owner.addDisposeListener(event -> node.removePreferenceChangeListener(listener));
	}

	/** @return the usual data folder of this person */
	public static Path usualFolder() {
		return Path.of(System.getProperty("user.home", "."), ".lictor");
	}

	/**
	 * @param token for a server elsewhere
	 * @return where Lictor is according to the preferences
	 * @throws IllegalArgumentException with a sentence for a person when they cannot be understood
	 */
	public static Location location(String token) {
		IEclipsePreferences node = node();
		String address = node.get(ADDRESS, "");
		if (!address.isBlank()) {
			return Arguments.address(address, Optional.of(node.get(FINGERPRINT, "")), token);
		}
		String folder = node.get(FOLDER, "");
		return Arguments.folder(folder.isBlank() ? usualFolder().toString() : folder);
	}
}
