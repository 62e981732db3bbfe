package org.lictor.workbench.internal.grid;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
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
	 * @param preferences where the arrangement of this one grid is kept
	 */
	ColumnMemory(Preferences preferences) {
		this.preferences = preferences;
		this.save = Job.createSystem("Remembering columns", (ICoreRunnable) monitor -> save());
	}

	/** @return where the workbench keeps the arrangements of all grids, by name of grid */
	static Preferences ofWorkbench() {
		return InstanceScope.INSTANCE.getNode("org.lictor.workbench").node("grids");
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
