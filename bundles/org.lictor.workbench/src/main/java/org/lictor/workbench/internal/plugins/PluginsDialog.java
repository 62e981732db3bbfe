package org.lictor.workbench.internal.plugins;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.jobs.IJobChangeEvent;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.jobs.JobChangeAdapter;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.lictor.model.Progress;
import org.lictor.service.Changes;
import org.lictor.service.InstalledPlugin;
import org.lictor.service.Lictor;
import org.lictor.service.PluginChange;
import org.lictor.service.PluginTrust;
import org.lictor.service.RemoteChange;
import org.lictor.service.ServerInfo;
import org.lictor.service.ServerTypeInfo;
import org.lictor.service.ServiceException;
import org.lictor.service.TrustPolicy;
import org.lictor.workbench.internal.grid.GridSpec;
import org.lictor.workbench.internal.grid.HintPage;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.TitledDialog;
import org.lictor.workbench.internal.ui.UiThread;
import org.lictor.workbench.internal.ui.Work;

/**
 * The plug-ins of the server that the workbench is connected to: which there are, who uses them, and what can be done with them. A change
 * that goes on when this is closed comes to its end; what nobody trusted has signed is refused then.
 */
public final class PluginsDialog extends TitledDialog {

	private static final String WHAT_FOR = "Plug-ins bring further types of licence servers. They are installed where the server runs.";
	private static final String ONLY_TRUSTED = WHAT_FOR + " This server takes only what a key has signed that it trusts.";
	private static final String ELSEWHERE = "Plug-ins are changed only on the server's machine: with 'plugins', or in its workbench with"
			+ " Help > Install New Software.";
	private static final String IN_USE = "In use";
	private static final String WAITS = "Waits for a restart";

	/**
	 * All that is shown.
	 *
	 * @param plugins that are installed
	 * @param servers that may use them
	 * @param labels  of server types
	 * @param trust   of the installation
	 */
	private record State(List<InstalledPlugin> plugins, List<ServerInfo> servers, Map<String, String> labels, PluginTrust trust) {

		static State of(Lictor lictor) throws ServiceException {
			return new State(lictor.plugins().installed(), lictor.servers().list(),
					lictor.servers().types().stream().collect(Collectors.toMap(ServerTypeInfo::id, ServerTypeInfo::label, (one, other) -> one)),
					lictor.plugins().trust());
		}

		List<String> users(InstalledPlugin plugin) {
			return servers.stream().filter(server -> plugin.types().contains(server.type())).map(ServerInfo::name).sorted().toList();
		}

		String types(InstalledPlugin plugin) {
			return plugin.types().stream().map(type -> labels.getOrDefault(type, type)).collect(Collectors.joining(", "));
		}
	}

	private final Lictor lictor;
	private Optional<State> shown = Optional.empty();
	private Optional<Job> running = Optional.empty();
	private String wanted = "";
	/** Whether the server is about to take in what was changed. */
	private boolean awaited;
	private Changes.Subscription news;
	private Composite pages;
	private Table table;
	private HintPage hint;
	private Button install;
	private Button update;
	private Button updateAll;
	private Button remove;
	private Composite progress;
	private Label task;

	private PluginsDialog(Shell parent, Lictor lictor) {
		super(parent, "plugins", "Plug-ins of " + lictor.place());
		this.lictor = lictor;
	}

	/**
	 * @param parent over which it opens
	 * @param lictor whose plug-ins are shown
	 */
	public static void open(Shell parent, Lictor lictor) {
		new PluginsDialog(parent, lictor).open();
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("Which plug-ins does the server have?");
		setMessage(WHAT_FOR, IMessageProvider.NONE);
		Composite area = area((Composite) super.createDialogArea(parent), 2);
		createPages(area);
		Composite buttons = new Composite(area, SWT.NONE);
		buttons.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
		buttons.setLayout(new GridLayout(1, false));
		install = button(buttons, "plugins.install", "&Install...", this::install);
		update = button(buttons, "plugins.update", "&Update", () -> selected().ifPresent(plugin -> update(Optional.of(plugin))));
		update.setToolTipText("Replaces the plug-in by its newest version, from where it came from.");
		updateAll = button(buttons, "plugins.update-all", "Update &All", () -> update(Optional.empty()));
		remove = button(buttons, "plugins.remove", "&Remove", () -> selected().ifPresent(this::remove));
		createProgress(area);
		check();
		load();
		news = lictor.changes().subscribe(topics -> {
			if (topics.contains(Changes.Topic.SERVERS)) {
				UiThread.later(table, this::takenIn);
			}
		});
		table.addDisposeListener(event -> news.close());
		return area;
	}

	private void createPages(Composite area) {
		pages = new Composite(area, SWT.NONE);
		pages.setLayout(new StackLayout());
		GridData size = new GridData(SWT.FILL, SWT.FILL, true, true);
		size.heightHint = convertHeightInCharsToPixels(12);
		size.widthHint = convertWidthInCharsToPixels(122);
		pages.setLayoutData(size);
		hint = new HintPage(pages, "plugins");
		table = table(pages, "plugins.table", List.of(new Heading("Plug-in", 24), new Heading("Version", 20), new Heading("Provider", 18),
				new Heading("Server types", 20), new Heading("Used by", 20), new Heading("State", 18)));
		table.addListener(SWT.Selection, event -> {
			wanted = selected().map(each -> each.plugin().id()).orElse("");
			check();
		});
		table.addListener(SWT.KeyDown, event -> {
			if (event.keyCode == SWT.DEL && remove.isEnabled()) {
				selected().ifPresent(this::remove);
			}
		});
		say("Asking the server...", "");
	}

	private void createProgress(Composite area) {
		progress = Tag.name(new Composite(area, SWT.NONE), "plugins.progress");
		progress.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		GridLayout layout = new GridLayout(3, false);
		layout.marginWidth = 0;
		progress.setLayout(layout);
		task = Tag.name(new Label(progress, SWT.NONE), "plugins.task");
		task.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		ProgressBar bar = new ProgressBar(progress, SWT.INDETERMINATE | SWT.HORIZONTAL);
		GridData width = new GridData(SWT.FILL, SWT.CENTER, false, false);
		width.widthHint = convertWidthInCharsToPixels(30);
		bar.setLayoutData(width);
		Button off = Tag.name(new Button(progress, SWT.PUSH), "plugins.off");
		off.setText("Call &Off");
		off.addListener(SWT.Selection, event -> running.ifPresent(Job::cancel));
		progress.setVisible(false);
	}

	private static Button button(Composite parent, String tag, String text, Runnable action) {
		Button button = Tag.name(new Button(parent, SWT.PUSH), tag);
		button.setText(text);
		button.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		button.addListener(SWT.Selection, event -> action.run());
		return button;
	}

	private Optional<InstalledPlugin> selected() {
		return table.getSelectionIndex() < 0 ? Optional.empty() : shown.map(state -> state.plugins().get(table.getSelectionIndex()));
	}

	private void check() {
		boolean free = running.isEmpty() && shown.filter(state -> state.trust().remote() != RemoteChange.REFUSE).isPresent();
		boolean one = selected().isPresent();
		install.setEnabled(free);
		update.setEnabled(free && one);
		updateAll.setEnabled(free && table.getItemCount() > 0);
		remove.setEnabled(free && one);
	}

	private void load() {
		Work.start("Asking for plug-ins", table, told -> State.of(lictor), this::show, this::failed);
	}

	/** Server types came or left: what was changed may be in use now. */
	private void takenIn() {
		if (awaited && running.isEmpty()) {
			awaited = false;
			load();
		}
	}

	private void show(State state) {
		shown = Optional.of(state);
		table.removeAll();
		for (InstalledPlugin each : state.plugins()) {
			new TableItem(table, SWT.NONE).setText(new String[] { each.plugin().label(), each.plugin().version(), each.plugin().vendor(), state.types(each),
					String.join(", ", state.users(each)), each.restart() ? WAITS : IN_USE });
			if (each.plugin().id().equals(wanted)) {
				table.select(table.getItemCount() - 1);
			}
		}
		if (table.getSelectionIndex() < 0 && !state.plugins().isEmpty()) {
			table.select(0);
		}
		if (state.plugins().isEmpty()) {
			say("No plug-ins yet", "The server has the types of licence servers that come with Lictor. Further ones are installed from a p2 repository.");
		} else {
			top(table);
		}
		if (getMessage().equals(WHAT_FOR)) {
			explain(state.trust());
		}
		check();
	}

	private void explain(PluginTrust trust) {
		if (trust.remote() == RemoteChange.REFUSE) {
			setMessage(ELSEWHERE, IMessageProvider.INFORMATION);
		} else if (trust.policy() == TrustPolicy.REFUSE || trust.remote() == RemoteChange.TRUSTED && trust.policy() == TrustPolicy.ASK) {
			setMessage(ONLY_TRUSTED, IMessageProvider.INFORMATION);
		}
	}

	private void say(String title, String text) {
		hint.show(GridSpec.Hint.of(title, text));
		top(hint.control());
	}

	private void top(Control control) {
		((StackLayout) pages.getLayout()).topControl = control;
		pages.layout();
	}

	private void install() {
		OffersDialog offers = new OffersDialog(getShell(), lictor, shown.map(State::plugins).orElse(List.of()));
		if (offers.open() == Window.OK) {
			offers.chosen().ifPresent(plugin -> {
				URI from = offers.repository();
				act("Installing " + plugin.label(), plugin.id(),
						told -> lictor.plugins().install(plugin.id(), from, new AskedDoubts(getShell()), told));
			});
		}
	}

	private void update(Optional<InstalledPlugin> plugin) {
		act(plugin.map(each -> "Updating " + each.plugin().label()).orElse("Updating all plug-ins"), wanted,
				told -> lictor.plugins().update(plugin.map(each -> each.plugin().id()), Optional.empty(), new AskedDoubts(getShell()), told));
	}

	private void remove(InstalledPlugin plugin) {
		List<String> users = shown.map(state -> state.users(plugin)).orElse(List.of());
		String consequence = users.isEmpty() ? "No licence server uses it."
				: (users.size() == 1 ? "The licence server " : "The licence servers ") + String.join(", ", users)
						+ " will be unknown without it. What was collected stays.";
		if (MessageDialog.openQuestion(getShell(), "Remove Plug-in", "Remove the plug-in '" + plugin.plugin().label() + "' from the server? "
				+ consequence)) {
			act("Removing " + plugin.plugin().label(), "", told -> lictor.plugins().remove(plugin.plugin().id(), told));
		}
	}

	private void act(String what, String id, Work<PluginChange> deed) {
		setErrorMessage(null);
		setMessage(WHAT_FOR, IMessageProvider.NONE);
		wanted = id;
		task.setText(what + "...");
		progress.setVisible(true);
		Job job = Work.start(what, table, told -> deed.run(new Shares(told, percent -> UiThread.later(task, () -> task.setText(what + "... " + percent)))),
				change -> {
			awaited = !change.restart();
			setMessage(sentence(change), change.restart() ? IMessageProvider.WARNING : IMessageProvider.INFORMATION);
		}, this::failed);
		running = Optional.of(job);
		check();
		job.addJobChangeListener(new JobChangeAdapter() {
			@Override
			public void done(IJobChangeEvent event) {
				UiThread.later(table, () -> ended(job));
			}
		});
		if (job.getState() == Job.NONE) {
			ended(job);
		}
	}

	/** Has the share shown that is done, besides telling it where all work is told. */
	private static final class Shares implements Progress {

		private final Progress told;
		private final Consumer<String> shown;
		private long total;
		private long done;

		Shares(Progress told, Consumer<String> shown) {
			this.told = told;
			this.shown = shown;
		}

		@Override
		public synchronized void begin(String name, long units) {
			told.begin(name, units);
			total = units;
			done = 0;
			shown.accept("");
		}

		@Override
		public synchronized void worked(long units) {
			told.worked(units);
			done += units;
			if (total > 0) {
				shown.accept(Math.min(100, done * 100 / total) + " %");
			}
		}

		@Override
		public boolean cancelled() {
			return told.cancelled();
		}
	}

	/** Done, failed or called off: the server says how it stands. */
	private void ended(Job job) {
		if (running.filter(each -> each == job).isPresent()) {
			running = Optional.empty();
			progress.setVisible(false);
			load();
		}
	}

	private static String sentence(PluginChange change) {
		if (change.isEmpty()) {
			return "Nothing newer was found.";
		}
		List<String> parts = new ArrayList<>();
		change.came().forEach(plugin -> parts.add(plugin.label() + " " + plugin.version() + " is installed."));
		change.left().stream().filter(old -> change.came().stream().noneMatch(now -> now.id().equals(old.id())))
				.forEach(plugin -> parts.add(plugin.label() + " is removed."));
		parts.add(change.restart() ? "Restart the server: only then it takes that in." : "The server takes that in within seconds.");
		return String.join(" ", parts);
	}

	private void failed(ServiceException trouble) {
		setErrorMessage(trouble.getMessage());
		if (shown.isEmpty()) {
			say("The plug-ins of this server cannot be shown", trouble.getMessage());
		}
	}
}
