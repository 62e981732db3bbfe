package org.lictor.workbench.internal.grid;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.lictor.workbench.internal.table.Arrangement;
import org.lictor.workbench.internal.table.ColumnLayout;
import org.lictor.workbench.internal.ui.Trouble;
import org.osgi.service.prefs.BackingStoreException;
import org.osgi.service.prefs.Preferences;

/** Remembers how a reader arranged the columns of a grid and by which rows are sorted, from one start to the next. */
final class ColumnMemory {

	private static final long SAVE_DELAY_MILLIS = 300;

	private final Preferences preferences;
	private final Job save;

	/**
	 * @param grid name of the grid
	 */
	ColumnMemory(String grid) {
		IEclipsePreferences ours = InstanceScope.INSTANCE.getNode("org.lictor.workbench");
		this.preferences = ours.node("grids").node(grid);
		this.save = Job.createSystem("Remembering columns", (ICoreRunnable) monitor -> save());
	}

	ColumnLayout layout() {
		return ColumnLayout.decode(preferences.get("columns", ""));
	}

	void layout(ColumnLayout layout) {
		preferences.put("columns", layout.encode());
		save.schedule(SAVE_DELAY_MILLIS);
	}

	Arrangement sort() {
		return Arrangement.decodeSort(preferences.get("sort", ""));
	}

	void sort(Arrangement arrangement) {
		preferences.put("sort", arrangement.encodeSort());
		save.schedule(SAVE_DELAY_MILLIS);
	}

	private void save() {
		try {
			preferences.flush();
		} catch (BackingStoreException e) {
			Trouble.log("Remembering columns", e);
		}
	}
}
