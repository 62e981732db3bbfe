package org.lictor.workbench.internal.views;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.PixelConverter;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.lictor.model.Privacy;
import org.lictor.service.AgentGroupInfo;
import org.lictor.service.AgentInfo;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Lictor;
import org.lictor.service.ServerInfo;
import org.lictor.service.ServerTypeInfo;
import org.lictor.spi.Capability;
import org.lictor.workbench.internal.ui.Icons;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.Trouble;
import org.lictor.workbench.internal.ui.Work;

/**
 * Agent groups: which agents are in them and for which licence servers they watch. A tick takes effect at once and reaches
 * the agents within seconds.
 */
public final class GroupsView extends ConnectedView {

	private record All(List<AgentGroupInfo> groups, List<ServerInfo> servers, List<AgentInfo> agents) {
	}

	/** A change of one group, on a background thread. */
	private interface Change {
		void make(Lictor lictor) throws org.lictor.service.ServiceException;
	}

	private Table groups;
	private Table servers;
	private Table agents;
	private Button autoAssign;
	private Combo privacy;
	private Button idle;
	private ToolItem remove;
	private Label hint;
	private Optional<LiveData<All>> data = Optional.empty();
	private All shown = new All(List.of(), List.of(), List.of());
	private String wanted = "";

	@Override
	protected Control createContent(Composite parent) {
		Composite content = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		content.setLayout(layout);
		ToolBar bar = new ToolBar(content, SWT.FLAT | SWT.RIGHT);
		bar.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		tool(bar, "add", "New Group...", "Create a group of agents", this::create);
		remove = tool(bar, "remove", "Remove", "Remove the selected group; its agents stay", this::remove);
		SashForm sash = new SashForm(content, SWT.HORIZONTAL);
		sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		createList(sash);
		createDetails(sash);
		sash.setWeights(2, 3);
		show(shown);
		return content;
	}

	private ToolItem tool(ToolBar bar, String name, String text, String help, Runnable action) {
		ToolItem item = Tag.name(new ToolItem(bar, SWT.PUSH), "groups." + name);
		item.setImage(Icons.image(name, bar));
		item.setText(text);
		item.setToolTipText(help);
		item.addListener(SWT.Selection, event -> action.run());
		return item;
	}

	private void createList(Composite parent) {
		groups = Tag.name(new Table(parent, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE), "groups.table");
		groups.setHeaderVisible(true);
		column(groups, "Group", 20, SWT.LEFT);
		column(groups, "New agents join", 18, SWT.LEFT);
		column(groups, "Agents", 9, SWT.RIGHT);
		column(groups, "Servers", 10, SWT.RIGHT);
		column(groups, "Privacy", 12, SWT.LEFT);
		groups.addListener(SWT.Selection, event -> {
			selected().ifPresent(group -> wanted = group.name());
			showDetails();
		});
	}

	private static void column(Table table, String text, int characters, int style) {
		TableColumn column = new TableColumn(table, style);
		column.setText(text);
		column.setWidth(new PixelConverter(table).convertWidthInCharsToPixels(characters));
	}

	private void createDetails(Composite parent) {
		Composite details = new Composite(parent, SWT.NONE);
		details.setLayout(new GridLayout(2, true));
		autoAssign = Tag.unstyled(Tag.name(new Button(details, SWT.CHECK), "groups.auto-assign"));
		autoAssign.setText("&New agents join this group by themselves");
		autoAssign.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		autoAssign.addListener(SWT.Selection, event -> selected().ifPresent(group -> {
			boolean on = autoAssign.getSelection();
			change("Changing " + group.name(), lictor -> lictor.groups().autoAssign(group.name(), on));
		}));
		createPrivacy(details);
		idle = Tag.unstyled(Tag.name(new Button(details, SWT.CHECK), "groups.idle"));
		idle.setText("Tell whether keyboard and mouse are &idle");
		idle.setToolTipText("So that \"open\" and \"in use\" can be compared in Sessions. Of what is typed the agents know nothing.");
		idle.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		idle.addListener(SWT.Selection, event -> selected().ifPresent(group -> {
			boolean on = idle.getSelection();
			change("Changing " + group.name(), lictor -> lictor.groups().idle(group.name(), on));
		}));
		new Label(details, SWT.NONE).setText("Watches for these servers:");
		new Label(details, SWT.NONE).setText("Agents in this group:");
		servers = ticks(details, "groups.servers");
		servers.addListener(SWT.Selection, event -> ticked(event.detail, (TableItem) event.item, true));
		agents = ticks(details, "groups.agents");
		agents.addListener(SWT.Selection, event -> ticked(event.detail, (TableItem) event.item, false));
		hint = Tag.style(Tag.name(new Label(details, SWT.WRAP), "groups.hint"), "LictorMuted");
		GridData wrapped = new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1);
		wrapped.widthHint = 300;
		hint.setLayoutData(wrapped);
	}

	private void createPrivacy(Composite details) {
		Composite row = new Composite(details, SWT.NONE);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		row.setLayout(layout);
		row.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		new Label(row, SWT.NONE).setText("&Privacy:");
		privacy = Tag.name(new Combo(row, SWT.READ_ONLY), "groups.privacy");
		for (Privacy each : Privacy.values()) {
			privacy.add(switch (each) {
			case CLEAR -> "clear: user names as they are";
			case PSEUDONYM -> "pseudonym: made on the host, one a person";
			case COUNTS -> "counts: neither user nor host";
			});
		}
		privacy.setToolTipText("What the agents of this group tell of people. Of several groups of an agent the strictest holds.");
		privacy.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		privacy.addListener(SWT.Selection, event -> selected().ifPresent(group -> {
			Privacy chosen = Privacy.values()[privacy.getSelectionIndex()];
			change("Changing " + group.name(), lictor -> lictor.groups().privacy(group.name(), chosen));
		}));
	}

	private static Table ticks(Composite parent, String name) {
		Table table = Tag.name(new Table(parent, SWT.CHECK | SWT.BORDER), name);
		GridData size = new GridData(SWT.FILL, SWT.FILL, true, true);
		size.widthHint = 140;
		size.heightHint = 80;
		table.setLayoutData(size);
		return table;
	}

	private void ticked(int detail, TableItem item, boolean server) {
		if (detail != SWT.CHECK || selected().isEmpty()) {
			return;
		}
		String group = selected().get().name();
		String name = (String) item.getData();
		boolean on = item.getChecked();
		change("Changing " + group, lictor -> {
			if (server && on) {
				lictor.groups().assign(group, name);
			} else if (server) {
				lictor.groups().unassign(group, name);
			} else if (on) {
				lictor.groups().addAgent(group, name);
			} else {
				lictor.groups().removeAgent(group, name);
			}
		});
	}

	private void change(String task, Change change) {
		lictor().ifPresent(lictor -> Work.start(task, root(), progress -> {
			change.make(lictor);
			return load(lictor);
		}, this::show, trouble -> {
			Trouble.show(task, trouble);
			showDetails();
		}));
	}

	private void create() {
		InputDialog dialog = new InputDialog(root().getShell(), "New Agent Group", "Name of the group:", "", name -> {
			String stripped = name.strip();
			if (stripped.isEmpty()) {
				return "";
			}
			return shown.groups().stream().anyMatch(group -> group.name().equals(stripped)) ? "There is a group of that name already."
					: null;
		}) {
			@Override
			protected void configureShell(org.eclipse.swt.widgets.Shell shell) {
				super.configureShell(shell);
				Tag.name(shell, "groups.create");
			}

			@Override
			protected Control createDialogArea(Composite parent) {
				Control area = super.createDialogArea(parent);
				Tag.name(getText(), "groups.create.name");
				return area;
			}

			@Override
			protected void createButtonsForButtonBar(Composite parent) {
				super.createButtonsForButtonBar(parent);
				Tag.name(getOkButton(), "groups.create.ok");
			}
		};
		if (dialog.open() == Window.OK) {
			wanted = dialog.getValue().strip();
			String name = wanted;
			change("Creating " + name, lictor -> lictor.groups().create(name, true));
		}
	}

	private void remove() {
		selected().ifPresent(group -> {
			if (MessageDialog.openConfirm(root().getShell(), "Remove Agent Group", "Remove the group '" + group.name()
					+ "'? Its agents and the sessions they reported stay, but they no longer watch for its servers.")) {
				change("Removing " + group.name(), lictor -> lictor.groups().remove(group.name()));
			}
		});
	}

	private Optional<AgentGroupInfo> selected() {
		int index = groups.getSelectionIndex();
		return index < 0 ? Optional.empty() : Optional.of(shown.groups().get(index));
	}

	private static All load(Lictor lictor) throws org.lictor.service.ServiceException {
		Set<String> watching = new HashSet<>();
		for (ServerTypeInfo type : lictor.servers().types()) {
			if (type.capabilities().contains(Capability.AGENTS)) {
				watching.add(type.id());
			}
		}
		List<ServerInfo> servers = new ArrayList<>();
		for (ServerInfo server : lictor.servers().list()) {
			if (watching.contains(server.type()) || !lictor.agents().rules(server.name()).isEmpty()) {
				servers.add(server);
			}
		}
		return new All(lictor.groups().list(), servers, lictor.agents().list());
	}

	private void show(All all) {
		shown = all;
		groups.setRedraw(false);
		groups.removeAll();
		for (AgentGroupInfo group : all.groups()) {
			TableItem item = new TableItem(groups, SWT.NONE);
			item.setText(new String[] { group.name(), group.autoAssign() ? "yes" : "no", Integer.toString(group.agents().size()),
					Integer.toString(group.servers().size()), group.privacy().label() });
			if (group.name().equals(wanted)) {
				groups.setSelection(item);
			}
		}
		if (groups.getSelectionIndex() < 0 && groups.getItemCount() > 0) {
			groups.setSelection(0);
		}
		groups.setRedraw(true);
		showDetails();
	}

	private void showDetails() {
		Optional<AgentGroupInfo> group = selected();
		remove.setEnabled(group.isPresent());
		autoAssign.setEnabled(group.isPresent());
		autoAssign.setSelection(group.map(AgentGroupInfo::autoAssign).orElse(false));
		privacy.setEnabled(group.isPresent());
		privacy.select(group.map(AgentGroupInfo::privacy).orElse(Privacy.CLEAR).ordinal());
		idle.setEnabled(group.isPresent());
		idle.setSelection(group.map(AgentGroupInfo::idle).orElse(false));
		Set<String> assigned = new HashSet<>(group.map(AgentGroupInfo::servers).orElse(List.of()));
		Set<String> members = new HashSet<>(group.map(AgentGroupInfo::agents).orElse(List.of()));
		fill(servers, shown.servers().stream().map(server -> new String[] { server.name(), server.name() }).toList(), assigned, group.isPresent());
		fill(agents, shown.agents().stream().map(agent -> new String[] { agent.id(), agent.host() + (agent.online() ? "" : "  (silent)") }).toList(),
				members, group.isPresent());
		hint.setText(hint(group));
		hint.getParent().layout();
	}

	private String hint(Optional<AgentGroupInfo> group) {
		if (group.isEmpty()) {
			return "An agent watches only for the servers its groups are assigned to. Create a group with New Group...";
		}
		if (shown.servers().isEmpty()) {
			return "There is no licence server yet for which agents can watch. Add one in the view License Servers.";
		}
		if (group.get().servers().isEmpty()) {
			return "Tick a server: until then the agents in this group watch nothing.";
		}
		return shown.agents().isEmpty() ? "No agent has enrolled yet. Make an enrolment string in the view Agents." : "";
	}

	/** Fills a table of ticks, leaving it alone where nothing changed. */
	private static void fill(Table table, List<String[]> rows, Set<String> ticked, boolean enabled) {
		table.setEnabled(enabled);
		table.setRedraw(false);
		while (table.getItemCount() > rows.size()) {
			table.remove(table.getItemCount() - 1);
		}
		for (int index = 0; index < rows.size(); index++) {
			TableItem item = index < table.getItemCount() ? table.getItem(index) : new TableItem(table, SWT.NONE);
			item.setData(rows.get(index)[0]);
			item.setText(rows.get(index)[1]);
			item.setChecked(ticked.contains(rows.get(index)[0]));
		}
		table.setRedraw(true);
	}

	@Override
	protected void connected(Lictor lictor) {
		data = Optional.of(new LiveData<>("agent groups", lictor, Set.of(Topic.AGENTS, Topic.SERVERS), groups,
				(progress, teller) -> teller.accept(load(lictor)), this::show, trouble -> hint.setText(trouble.getMessage())));
	}

	@Override
	protected void disconnected() {
		data.ifPresent(LiveData::close);
		data = Optional.empty();
	}

	@Override
	protected void visible(boolean visible) {
		data.ifPresent(d -> d.visible(visible));
	}

	@Override
	protected void focusContent() {
		groups.setFocus();
	}
}
