package org.lictor.workbench.internal.people;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.lictor.service.Lictor;
import org.lictor.service.ReportGroup;
import org.lictor.service.ServiceException;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.TitledDialog;
import org.lictor.workbench.internal.ui.Work;

/** Makes report groups and says who or what is in them. Each change takes effect at once, for the past too. */
public final class ReportGroupsDialog extends TitledDialog {

	private static final String WHAT_FOR = "Reports are narrowed to groups, and compared by them. Changes hold for the past too, unless days are given.";

	/** What the name of a member may mean in a group of users, and what is put before the name then. */
	private static final List<String> MEANINGS = List.of("user or account", "group of the vendor's", "group of a directory", "department");
	private static final List<String> PREFIXES = List.of("", ReportGroup.VENDOR_GROUP, ReportGroup.DIRECTORY_GROUP, ReportGroup.DEPARTMENT);

	/** A change, on a background thread. */
	private interface Change {
		void make() throws ServiceException;
	}

	private final Lictor lictor;
	private final List<ReportGroup> shown = new ArrayList<>();
	private String wanted = "";
	private Text name;
	private Combo kind;
	private Button add;
	private Table groups;
	private Button remove;
	private Combo means;
	private Text member;
	private ValidityFields time;
	private Button include;
	private Table members;
	private Button exclude;

	private ReportGroupsDialog(Shell parent, Lictor lictor) {
		super(parent, "report-groups", "Report Groups");
		this.lictor = lictor;
	}

	/**
	 * @param parent over which it opens
	 * @param lictor does it
	 */
	public static void open(Shell parent, Lictor lictor) {
		new ReportGroupsDialog(parent, lictor).open();
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("Which groups do you want to compare?");
		setMessage(WHAT_FOR, IMessageProvider.NONE);
		Composite area = area((Composite) super.createDialogArea(parent), 2);
		((GridLayout) area.getLayout()).horizontalSpacing = 20;
		createGroups(columns(area, 4));
		createMembers(columns(area, 5));
		check();
		Work.start("Loading report groups", groups, progress -> lictor.reportGroups().list(), this::show, this::failed);
		return area;
	}

	private static Composite columns(Composite area, int count) {
		Composite part = new Composite(area, SWT.NONE);
		part.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		GridLayout layout = new GridLayout(count, false);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		part.setLayout(layout);
		return part;
	}

	private void createGroups(Composite part) {
		new Label(part, SWT.NONE).setText("&Group:");
		name = Tag.name(new Text(part, SWT.BORDER), "report-groups.name");
		name.setMessage("name of a new group");
		name.setLayoutData(wide(18));
		name.addListener(SWT.Modify, event -> check());
		kind = Tag.name(new Combo(part, SWT.READ_ONLY), "report-groups.kind");
		for (ReportGroup.Kind each : ReportGroup.Kind.values()) {
			kind.add("of " + word(each));
		}
		kind.select(0);
		add = button(part, "report-groups.add", "&New", () -> {
			String wish = name.getText().strip();
			ReportGroup.Kind of = ReportGroup.Kind.values()[kind.getSelectionIndex()];
			change("Making a report group", wish, () -> lictor.reportGroups().add(wish, of));
		});
		groups = table(part, "report-groups.groups", 3, List.of("Name", "Of", "Members"), List.of(18, 10, 10));
		groups.addListener(SWT.Selection, event -> {
			wanted = selected().map(ReportGroup::name).orElse("");
			showMembers();
			check();
		});
		remove = button(part, "report-groups.remove", "&Remove", () -> selected().ifPresent(
				group -> change("Removing a report group", "", () -> lictor.reportGroups().remove(group.name()))));
	}

	private void createMembers(Composite part) {
		new Label(part, SWT.NONE).setText("&Member:");
		means = Tag.name(new Combo(part, SWT.READ_ONLY), "report-groups.means");
		MEANINGS.forEach(means::add);
		means.setToolTipText("Whoever is in the group or the department is in the report group, at the times that are known.");
		means.select(0);
		member = Tag.name(new Text(part, SWT.BORDER), "report-groups.member");
		member.setMessage("user, mail address, host, ...; * stands for many");
		member.setToolTipText("A host user, an account's mail address, a host, a server or a product; * stands for any characters, ? for one.");
		GridData whole = wide(36);
		whole.horizontalSpan = 2;
		member.setLayoutData(whole);
		member.addListener(SWT.Modify, event -> check());
		include = button(part, "report-groups.include", "&Include", this::include);
		time = new ValidityFields(part, "report-groups", convertWidthInCharsToPixels(14), this::check);
		new Label(part, SWT.NONE);
		members = table(part, "report-groups.members", 4, List.of("Member", "From", "Until"), List.of(28, 18, 18));
		members.addListener(SWT.Selection, event -> check());
		exclude = button(part, "report-groups.exclude", "&Exclude", () -> selected().ifPresent(group -> {
			List<ReportGroup.Member> gone = Arrays.stream(members.getSelectionIndices()).mapToObj(group.members()::get).toList();
			change("Removing members", group.name(), () -> {
				for (ReportGroup.Member each : gone) {
					lictor.reportGroups().exclude(group.name(), each);
				}
			});
		}));
	}

	private static String word(ReportGroup.Kind kind) {
		return kind.name().toLowerCase(Locale.ROOT);
	}

	private Button button(Composite part, String tag, String text, Runnable action) {
		Button button = Tag.name(new Button(part, SWT.PUSH), tag);
		button.setText(text);
		setButtonLayoutData(button);
		((GridData) button.getLayoutData()).verticalAlignment = SWT.TOP;
		button.addListener(SWT.Selection, event -> action.run());
		return button;
	}

	private Table table(Composite part, String tag, int span, List<String> headings, List<Integer> widths) {
		Table table = Tag.name(new Table(part, SWT.BORDER | SWT.FULL_SELECTION | SWT.MULTI), tag);
		table.setHeaderVisible(true);
		for (int index = 0; index < headings.size(); index++) {
			TableColumn column = new TableColumn(table, SWT.LEFT);
			column.setText(headings.get(index));
			column.setWidth(convertWidthInCharsToPixels(widths.get(index)));
		}
		GridData size = new GridData(SWT.FILL, SWT.FILL, true, true, span, 1);
		size.heightHint = convertHeightInCharsToPixels(14);
		table.setLayoutData(size);
		return table;
	}

	private Optional<ReportGroup> selected() {
		return groups.getSelectionCount() == 1 ? Optional.of(shown.get(groups.getSelectionIndex())) : Optional.empty();
	}

	private void check() {
		setErrorMessage(time.trouble().orElse(null));
		add.setEnabled(!name.getText().isBlank());
		remove.setEnabled(selected().isPresent());
		boolean users = selected().filter(group -> group.kind() == ReportGroup.Kind.USERS).isPresent();
		means.setEnabled(users);
		if (!users) {
			means.select(0);
		}
		include.setEnabled(selected().isPresent() && !member.getText().isBlank() && time.trouble().isEmpty());
		exclude.setEnabled(members.getSelectionCount() > 0);
	}

	private void include() {
		selected().ifPresent(group -> {
			ReportGroup.Member wish = new ReportGroup.Member(PREFIXES.get(means.getSelectionIndex()) + member.getText().strip(), time.from(), time.until());
			change("Including " + wish.name(), group.name(), () -> lictor.reportGroups().include(group.name(), wish));
		});
	}

	private void change(String what, String group, Change change) {
		Work.start(what, groups, progress -> {
			change.make();
			return lictor.reportGroups().list();
		}, current -> {
			wanted = group;
			name.setText("");
			member.setText("");
			show(current);
		}, this::failed);
	}

	private void show(List<ReportGroup> current) {
		shown.clear();
		shown.addAll(current);
		groups.removeAll();
		for (ReportGroup group : shown) {
			new TableItem(groups, SWT.NONE)
					.setText(new String[] { group.name(), word(group.kind()), Integer.toString(group.members().size()) });
			if (group.name().equals(wanted)) {
				groups.select(groups.getItemCount() - 1);
			}
		}
		showMembers();
		check();
	}

	private void showMembers() {
		members.removeAll();
		selected().ifPresent(group -> {
			for (ReportGroup.Member each : group.members()) {
				new TableItem(members, SWT.NONE).setText(
						new String[] { each.name(), ValidityFields.moment(each.from()), ValidityFields.moment(each.until()) });
			}
		});
	}

	private void failed(ServiceException trouble) {
		setErrorMessage(trouble.getMessage());
	}
}
