package org.lictor.workbench.internal.servers;

import java.util.List;

import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.lictor.model.Diagnostic;
import org.lictor.service.ImportResult;
import org.lictor.workbench.internal.ui.Icons;
import org.lictor.workbench.internal.ui.Tag;

/** Shows what became of each file, and every line that could not be used. */
final class ResultsPage extends WizardPage {

	private Table table;
	private Text details;
	private List<ImportResult> results = List.of();

	ResultsPage() {
		super("results", "What became of the files", null);
	}

	@Override
	public void createControl(Composite parent) {
		SashForm area = new SashForm(parent, SWT.VERTICAL);
		Composite top = new Composite(area, SWT.NONE);
		top.setLayout(new FillLayout());
		table = Tag.name(new Table(top, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE), "import.results");
		table.setHeaderVisible(true);
		column("File", 28);
		column("What it is", 24);
		column("Records", 10);
		column("Rejected", 10);
		column("Outcome", 28);
		table.addListener(SWT.Selection, event -> explain());
		details = Tag.name(new Text(area, SWT.BORDER | SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL), "import.details");
		area.setWeights(1, 1);
		setControl(area);
	}

	private void column(String text, int characters) {
		TableColumn column = new TableColumn(table, text.equals("Records") || text.equals("Rejected") ? SWT.RIGHT : SWT.LEFT);
		column.setText(text);
		column.setWidth(convertWidthInCharsToPixels(characters));
	}

	void show(List<ImportResult> imported) {
		results = imported;
		table.removeAll();
		for (ImportResult result : results) {
			TableItem item = new TableItem(table, SWT.NONE);
			item.setText(new String[] { result.file(), result.what(), Long.toString(result.records()), Long.toString(result.rejected()),
					ImportFiles.outcome(result) });
			item.setImage(Icons.image(icon(result), table));
		}
		long good = results.stream().filter(result -> result.outcome() != ImportResult.Outcome.REFUSED).count();
		boolean clean = results.stream().allMatch(result -> result.outcome() == ImportResult.Outcome.IMPORTED
				|| result.outcome() == ImportResult.Outcome.ALREADY_KNOWN);
		setMessage(good + " of " + results.size() + (results.size() == 1 ? " file was" : " files were") + " taken."
				+ (clean ? "" : " Select a file to see what was wrong with it."), clean ? IMessageProvider.NONE : IMessageProvider.WARNING);
		if (!results.isEmpty()) {
			table.setSelection(0);
		}
		explain();
	}

	private static String icon(ImportResult result) {
		return switch (result.outcome()) {
		case IMPORTED -> "done";
		case ALREADY_KNOWN -> "info";
		case IMPORTED_WITH_PROBLEMS -> "warning";
		case REFUSED -> "error";
		};
	}

	private void explain() {
		int index = table.getSelectionIndex();
		if (index < 0) {
			details.setText("");
			return;
		}
		StringBuilder text = new StringBuilder();
		for (Diagnostic diagnostic : results.get(index).diagnostics()) {
			text.append(diagnostic.severity()).append("  ").append(diagnostic.sentence()).append('\n');
		}
		details.setText(text.isEmpty() ? "Nothing to say about this file." : text.toString());
	}

	@Override
	public IWizardPage getPreviousPage() {
		return null; // what is imported is imported; the superclass takes null for none
	}
}
