package org.lictor.workbench.internal.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.report.Explanation;
import org.lictor.service.Lictor;
import org.lictor.service.RowsUnder;
import org.lictor.workbench.internal.grid.GridSpec;
import org.lictor.workbench.internal.grid.ResultTableGrid;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.Work;

/** Tells where a cell of a report comes from: the rule, and the rows under it, of which each can be explained again. */
public final class ExplanationDialog extends Dialog {

	private static final Point SIZE = new Point(900, 620);
	private static final int TEXT_LINES = 7;
	/** Columns that name the rows of one report or another. */
	private static final List<String> NAMES = List.of("start", "day", "period", "from", "user", "account", "host", "product", "server");

	private final Lictor lictor;
	private final Explanation explanation;
	private Combo questions;
	private ResultTableGrid grid;
	private Optional<Job> job = Optional.empty();
	private Optional<Query> shown = Optional.empty();

	private ExplanationDialog(Shell parent, Lictor lictor, Explanation explanation) {
		super(parent);
		this.lictor = lictor;
		this.explanation = explanation;
		// one reads the figure and what is under it side by side
		setShellStyle(SWT.SHELL_TRIM | SWT.MODELESS);
		setBlockOnOpen(false);
	}

	/**
	 * @param parent over which it opens
	 * @param lictor answers what is under it
	 * @param asked  the question
	 * @param table  its answer
	 * @param row    of the cell, from 0
	 * @param column of the cell, from 0
	 */
	public static void open(Shell parent, Lictor lictor, Query asked, ResultTable table, int row, int column) {
		new ExplanationDialog(parent, lictor, Explanation.of(asked, table, row, column)).open();
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		Tag.name(shell, "explanation");
		shell.setText("Explain: " + explanation.cell());
		shell.addListener(SWT.Dispose, event -> job.ifPresent(Job::cancel));
	}

	@Override
	protected Point getInitialSize() {
		return SIZE;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		Text text = Tag.name(new Text(area, SWT.READ_ONLY | SWT.MULTI | SWT.WRAP | SWT.V_SCROLL | SWT.BORDER), "explanation.text");
		text.setText(text(explanation));
		GridData data = new GridData(SWT.FILL, SWT.FILL, true, false);
		data.heightHint = TEXT_LINES * text.getLineHeight();
		text.setLayoutData(data);
		if (explanation.under().isEmpty()) {
			new Label(area, SWT.NONE).setText("There is nothing under it: the row is what a source told.");
			return area;
		}
		Composite head = new Composite(area, SWT.NONE);
		head.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		head.setLayout(new GridLayout(2, false));
		new Label(head, SWT.NONE).setText("&Under it:");
		questions = Tag.name(new Combo(head, SWT.DROP_DOWN | SWT.READ_ONLY), "explanation.under");
		explanation.under().forEach(each -> questions.add(each.title()));
		questions.select(0);
		questions.addListener(SWT.Selection, event -> show(area));
		show(area);
		return area;
	}

	private static String text(Explanation explanation) {
		List<String> lines = new ArrayList<>();
		lines.add(explanation.cell());
		lines.add(String.join(", ", explanation.row()));
		lines.add("");
		lines.add(explanation.rule());
		lines.addAll(explanation.notes());
		return String.join("\n", lines);
	}

	/** Each kind of rows has a grid of its own, whose columns are remembered. */
	private void show(Composite area) {
		job.ifPresent(Job::cancel);
		if (grid != null) {
			grid.control().dispose();
		}
		RowsUnder.Question question = explanation.under().get(questions.getSelectionIndex());
		Query query = question.query();
		grid = new ResultTableGrid(area, new GridSpec("explain-" + query.report(), "rows", NAMES, "",
				GridSpec.Hint.of("No rows", "Nothing of this kind is under the figure. Choose other rows above."), Optional.empty()));
		ResultTableGrid made = grid;
		made.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		made.onRefresh(() -> load(made, question));
		made.onExplain((row, column) -> shown.ifPresent(asked -> made.table()
				.ifPresent(table -> open(getShell(), lictor, asked, table, row, column))));
		area.layout();
		load(made, question);
	}

	private void load(ResultTableGrid into, RowsUnder.Question question) {
		job = Optional.of(Work.start(question.title(), into.control(), progress -> lictor.queries().run(question.query(), progress), table -> {
			shown = Optional.of(question.query());
			into.show(table, true);
		}, trouble -> into.showTrouble(new GridSpec.Hint("This could not be loaded.", trouble.getMessage(), "&Try Again",
				() -> load(into, question)))));
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		Tag.name(createButton(parent, IDialogConstants.OK_ID, IDialogConstants.CLOSE_LABEL, true), "explanation.close");
	}
}
