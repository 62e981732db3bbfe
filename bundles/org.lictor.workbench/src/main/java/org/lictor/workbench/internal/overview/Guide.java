package org.lictor.workbench.internal.overview;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.lictor.workbench.internal.ui.Icons;
import org.lictor.workbench.internal.ui.Tag;

/** Three steps from nothing to sessions, each with a button that does it; those that are done are ticked off. */
final class Guide {

	private final Composite card;
	private final Step server;
	private final Step files;
	private final Step agent;

	Guide(Composite parent, OverviewPage.Actions actions, Font bold) {
		card = Tag.style(Tag.name(new Composite(parent, SWT.NONE), "overview.guide"), "LictorCard");
		GridLayout layout = new GridLayout(3, false);
		layout.marginWidth = 14;
		layout.marginHeight = 12;
		layout.horizontalSpacing = 12;
		layout.verticalSpacing = 12;
		card.setLayout(layout);
		Label heading = Tag.style(new Label(card, SWT.NONE), "LictorCardText");
		heading.setFont(bold);
		heading.setText("Three steps to see which licences you own, who may use them, and who really does");
		heading.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 3, 1));
		server = new Step("1", "Add a licence server",
				"The cloud account or licence server whose licences you own. It takes a name and a few fields, which can be tried out.",
				"&Add Server...", "overview.step.server", actions::addServer);
		files = new Step("2", "Import its export files",
				"Users, subscriptions and usage as downloaded from the account, CSV or XLSX. They tell seats and assignments.",
				"&Import Files...", "overview.step.import", actions::importFiles);
		agent = new Step("3", "Enrol an agent",
				"A small program on the machines tells who really runs what, where and how long. Its group is assigned to the server.",
				"&Enrol Agent...", "overview.step.agent", actions::enrolAgent);
	}

	Composite control() {
		return card;
	}

	void show(Overview overview) {
		server.done(overview.servers() > 0);
		files.done(overview.data());
		agent.done(overview.agents() > 0);
	}

	void focus() {
		for (Step step : new Step[] { server, files, agent }) {
			if (!step.done) {
				step.button.setFocus();
				return;
			}
		}
	}

	private final class Step {

		private final String number;
		private final Label mark;
		private final Button button;
		private boolean done;

		Step(String number, String title, String text, String action, String name, Runnable run) {
			this.number = number;
			mark = Tag.style(Tag.name(new Label(card, SWT.CENTER), name + ".mark"), "LictorFigure");
			GridData narrow = new GridData(SWT.CENTER, SWT.CENTER, false, false);
			narrow.widthHint = 24;
			mark.setLayoutData(narrow);
			mark.setText(number);
			Composite words = Tag.style(new Composite(card, SWT.NONE), "LictorCard");
			words.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
			GridLayout layout = new GridLayout(1, false);
			layout.marginWidth = 0;
			layout.marginHeight = 0;
			layout.verticalSpacing = 2;
			words.setLayout(layout);
			Tag.style(new Label(words, SWT.NONE), "LictorCardText").setText(title);
			Label explanation = Tag.style(new Label(words, SWT.WRAP), "LictorCardMuted");
			explanation.setText(text);
			GridData wrapped = new GridData(SWT.FILL, SWT.CENTER, true, false);
			wrapped.widthHint = 300;
			explanation.setLayoutData(wrapped);
			button = Tag.name(new Button(card, SWT.PUSH), name);
			button.setText(action);
			button.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, false, false));
			button.addListener(SWT.Selection, event -> run.run());
		}

		void done(boolean now) {
			if (done != now) {
				done = now;
				mark.setText(now ? "" : number);
				mark.setImage(now ? Icons.image("done", mark) : null);
			}
		}
	}
}
