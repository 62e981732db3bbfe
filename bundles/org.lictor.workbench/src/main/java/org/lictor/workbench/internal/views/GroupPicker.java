package org.lictor.workbench.internal.views;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jface.layout.PixelConverter;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.lictor.query.Whose;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Lictor;
import org.lictor.service.ReportGroup;
import org.lictor.workbench.internal.ui.Tag;

/** Chooses the report group whose use is shown. For the UI thread, except {@link #whose}. */
final class GroupPicker {

	private static final String EVERYBODY = "(everybody)";
	/** Of a group's name, so many are seen. */
	private static final int CHARACTERS = 20;

	private final Combo groups;
	private final Runnable chosen;
	private volatile Whose whose = Whose.ALL;
	private Optional<LiveData<List<ReportGroup>>> data = Optional.empty();

	/**
	 * @param parent laid out in a row
	 * @param id     first part of its name
	 * @param chosen told when another group was chosen
	 */
	GroupPicker(Composite parent, String id, Runnable chosen) {
		this.chosen = chosen;
		new Label(parent, SWT.NONE).setText("&Group:");
		groups = Tag.name(new Combo(parent, SWT.READ_ONLY), id + ".group");
		groups.setToolTipText("Whose use is counted. Report groups are made in the view Use by Group.");
		groups.add(EVERYBODY);
		groups.select(0);
		groups.setLayoutData(new RowData(Math.max(groups.computeSize(SWT.DEFAULT, SWT.DEFAULT).x,
				new PixelConverter(groups).convertWidthInCharsToPixels(CHARACTERS)), SWT.DEFAULT));
		groups.addListener(SWT.Selection, event -> choose());
	}

	private void choose() {
		Whose wish = groups.getSelectionIndex() <= 0 ? Whose.ALL : Whose.group(groups.getText());
		if (!wish.equals(whose)) {
			whose = wish;
			chosen.run();
		}
	}

	private void offer(List<ReportGroup> known) {
		String before = groups.getText();
		groups.setItems(known.stream().map(ReportGroup::name).toArray(String[]::new));
		groups.add(EVERYBODY, 0);
		groups.select(Math.max(0, groups.indexOf(before)));
		choose();
	}

	/** @return whose use is to be shown; for any thread */
	Whose whose() {
		return whose;
	}

	void connected(Lictor lictor) {
		data = Optional.of(new LiveData<>("report groups", lictor, Set.of(Topic.PEOPLE), groups,
				(progress, teller) -> teller.accept(lictor.reportGroups().list()), this::offer, trouble -> {
					// the report itself tells that Lictor cannot be asked
				}));
	}

	void disconnected() {
		data.ifPresent(LiveData::close);
		data = Optional.empty();
	}

	void visible(boolean visible) {
		data.ifPresent(each -> each.visible(visible));
	}
}
