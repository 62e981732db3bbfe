package org.lictor.workbench.internal.servers;

import java.util.List;
import java.util.Optional;

import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.lictor.service.ServerTypeInfo;
import org.lictor.workbench.internal.ui.Tag;

/** Asks which type of server it is. */
final class TypePage extends WizardPage {

	private final List<ServerTypeInfo> types;
	private Table table;
	private Label description;

	TypePage(List<ServerTypeInfo> types) {
		super("type", "New licence server", null);
		this.types = types;
		setDescription("What is to be monitored?");
	}

	@Override
	public void createControl(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		area.setLayout(new GridLayout(1, false));
		table = Tag.name(new Table(area, SWT.BORDER | SWT.SINGLE), "server.types");
		GridData size = new GridData(SWT.FILL, SWT.FILL, true, true);
		size.heightHint = convertHeightInCharsToPixels(8);
		table.setLayoutData(size);
		for (ServerTypeInfo type : types) {
			new TableItem(table, SWT.NONE).setText(type.label());
		}
		description = Tag.name(new Label(area, SWT.WRAP), "server.type.description");
		GridData text = new GridData(SWT.FILL, SWT.TOP, true, false);
		text.widthHint = convertWidthInCharsToPixels(60);
		text.heightHint = convertHeightInCharsToPixels(5);
		description.setLayoutData(text);
		table.addListener(SWT.Selection, event -> selected());
		table.addListener(SWT.DefaultSelection, event -> {
			if (canFlipToNextPage()) {
				getContainer().showPage(getNextPage());
			}
		});
		if (!types.isEmpty()) {
			table.setSelection(0);
		}
		setControl(area);
		selected();
	}

	private void selected() {
		Optional<ServerTypeInfo> type = type();
		description.setText(type.map(ServerTypeInfo::description).orElse(""));
		setPageComplete(type.isPresent());
		if (types.isEmpty()) {
			setErrorMessage("No server type is installed. Install one with Help > Install New Software.");
		}
	}

	/** @return the type selected, empty when none is */
	Optional<ServerTypeInfo> type() {
		int index = table == null ? -1 : table.getSelectionIndex();
		return index < 0 ? Optional.empty() : Optional.of(types.get(index));
	}
}
