package org.lictor.workbench.internal.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.service.Lictor;
import org.lictor.service.Mapping;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.workbench.internal.preferences.Settings;
import org.lictor.workbench.internal.table.DistinctTexts;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.TitledDialog;
import org.lictor.workbench.internal.ui.Work;

/** Shows the mappings people made, adds new ones and removes old ones. Each takes effect at once, for the past too. */
public final class PeopleDialog extends TitledDialog {

	private static final int SESSIONS_LOOKED_AT = 5_000;

	private record Names(List<String> hostUsers, List<String> accounts) {
	}

	private final Lictor lictor;
	private final Optional<String> hostUser;
	private final Optional<String> account;
	private final List<Mapping> mappings = new ArrayList<>();
	private Combo hostUsers;
	private Combo accounts;
	private ValidityFields time;
	private Button map;
	private Table table;
	private Button unmap;

	private PeopleDialog(Shell parent, Lictor lictor, Optional<String> hostUser, Optional<String> account) {
		super(parent, "people", "Map Host Users");
		this.lictor = lictor;
		this.hostUser = hostUser;
		this.account = account;
	}

	/**
	 * @param parent  over which it opens
	 * @param lictor  does it
	 * @param hostUser offered at first, empty for none
	 * @param account offered at first, empty for none
	 */
	public static void open(Shell parent, Lictor lictor, Optional<String> hostUser, Optional<String> account) {
		new PeopleDialog(parent, lictor, hostUser, account).open();
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("Which host user is which account?");
		say();
		Composite area = area((Composite) super.createDialogArea(parent), 5);
		new Label(area, SWT.NONE).setText("&Host user:");
		hostUsers = Tag.name(new Combo(area, SWT.DROP_DOWN), "people.host-user");
		hostUsers.setLayoutData(wide(28));
		new Label(area, SWT.NONE).setText("is &account:");
		accounts = Tag.name(new Combo(area, SWT.DROP_DOWN), "people.account");
		accounts.setLayoutData(wide(28));
		map = Tag.name(new Button(area, SWT.PUSH), "people.map");
		map.setText("&Map");
		setButtonLayoutData(map);
		map.addListener(SWT.Selection, event -> map());
		time = new ValidityFields(area, "people", convertWidthInCharsToPixels(28), this::check);
		new Label(area, SWT.NONE);
		hostUsers.addListener(SWT.Modify, event -> check());
		accounts.addListener(SWT.Modify, event -> check());

		table = Tag.name(new Table(area, SWT.BORDER | SWT.FULL_SELECTION | SWT.MULTI), "people.mappings");
		table.setHeaderVisible(true);
		for (String heading : List.of("Host user", "Account", "From", "Until")) {
			TableColumn column = new TableColumn(table, SWT.LEFT);
			column.setText(heading);
			column.setWidth(convertWidthInCharsToPixels(heading.length() > 5 ? 30 : 20));
		}
		GridData size = new GridData(SWT.FILL, SWT.FILL, true, true, 4, 1);
		size.heightHint = convertHeightInCharsToPixels(12);
		table.setLayoutData(size);
		table.addListener(SWT.Selection, event -> check());
		unmap = Tag.name(new Button(area, SWT.PUSH), "people.unmap");
		unmap.setText("&Remove");
		setButtonLayoutData(unmap);
		((GridData) unmap.getLayoutData()).verticalAlignment = SWT.TOP;
		unmap.addListener(SWT.Selection, event -> unmap());
		hostUser.ifPresent(hostUsers::setText);
		account.ifPresent(accounts::setText);
		check();
		loadMappings();
		loadNames();
		return area;
	}

	private void say() {
		setMessage("Needed only where the rules do not find out. Holds for the past too, unless days are given; the last day is included.",
				IMessageProvider.NONE);
	}

	private void check() {
		setErrorMessage(time.trouble().orElse(null));
		map.setEnabled(!hostUsers.getText().isBlank() && !accounts.getText().isBlank() && time.trouble().isEmpty());
		unmap.setEnabled(table.getSelectionCount() > 0);
	}

	private void loadMappings() {
		Work.start("Loading mappings", table, progress -> lictor.people().list(), this::show, this::failed);
	}

	private void loadNames() {
		Work.start("Loading users", table, progress -> {
			ResultTable sessions = lictor.queries().run(Query.of(Queries.SESSIONS, Settings.zone()).limit(SESSIONS_LOOKED_AT), progress);
			ResultTable users = lictor.queries().run(Query.of(Queries.USERS, Settings.zone()), progress);
			return new Names(DistinctTexts.of(sessions, "user"), DistinctTexts.of(users, "account"));
		}, names -> {
			offer(hostUsers, names.hostUsers());
			offer(accounts, names.accounts());
		}, this::failed);
	}

	private static void offer(Combo combo, List<String> names) {
		String typed = combo.getText();
		combo.setItems(names.toArray(String[]::new));
		combo.setText(typed);
	}

	private void show(List<Mapping> current) {
		mappings.clear();
		mappings.addAll(current);
		table.removeAll();
		for (Mapping mapping : mappings) {
			new TableItem(table, SWT.NONE).setText(new String[] { mapping.hostUser(), mapping.account(), ValidityFields.moment(mapping.from()), ValidityFields.moment(mapping.until()) });
		}
		check();
	}

	private void map() {
		Mapping mapping = new Mapping(hostUsers.getText().strip(), accounts.getText().strip(), time.from(), time.until());
		Work.start("Mapping " + mapping.hostUser(), table, progress -> {
			lictor.people().map(mapping);
			return lictor.people().list();
		}, current -> {
			show(current);
			setErrorMessage(null);
			say();
			hostUsers.setText("");
		}, this::failed);
	}

	private void unmap() {
		List<Mapping> gone = java.util.Arrays.stream(table.getSelectionIndices()).mapToObj(mappings::get).toList();
		Work.start("Removing mappings", table, progress -> {
			for (Mapping mapping : gone) {
				lictor.people().unmap(mapping);
			}
			return lictor.people().list();
		}, current -> {
			show(current);
			setErrorMessage(null);
		}, this::failed);
	}

	private void failed(ServiceException trouble) {
		setErrorMessage(trouble.getMessage());
	}
}
