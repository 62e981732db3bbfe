package org.lictor.workbench.internal.ui;

import java.util.List;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;

/** A dialog with a heading, of a size that people may change, and the parts that such dialogs have in common. */
public abstract class TitledDialog extends TitleAreaDialog {

	private final String name;
	private final String text;

	/**
	 * @param parent over which it opens
	 * @param name   by which it is found, see {@link Tag}
	 * @param text   in the bar of its window
	 */
	protected TitledDialog(Shell parent, String name, String text) {
		super(parent);
		this.name = name;
		this.text = text;
		setShellStyle(getShellStyle() | SWT.RESIZE);
		setHelpAvailable(false);
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		Tag.name(shell, name);
		shell.setText(text);
	}

	/** One that closes it, because what is done in it takes effect at once; for others to replace. */
	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CLOSE_LABEL, false);
	}

	/**
	 * @param dialogArea of the title area dialog
	 * @param columns    of its grid
	 * @return what is under the heading
	 */
	protected static Composite area(Composite dialogArea, int columns) {
		Composite area = new Composite(dialogArea, SWT.NONE);
		area.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		GridLayout layout = new GridLayout(columns, false);
		layout.marginWidth = 10;
		layout.marginHeight = 10;
		area.setLayout(layout);
		return area;
	}

	/**
	 * @param characters it is wide at least
	 * @return that a field takes all the width there is
	 */
	protected GridData wide(int characters) {
		GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
		data.widthHint = convertWidthInCharsToPixels(characters);
		return data;
	}

	/** A column of a table: its heading, how many characters it is wide, and whether numbers stand in it. */
	protected record Heading(String text, int width, boolean number) {

		/**
		 * @param text  heading
		 * @param width in characters
		 */
		public Heading(String text, int width) {
			this(text, width, false);
		}

		/**
		 * @param text  heading
		 * @param width in characters
		 * @return a column of numbers
		 */
		public static Heading ofNumbers(String text, int width) {
			return new Heading(text, width, true);
		}
	}

	/**
	 * @param parent   of the table
	 * @param tag      by which it is found
	 * @param headings from left to right
	 * @return a table in which one row may be selected
	 */
	protected Table table(Composite parent, String tag, List<Heading> headings) {
		Table table = Tag.name(new Table(parent, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE), tag);
		table.setHeaderVisible(true);
		for (Heading heading : headings) {
			TableColumn column = new TableColumn(table, heading.number() ? SWT.RIGHT : SWT.LEFT);
			column.setText(heading.text());
			column.setWidth(convertWidthInCharsToPixels(heading.width()));
		}
		return table;
	}
}
