package org.lictor.workbench.internal;

import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.actions.ActionFactory.IWorkbenchAction;
import org.eclipse.ui.actions.ContributionItemFactory;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;

/** The frame of the menu bar and what the platform brings; our commands and those of plug-ins come from plugin.xml. */
final class LictorActionBarAdvisor extends ActionBarAdvisor {

	private IWorkbenchAction quit;
	private IWorkbenchAction copy;
	private IWorkbenchAction selectAll;
	private IWorkbenchAction resetPerspective;
	private IWorkbenchAction preferences;
	private IWorkbenchAction about;

	LictorActionBarAdvisor(IActionBarConfigurer configurer) {
		super(configurer);
	}

	@Override
	protected void makeActions(IWorkbenchWindow window) {
		quit = made(ActionFactory.QUIT, window);
		copy = made(ActionFactory.COPY, window);
		selectAll = made(ActionFactory.SELECT_ALL, window);
		resetPerspective = made(ActionFactory.RESET_PERSPECTIVE, window);
		preferences = made(ActionFactory.PREFERENCES, window);
		about = made(ActionFactory.ABOUT, window);
	}

	private IWorkbenchAction made(ActionFactory factory, IWorkbenchWindow window) {
		IWorkbenchAction action = factory.create(window);
		register(action);
		return action;
	}

	@Override
	protected void fillMenuBar(IMenuManager bar) {
		MenuManager file = new MenuManager("&File", IWorkbenchActionConstants.M_FILE);
		file.add(new GroupMarker(IWorkbenchActionConstants.FILE_START));
		file.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
		file.add(new Separator());
		file.add(quit);
		bar.add(file);

		MenuManager edit = new MenuManager("&Edit", IWorkbenchActionConstants.M_EDIT);
		edit.add(copy);
		edit.add(selectAll);
		edit.add(new Separator());
		edit.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
		bar.add(edit);

		bar.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));

		MenuManager window = new MenuManager("&Window", IWorkbenchActionConstants.M_WINDOW);
		window.add(new GroupMarker("views"));
		MenuManager show = new MenuManager("&Other View", "showView");
		show.add(ContributionItemFactory.VIEWS_SHORTLIST.create(getActionBarConfigurer().getWindowConfigurer().getWindow()));
		window.add(show);
		window.add(resetPerspective);
		window.add(new Separator());
		window.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
		window.add(preferences);
		bar.add(window);

		// the installer adds its commands behind the marker "additions" of the menu "help"
		MenuManager help = new MenuManager("&Help", IWorkbenchActionConstants.M_HELP);
		help.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
		help.add(new Separator());
		help.add(about);
		bar.add(help);
	}
}
