package org.lictor.workbench.internal.grid;

import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.lictor.workbench.internal.ui.Tag;

/** Stands where there are no rows: why, and what to do about it. */
public final class HintPage {

	private static final int TEXT_WIDTH = 460;

	private final Composite page;
	private final Label title;
	private final Label text;
	private final Button button;
	private Runnable action = () -> {
	};

	/**
	 * @param parent of the page
	 * @param name   unique among the pages that are open
	 */
	public HintPage(Composite parent, String name) {
		page = new Composite(parent, SWT.NONE);
		page.setLayout(new GridLayout(1, false));
		Composite middle = new Composite(page, SWT.NONE);
		middle.setLayoutData(new GridData(SWT.CENTER, SWT.CENTER, true, true));
		GridLayout layout = new GridLayout(1, false);
		layout.verticalSpacing = 10;
		middle.setLayout(layout);
		title = Tag.name(new Label(middle, SWT.CENTER | SWT.WRAP), name + ".hint.title");
		title.setFont(new LocalResourceManager(JFaceResources.getResources(), page)
				.create(FontDescriptor.createFrom(parent.getFont()).increaseHeight(3).setStyle(SWT.BOLD)));
		title.setLayoutData(wrapped());
		text = Tag.style(Tag.name(new Label(middle, SWT.CENTER | SWT.WRAP), name + ".hint.text"), "LictorMuted");
		text.setLayoutData(wrapped());
		button = Tag.name(new Button(middle, SWT.PUSH), name + ".hint.action");
		button.setLayoutData(new GridData(SWT.CENTER, SWT.CENTER, true, false));
		button.addListener(SWT.Selection, event -> action.run());
	}

	private static GridData wrapped() {
		GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
		data.widthHint = TEXT_WIDTH;
		return data;
	}

	/** @return the control of this page */
	public Composite control() {
		return page;
	}

	/**
	 * @param hint what it says from now on
	 */
	public void show(GridSpec.Hint hint) {
		title.setText(hint.title());
		text.setText(hint.text());
		button.setText(hint.action());
		button.setVisible(!hint.action().isEmpty());
		action = hint.run();
		page.layout(true, true);
	}

	void focus() {
		if (button.isVisible()) {
			button.setFocus();
		} else {
			page.setFocus();
		}
	}

	boolean hasFocus() {
		return button.isFocusControl() || page.isFocusControl();
	}
}
