package org.lictor.workbench.internal;

import java.util.List;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Where the views stand at first: all that tell how things are in one place, what happens below. */
public final class LictorPerspective implements IPerspectiveFactory {

	private static final List<String> MAIN = List.of(Ids.OVERVIEW, Ids.USAGE, Ids.HISTORY, Ids.SESSIONS, Ids.USERS,
			Ids.UNMATCHED, Ids.SEATS, Ids.UNUSED, Ids.RECONCILIATION, Ids.UTILISATION, Ids.SERVERS, Ids.AGENTS, Ids.GROUPS);

	/** Opened by the menu Window beside those: so many tabs at once would have titles that nobody can read. */
	private static final List<String> BESIDE = List.of(Ids.IDENTITY, Ids.ASSIGNMENTS, Ids.DENIALS, Ids.ATTRIBUTION, Ids.GROUP_USE, Ids.FORECAST,
			Ids.SEAT_DAYS, Ids.CHANGES, Ids.REGISTRATIONS);

	private static final List<String> BOTTOM = List.of(Ids.EVENTS, Ids.COLLECTING, Ids.EXPIRING, Ids.TOKENS);

	@Override
	public void createInitialLayout(IPageLayout layout) {
		layout.setEditorAreaVisible(false);
		IFolderLayout main = layout.createFolder("main", IPageLayout.LEFT, IPageLayout.RATIO_MAX, IPageLayout.ID_EDITOR_AREA);
		MAIN.forEach(main::addView);
		BESIDE.forEach(main::addPlaceholder);
		IFolderLayout bottom = layout.createFolder("bottom", IPageLayout.BOTTOM, 0.72f, "main");
		BOTTOM.forEach(bottom::addView);
		bottom.addPlaceholder("org.eclipse.pde.runtime.LogView");
		bottom.addPlaceholder("org.eclipse.ui.views.ProgressView");
		MAIN.forEach(layout::addShowViewShortcut);
		BESIDE.forEach(layout::addShowViewShortcut);
		BOTTOM.forEach(layout::addShowViewShortcut);
		layout.addShowViewShortcut("org.eclipse.pde.runtime.LogView");
		layout.addShowViewShortcut("org.eclipse.ui.views.ProgressView");
	}
}
