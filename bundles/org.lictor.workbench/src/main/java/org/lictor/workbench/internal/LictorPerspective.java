package org.lictor.workbench.internal;

import java.util.List;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Where the views stand at first: all that tell how things are in one place, what happens below. */
public final class LictorPerspective implements IPerspectiveFactory {

	private static final List<String> MAIN = List.of(Ids.OVERVIEW, Ids.USAGE, Ids.HISTORY, Ids.SESSIONS, Ids.USERS, Ids.UNMATCHED,
			Ids.IDENTITY, Ids.SEATS, Ids.ASSIGNMENTS, Ids.UNUSED, Ids.RECONCILIATION,
			Ids.UTILISATION, Ids.SEAT_DAYS, Ids.CHANGES, Ids.SERVERS, Ids.AGENTS, Ids.REGISTRATIONS, Ids.GROUPS);

	private static final List<String> BOTTOM = List.of(Ids.EVENTS, Ids.COLLECTING, Ids.EXPIRING, Ids.TOKENS);

	@Override
	public void createInitialLayout(IPageLayout layout) {
		layout.setEditorAreaVisible(false);
		IFolderLayout main = layout.createFolder("main", IPageLayout.LEFT, IPageLayout.RATIO_MAX, IPageLayout.ID_EDITOR_AREA);
		MAIN.forEach(main::addView);
		IFolderLayout bottom = layout.createFolder("bottom", IPageLayout.BOTTOM, 0.72f, "main");
		BOTTOM.forEach(bottom::addView);
		bottom.addPlaceholder("org.eclipse.pde.runtime.LogView");
		bottom.addPlaceholder("org.eclipse.ui.views.ProgressView");
		MAIN.forEach(layout::addShowViewShortcut);
		BOTTOM.forEach(layout::addShowViewShortcut);
		layout.addShowViewShortcut("org.eclipse.pde.runtime.LogView");
		layout.addShowViewShortcut("org.eclipse.ui.views.ProgressView");
	}
}
